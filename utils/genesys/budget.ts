/** Who waits for a request: a person at a click, or a running job. */
export type Lane = 'interactive' | 'job';

/** What a limiter must remember across a restart. Plain data, small enough to be written every second. */
export interface BudgetSnapshot {
  /** When it was taken, epoch ms. */
  savedAt: number;
  allowedPerMinute: number;
  reservePercent: number;
  /** Nothing is sent before this time, epoch ms; 0 for no pause. */
  notBefore: number;
  /** Sends of the last minute as `[epoch ms, count]`, rounded to later, never to earlier. */
  sentAt: [number, number][];
}

/** What the limiter shows of itself. */
export interface BudgetState {
  /** Requests per minute that Genesys allows this token. */
  allowedPerMinute: number;
  /** What is left of it for jobs after the reserve. */
  usablePerMinute: number;
  /** Requests that may still be sent in the current sliding minute. */
  remainingThisMinute: number;
  /** Epoch ms at which a pause asked for by Genesys ends, while one holds. */
  pausedUntil?: number | undefined;
  /** Requests sent in the last 60 s, measured. */
  perMinuteNow: number;
}

/** The one limiter of the extension. */
export interface Budget {
  /** Resolves when one request may be sent now; rejects with the signal's reason when aborted. */
  acquire(lane: Lane, signal?: AbortSignal): Promise<void>;
  /** Learns from an answer: `inin-ratelimit-*`, `Retry-After`, 429. `message` is the error body's. */
  observe(answer: { status: number; headers: Headers; message?: string | undefined }): void;
  /** Sets the requests per minute that the org allows. */
  setAllowed(perMinute: number): void;
  /** Sets the share kept free for interactive requests, in percent. */
  setReserve(percent: number): void;
  state(): BudgetState;
  snapshot(): BudgetSnapshot;
}
