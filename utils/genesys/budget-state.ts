import * as z from 'zod/mini';

/** Who waits for a request: a person at a click, or a running job. */
export type Lane = 'interactive' | 'job';

/** What a limiter must remember across a restart: plain data of about 1 kB, cheap enough for every second. */
export const budgetSnapshotSchema = z.object({
  /** When it was taken, epoch ms. */
  savedAt: z.number(),
  allowedPerMinute: z.number(),
  reservePercent: z.number(),
  /** Nothing is sent before this time, epoch ms; 0 for no pause. */
  notBefore: z.number(),
  /** Sends of the last minute as `[epoch ms, count]`, rounded to later, never to earlier. */
  sentAt: z.array(z.tuple([z.number(), z.number()])),
});
export type BudgetSnapshot = z.infer<typeof budgetSnapshotSchema>;

/** What the limiter shows of itself. */
export interface BudgetState {
  /** Requests per minute that Genesys allows this token. */
  allowedPerMinute: number;
  /** What is left of it for jobs after the reserve and after what others use of the same budget. */
  usablePerMinute: number;
  /** Requests that may still be sent in the current sliding minute. */
  remainingThisMinute: number;
  /** Epoch ms at which a pause asked for by Genesys ends, while one holds. */
  pausedUntil?: number | undefined;
  /** Requests sent in the last 60 s; for a minute after a restart, with the few that may have been. */
  perMinuteNow: number;
}

/** What an answer tells about the budget. */
export interface ObservedAnswer {
  status: number;
  headers: Headers;
  /** The error body's message, where a 429 also names its wait. */
  message?: string | undefined;
}
