import type { Clock } from '../../../utils/clock/clock.ts';
import { TimerHeap } from './timer-heap.ts';

/** Time that passes only when told to. */
export interface SimulatedClock extends Clock {
  /** Lets `ms` pass, firing every timer on the way, and lets everything settle. */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass until `promise` settles, jumping from timer to timer, and hands back its outcome. Rejects
   * with "dead-lock" when the promise is pending but nothing is left that could settle it.
   */
  runUntil<T>(promise: Promise<T>): Promise<T>;
  /** Lets microtasks and immediates (fake-indexeddb's work among them) run dry; no time passes. */
  settle(): Promise<void>;
  /** Sets the wall clock by `ms` (negative: backwards); running timers keep their remaining time. */
  shift(ms: number): void;
  /** Counts `work` as busy until it settles: time stands still meanwhile. */
  track<T>(work: Promise<T>): Promise<T>;
}

export interface SimulatedClockOptions {
  /** Work in flight that no timer and no immediate shows, such as real sockets or WebCrypto; time waits for 0. */
  busy?: () => number;
}

/** How long, in real ms, untracked work may take before a pending promise is called a dead-lock. */
const DEADLOCK_GRACE_MS = 100;
/** How long, in real ms, the clock waits for tracked work. */
const BUSY_LIMIT_MS = 20_000;

/**
 * A clock for tests and benches, starting at `startMs` (epoch ms). Between two jumps all microtasks and
 * immediates are drained, so what a timer sets in motion is done before the next one fires.
 */
export function createSimulatedClock(startMs: number, options: SimulatedClockOptions = {}): SimulatedClock {
  const timers = new TimerHeap();
  let elapsed = 0;
  let wall = startMs;
  let order = 0;
  let tracked = 0;
  let driving = false;

  const isBusy = () => tracked > 0 || (options.busy?.() ?? 0) > 0;

  /** Each round starts in a fresh immediate: by then every microtask of the one before has run. */
  function drive(step: () => 'again' | 'done' | Error): Promise<void> {
    if (driving) return Promise.reject(new Error('the simulated clock is driven twice at the same time'));
    driving = true;
    let busySince: number | undefined;
    return new Promise<void>((resolve, reject) => {
      const finish = (error?: Error) => {
        driving = false;
        if (error === undefined) resolve();
        else reject(error);
      };
      const round = () => {
        if (process.getActiveResourcesInfo().includes('Immediate')) return void setImmediate(round);
        if (isBusy()) {
          busySince ??= performance.now();
          if (performance.now() - busySince < BUSY_LIMIT_MS) return void setImmediate(round);
          return finish(new Error(`the simulated clock waited ${BUSY_LIMIT_MS} ms for tracked work`));
        }
        busySince = undefined;
        const next = step();
        if (next === 'again') setImmediate(round);
        else finish(next === 'done' ? undefined : next);
      };
      setImmediate(round);
    });
  }

  /** Fires everything due at the next instant, if that is not after `until`. */
  function fireNext(until: number): boolean {
    const next = timers.peek();
    if (next === undefined || next.at > until) return false;
    elapsed = Math.max(elapsed, next.at);
    for (let timer = timers.peek(); timer !== undefined && timer.at <= elapsed; timer = timers.peek()) {
      timers.pop();
      timer.fire();
    }
    return true;
  }

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const stop = () => {
        timer.cancelled = true;
        reject(signal?.reason);
      };
      const fire = () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const timer = { at: elapsed + Math.max(0, ms), order: order++, cancelled: false, fire };
      timers.push(timer);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  function runUntil<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    let idleSince: number | undefined;
    const mark = () => {
      settled = true;
    };
    promise.then(mark, mark);
    const run = drive(() => {
      if (settled) return 'done';
      if (fireNext(Number.POSITIVE_INFINITY)) {
        idleSince = undefined;
        return 'again';
      }
      idleSince ??= performance.now();
      if (performance.now() - idleSince < DEADLOCK_GRACE_MS) return 'again';
      return new Error(
        `dead-lock in simulated time at ${new Date(wall + elapsed).toISOString()}: ` +
          'the promise is pending, no timer is set and no tracked work is in flight',
      );
    });
    return run.then(() => promise);
  }

  return {
    now: () => wall + elapsed,
    sleep,
    advance(ms) {
      const until = elapsed + ms;
      return drive(() => {
        if (fireNext(until)) return 'again';
        if (elapsed >= until) return 'done';
        elapsed = until;
        return 'again';
      });
    },
    runUntil,
    settle: () => drive(() => 'done'),
    shift(ms) {
      wall += ms;
    },
    track(work) {
      tracked += 1;
      const finished = () => {
        tracked -= 1;
      };
      work.then(finished, finished);
      return work;
    },
  };
}
