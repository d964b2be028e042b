import type { CallOptions } from './transport';

/** Which conversations one page of the details query is asked for. */
export interface DetailsQuery {
  /** Epoch ms. The API takes whole days: everything that started on a day the interval touches. At most 31 days. */
  from: number;
  to: number;
  conversationIds?: readonly string[] | undefined;
  /** Only conversations with an open ACD segment, or any segment, in this queue. */
  queueId?: string | undefined;
  /** Only conversations without an end. */
  unended?: boolean | undefined;
  /** From 1. */
  pageNumber?: number | undefined;
  /** At most 100. */
  pageSize?: number | undefined;
}

/** One conversation as analytics tells it: later than live, but with addresses and subject. */
export interface DetailsConversation {
  conversationId: string;
  /** Epoch ms. */
  startedAt?: number | undefined;
  endedAt?: number | undefined;
  direction?: string | undefined;
  mediaTypes: string[];
  addressFrom?: string | undefined;
  addressTo?: string | undefined;
  ani?: string | undefined;
  dnis?: string | undefined;
  participantName?: string | undefined;
  subject?: string | undefined;
  queueIds: string[];
  divisionIds: string[];
}

/** One page of the details query. */
export interface DetailsPage {
  conversations: DetailsConversation[];
  /** Only approximate. */
  totalHits: number;
}

/** The analytics record of conversations. */
export interface DetailsOperations {
  /** One page. Needs `analytics:conversationDetail:view`. */
  queryDetails(query: DetailsQuery, options: CallOptions): Promise<DetailsPage>;
}
