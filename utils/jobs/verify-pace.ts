import type { Source } from './states.ts';

/** When an accepted item is read: first after `graceMs`, then after each wait in turn (ms); then it counts as open. */
export interface VerifyPace {
  graceMs: number;
  waitsMs: readonly number[];
}

/**
 * A person waits for a click, so it is looked at early. A queue's real-time counts lag by about a second, and
 * fifty are read at once, so they are given more time.
 */
export const VERIFY_PACE: Readonly<Record<Source, VerifyPace>> = {
  ids: { graceMs: 1_000, waitsMs: [2_000, 5_000, 10_000, 10_000] },
  waiting: { graceMs: 3_000, waitsMs: [2_000, 4_000, 8_000, 16_000, 30_000] },
};
