/** How many sends may be under way at once, so that waiting for answers does not cost speed. */
export interface Overlap {
  /** An answer came after `ms`. */
  answered(ms: number): void;
  /** For so many sends a minute. */
  limit(perMinute: number): number;
}

const FEWEST = 2;
const MOST = 32;
/** The weight of a new answer in the running mean. */
const NEWEST = 0.2;
/** Taken until something was measured. */
const FIRST_GUESS_MS = 500;

/** Measures how long answers take; latency over spacing is how many are under way at full speed, and one more. */
export function createOverlap(): Overlap {
  let latencyMs = FIRST_GUESS_MS;
  return {
    answered(ms) {
      latencyMs += (ms - latencyMs) * NEWEST;
    },
    limit(perMinute) {
      const spacingMs = 60_000 / Math.max(1, perMinute);
      return Math.min(MOST, Math.max(FEWEST, Math.ceil(latencyMs / spacingMs) + 1));
    },
  };
}
