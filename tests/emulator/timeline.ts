/**
 * What will happen in the world, in order of time. Nothing runs on timers: whoever looks at the world settles it first, and
 * everything due by then happens with its own time stamp. So a simulated clock and a real one give the same story, and an
 * idle emulator leaves nothing running.
 */
export interface Timeline {
  /** Lets `run` happen at `at` (epoch ms), or at the next settling if that is past. Same time: in the order asked for. */
  at(at: number, run: (at: number) => void): void;
  /** Runs everything due by `now`, including what those runs add. */
  settle(now: number): void;
  /** How many things are still to come. */
  readonly pending: number;
}

interface Entry {
  at: number;
  order: number;
  run: (at: number) => void;
}

/** An empty timeline. */
export function createTimeline(): Timeline {
  const heap: Entry[] = [];
  let order = 0;
  const before = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

  const push = (entry: Entry): void => {
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = heap[parentIndex];
      if (!parent || !before(entry, parent)) break;
      heap[index] = parent;
      index = parentIndex;
    }
    heap[index] = entry;
  };

  const pop = (): void => {
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let index = 0;
    for (;;) {
      let childIndex = index * 2 + 1;
      let child = heap[childIndex];
      const right = heap[childIndex + 1];
      if (child && right && before(right, child)) {
        childIndex += 1;
        child = right;
      }
      if (!child || !before(child, last)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = last;
  };

  return {
    at: (at, run) => push({ at, order: order++, run }),
    settle: (now) => {
      for (let first = heap[0]; first && first.at <= now; first = heap[0]) {
        pop();
        first.run(first.at);
      }
    },
    get pending() {
      return heap.length;
    },
  };
}
