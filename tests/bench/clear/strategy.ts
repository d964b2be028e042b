import type { FloodedQueue } from './flooded-queue.ts';

/** What a strategy says of its own run. Times are epoch ms. */
export interface RunReport {
  /** When the first interaction could be sent to: the list was made and confirmed. */
  startedAt: number;
  /** When it said that it was done. */
  finishedAt: number;
  /** The ids that it says have ended. */
  saidEnded: ReadonlySet<string>;
}

/** A way to clear a queue. Rejects when it does not come to an end. */
export type Strategy = (world: FloodedQueue) => Promise<RunReport>;
