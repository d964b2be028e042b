import type { Media } from './conversation';
import type { CallOptions } from './transport';

/** What the queue counts of a conversation: still waiting, ringing at an agent, being handled. */
export type ActivityMetric = 'oWaiting' | 'oAlerting' | 'oInteracting';

/** Most conversation ids that one activity query is asked for. */
export const MAX_IDS_PER_QUERY = 50;

/** One activity query: which conversations of which queue, and what to tell of them. */
export interface ActivityQuery {
  queueId?: string | undefined;
  /** At most `MAX_IDS_PER_QUERY`. */
  conversationIds?: readonly string[] | undefined;
  mediaTypes?: readonly Media[] | undefined;
  metrics: readonly ActivityMetric[];
  groupBy?: readonly ('conversationId' | 'queueId' | 'mediaType')[] | undefined;
  /** Also tell media, addresses and since when, per conversation. */
  details?: boolean | undefined;
  pageNumber?: number | undefined;
  pageSize?: number | undefined;
}

/** What the activity query tells of one conversation when asked for details. */
export interface ActivityEntity {
  mediaType?: string | undefined;
  direction?: string | undefined;
  addressFrom?: string | undefined;
  addressTo?: string | undefined;
  ani?: string | undefined;
  dnis?: string | undefined;
  participantName?: string | undefined;
  /** Since when it waits (or alerts, or interacts), epoch ms. */
  activityDate?: number | undefined;
  priority?: number | undefined;
}

/** One group of the answer; with the usual grouping, one conversation in one queue. */
export interface ActivityRow {
  conversationId?: string | undefined;
  queueId?: string | undefined;
  mediaType?: string | undefined;
  waiting: number;
  alerting: number;
  interacting: number;
  entity?: ActivityEntity | undefined;
}

/** One page of an activity query. */
export interface ActivityPage {
  rows: ActivityRow[];
  /** The API left part of some list out. */
  truncated: boolean;
}

/** Real-time activity of conversations in queues. */
export interface ActivityOperations {
  /** One page. Throws RangeError for more than `MAX_IDS_PER_QUERY` ids. Needs `analytics:queueObservation:view`. */
  queryActivity(query: ActivityQuery, options: CallOptions): Promise<ActivityPage>;
}
