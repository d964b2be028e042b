import type { Clock } from '../clock/clock.ts';
import type { BudgetSnapshot, BudgetState, Lane, ObservedAnswer } from './budget-state.ts';
import { Pace, SAVE_EVERY_MS } from './pace.ts';

/**
 * The one limiter of the extension. In any sliding 60 s it never grants more than the allowed number, and to
 * jobs only while the reserve stays free; jobs are spaced evenly from the first request on.
 */
export interface Budget {
  /** Resolves when one request may be sent now; rejects with the signal's reason when aborted. */
  acquire(lane: Lane, signal?: AbortSignal): Promise<void>;
  /** Learns from an answer: `inin-ratelimit-*`, `Retry-After`, 429 (both lanes pause). */
  observe(answer: ObservedAnswer): void;
  /** Sets the requests per minute that the org allows. */
  setAllowed(perMinute: number): void;
  /** Sets the share kept free for interactive requests, in percent (0 to 90). */
  setReserve(percent: number): void;
  state(): BudgetState;
  snapshot(): BudgetSnapshot;
}

export interface BudgetParts {
  clock: Clock;
  /** What the last worker saved. Without it nothing counts as sent, but a job still starts at its even pace. */
  restored?: BudgetSnapshot | undefined;
  /** Called with what must survive a restart; must not throw. */
  persist?: ((snapshot: BudgetSnapshot) => void) | undefined;
  /** Requests per minute until told otherwise; 300 by default. Overridden by what was restored. */
  allowedPerMinute?: number | undefined;
  /** Percent kept free for interactive requests; 4 by default. Overridden by what was restored. */
  reservePercent?: number | undefined;
}

interface Waiter {
  grant(): void;
}

/** Longest sleep before the clock is looked at again, in case it was set meanwhile. */
const LONGEST_SLEEP_MS = 15_000;

/**
 * Creates the limiter. It asks to be saved at once after a pause, a changed limit or an interactive grant, and
 * after job grants at most once a second; after a restart, what a job could have sent since the last save (and
 * during one save still on its way) counts as sent. So a restart can lose a little speed, never the limit.
 */
export function createBudget(parts: BudgetParts): Budget {
  const { clock, persist } = parts;
  const pace = new Pace(
    clock.now(),
    parts.allowedPerMinute ?? 300,
    parts.reservePercent ?? 4,
    parts.restored,
  );
  const queues: Record<Lane, Set<Waiter>> = { interactive: new Set(), job: new Set() };
  let savedAt = Number.NEGATIVE_INFINITY;
  let running = false;
  let alarm = new AbortController();

  function save(): void {
    savedAt = clock.now();
    persist?.(pace.snapshot(savedAt));
  }

  function grantNext(lane: Lane, waiter: Waiter, now: number): void {
    queues[lane].delete(waiter);
    pace.sent(lane, now);
    const due = now - savedAt >= SAVE_EVERY_MS || now < savedAt;
    if (lane === 'interactive' || due) save();
    waiter.grant();
  }

  /** One loop serves both lanes, so that an interactive request always overtakes waiting jobs. */
  async function serve(): Promise<void> {
    for (;;) {
      const lane = queues.interactive.size > 0 ? 'interactive' : 'job';
      const [waiter] = queues[lane];
      if (waiter === undefined) break;
      const now = clock.now();
      const delay = pace.delay(lane, now);
      if (delay <= 0) {
        grantNext(lane, waiter, now);
        continue;
      }
      alarm = new AbortController();
      await clock.sleep(Math.min(Math.ceil(delay), LONGEST_SLEEP_MS), alarm.signal).catch(() => {});
    }
    running = false;
  }

  function look(): void {
    if (running) {
      alarm.abort();
      return;
    }
    running = true;
    void serve();
  }

  return {
    acquire(lane, signal) {
      return new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const stop = () => {
          queues[lane].delete(waiter);
          reject(signal?.reason);
        };
        const waiter: Waiter = {
          grant: () => {
            signal?.removeEventListener('abort', stop);
            resolve();
          },
        };
        queues[lane].add(waiter);
        signal?.addEventListener('abort', stop, { once: true });
        // A job that queues up behind another changes nothing for the loop that already waits.
        if (!running || lane === 'interactive') look();
      });
    },
    observe(answer) {
      if (pace.observe(answer, clock.now())) save();
      if (running) look();
    },
    setAllowed(perMinute) {
      if (pace.setAllowed(perMinute)) save();
      if (running) look();
    },
    setReserve(percent) {
      if (pace.setReserve(percent)) save();
      if (running) look();
    },
    state: () => pace.state(clock.now()),
    snapshot: () => pace.snapshot(clock.now()),
  };
}
