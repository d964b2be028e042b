import type { Knobs } from './knobs.ts';

/** What the limiter says about one request. Seconds are whole. */
export interface RateAnswer {
  allowed: boolean;
  count: number;
  limit: number;
  resetSeconds: number;
  /** Only of a refused one: what `Retry-After` says. */
  retryAfterSeconds: number;
}

/** The request budget of one token, shared by everybody who uses that token. Refused requests are not counted. */
export interface Bucket {
  take(at: number): RateAnswer;
}

const MINUTE = 60_000;

/** A bucket that follows the knobs as they are turned. Times are epoch ms. */
export function createBucket(knobs: Knobs): Bucket {
  let windowStart = Number.NEGATIVE_INFINITY;
  let windowCount = 0;
  let taken: number[] = [];
  let first = 0;
  return {
    take: (at) => {
      // both ways are kept, so that the knob may be turned in the middle of a run
      while (first < taken.length && (taken[first] ?? 0) <= at - MINUTE) first += 1;
      if (first > 1000 && first * 2 > taken.length) {
        taken = taken.slice(first);
        first = 0;
      }
      if (at >= windowStart + MINUTE) {
        windowStart = at;
        windowCount = 0;
      }
      const sliding = knobs.rateWindow === 'sliding';
      const count = sliding ? taken.length - first : windowCount;
      const resetAt = sliding ? (taken[first] ?? at) + MINUTE : windowStart + MINUTE;
      const resetSeconds = Math.max(1, Math.ceil((resetAt - at) / 1000));
      const limit = knobs.ratePerMinute;
      if (count >= limit)
        return { allowed: false, count, limit, resetSeconds, retryAfterSeconds: resetSeconds };
      let lastSecond = 0;
      for (let index = taken.length - 1; index >= first && (taken[index] ?? 0) > at - 1000; index--)
        lastSecond += 1;
      if (lastSecond >= burst(knobs)) {
        return {
          allowed: false,
          count,
          limit,
          resetSeconds,
          retryAfterSeconds: knobs.burstRetryAfterSeconds,
        };
      }
      taken.push(at);
      windowCount += 1;
      return { allowed: true, count: count + 1, limit, resetSeconds, retryAfterSeconds: 0 };
    },
  };
}

function burst(knobs: Knobs): number {
  if (knobs.burstPerSecond === 'any') return Number.POSITIVE_INFINITY;
  if (typeof knobs.burstPerSecond === 'number') return knobs.burstPerSecond;
  return Math.max(3, Math.ceil((knobs.ratePerMinute / 60) * 3));
}
