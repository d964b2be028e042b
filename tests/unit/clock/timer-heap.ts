/** A timer of simulated time. Cancelled ones stay in the heap until their turn and are passed over there. */
export interface Timer {
  at: number;
  order: number;
  cancelled: boolean;
  fire: () => void;
}

/** Timers by due time, ties in the order they were set: push and pop in O(log n). */
export class TimerHeap {
  readonly #timers: Timer[] = [];

  push(timer: Timer): void {
    const timers = this.#timers;
    let index = timers.push(timer) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = timers[parent];
      if (above === undefined || !isBefore(timer, above)) break;
      timers[index] = above;
      index = parent;
    }
    timers[index] = timer;
  }

  /** The next timer that was not cancelled, without taking it. */
  peek(): Timer | undefined {
    while (this.#timers[0]?.cancelled === true) this.#take();
    return this.#timers[0];
  }

  /** Takes the next timer that was not cancelled. */
  pop(): Timer | undefined {
    return this.peek() === undefined ? undefined : this.#take();
  }

  #take(): Timer | undefined {
    const timers = this.#timers;
    const first = timers[0];
    const last = timers.pop();
    if (first === undefined || last === undefined || timers.length === 0) return first;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const right = timers[left + 1];
      let child = left;
      let smaller = timers[left];
      if (smaller === undefined) break;
      if (right !== undefined && isBefore(right, smaller)) {
        child = left + 1;
        smaller = right;
      }
      if (!isBefore(smaller, last)) break;
      timers[index] = smaller;
      index = child;
    }
    timers[index] = last;
    return first;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
