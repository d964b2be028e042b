import type { CallOptions } from './transport';

/** What a queue counts of one medium right now. */
export interface QueueCounts {
  waiting: number;
  alerting: number;
  interacting: number;
  /** Start of the longest wait, epoch ms. */
  oldestWaitingSince?: number | undefined;
}

/** The queue's own counts: over all media, and by the analytics API's name of each medium. */
export interface QueueObservation extends QueueCounts {
  byMedia: Record<string, QueueCounts>;
}

/** Real-time counts of queues. */
export interface ObservationOperations {
  /** The queue's own counts. Needs `analytics:queueObservation:view`. */
  observeQueue(queueId: string, options: CallOptions): Promise<QueueObservation>;
}
