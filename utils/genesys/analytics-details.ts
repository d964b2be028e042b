import type { Models } from 'purecloud-platform-client-v2';
import * as z from 'zod/mini';
import { answerOf, instant, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

const MAX_DAYS = 31;
const MAX_PAGE_SIZE = 100;
const MAX_IDS = 100;

/** Which conversations one page of the details query is asked for. */
export interface DetailsQuery {
  /**
   * Epoch ms. The API takes whole days: everything that *started* on a day the interval touches, and nothing
   * that started before, however alive. At most 31 days.
   */
  from: number;
  to: number;
  /** At most 100. */
  conversationIds?: readonly string[] | undefined;
  /** Only conversations with a segment in this queue, open or closed, whoever holds it. */
  queueId?: string | undefined;
  /** Only conversations without an end. */
  unended?: boolean | undefined;
  /** From 1, which is also the default. */
  pageNumber?: number | undefined;
  /** At most 100, which is also the default. */
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

/**
 * One page of the details query. Pages drift and may hold the same conversation twice or fewer than asked for:
 * de-duplicate by id and go on until a page is empty.
 */
export interface DetailsPage {
  conversations: DetailsConversation[];
  /** Only approximate. */
  totalHits: number;
}

/** The analytics record of conversations. */
export interface DetailsOperations {
  /** One page. Throws RangeError beyond the API's limits. Needs `analytics:conversationDetail:view`. */
  queryDetails(query: DetailsQuery, options: CallOptions): Promise<DetailsPage>;
}

const sessionSchema = z.looseObject({
  mediaType: text,
  direction: text,
  addressFrom: text,
  addressTo: text,
  ani: text,
  dnis: text,
  segments: listOf(z.looseObject({ queueId: text, subject: text })),
});

const conversationSchema = z.looseObject({
  conversationId: z.string(),
  conversationStart: z.optional(instant),
  conversationEnd: z.optional(instant),
  originatingDirection: text,
  divisionIds: listOf(z.string()),
  participants: listOf(
    z.looseObject({ participantName: text, purpose: text, sessions: listOf(sessionSchema) }),
  ),
});

const answerSchema = answerOf(
  z.looseObject({ conversations: listOf(conversationSchema), totalHits: z._default(z.number(), 0) }),
);

/** The details query over a transport. */
export function createDetailsOperations(transport: Transport): DetailsOperations {
  return {
    async queryDetails(query, options) {
      checkLimits(query);
      if (query.conversationIds?.length === 0) return { conversations: [], totalHits: 0 };
      const answer = await transport.read(
        {
          operation: 'queryDetails',
          method: 'POST',
          path: '/api/v2/analytics/conversations/details/query',
          body: bodyOf(query),
          schema: answerSchema,
        },
        options,
      );
      return { conversations: answer.conversations.map(retell), totalHits: answer.totalHits };
    },
  };
}

function checkLimits({ from, to, conversationIds, pageSize }: DetailsQuery): void {
  if (!(from < to)) throw new RangeError('a details query needs an interval that ends after it starts');
  if (to - from > MAX_DAYS * 86_400_000)
    throw new RangeError(`a details query takes at most ${MAX_DAYS} days`);
  if ((conversationIds?.length ?? 0) > MAX_IDS)
    throw new RangeError(`a details query takes at most ${MAX_IDS} ids`);
  if ((pageSize ?? 1) > MAX_PAGE_SIZE)
    throw new RangeError(`a page holds at most ${MAX_PAGE_SIZE} conversations`);
}

function bodyOf(query: DetailsQuery): Models.ConversationQuery {
  const ids = (query.conversationIds ?? []).map((value) => is('conversationId', value));
  const unended =
    query.unended === true
      ? [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }]
      : [];
  const conversationFilters = [
    { type: 'or', predicates: ids },
    { type: 'and', predicates: unended },
  ].filter((filter) => filter.predicates.length > 0);
  const inQueue = query.queueId === undefined ? [] : [is('queueId', query.queueId)];
  return {
    interval: `${new Date(query.from).toISOString()}/${new Date(query.to).toISOString()}`,
    order: 'asc',
    orderBy: 'conversationStart',
    paging: { pageNumber: query.pageNumber ?? 1, pageSize: query.pageSize ?? MAX_PAGE_SIZE },
    ...(conversationFilters.length > 0 ? { conversationFilters } : {}),
    ...(inQueue.length > 0 ? { segmentFilters: [{ type: 'and', predicates: inQueue }] } : {}),
  };
}

function is(dimension: string, value: string) {
  return { type: 'dimension', dimension, operator: 'matches', value };
}

function retell(conversation: z.infer<typeof conversationSchema>): DetailsConversation {
  const { participants } = conversation;
  // The customer's purpose is `external` for e-mail and `customer` elsewhere.
  const customer = participants.find((it) => it.purpose === 'external' || it.purpose === 'customer');
  const sessions = participants.flatMap((it) => it.sessions);
  const segments = sessions.flatMap((it) => it.segments);
  const told = [...(customer?.sessions ?? []), ...sessions];
  return {
    conversationId: conversation.conversationId,
    startedAt: conversation.conversationStart,
    endedAt: conversation.conversationEnd,
    direction: conversation.originatingDirection ?? firstOf(told.map((it) => it.direction)),
    mediaTypes: distinct(sessions.map((it) => it.mediaType)),
    addressFrom: firstOf(told.map((it) => it.addressFrom)),
    addressTo: firstOf(told.map((it) => it.addressTo)),
    ani: firstOf(told.map((it) => it.ani)),
    dnis: firstOf(told.map((it) => it.dnis)),
    participantName: customer?.participantName,
    subject: firstOf(segments.map((it) => it.subject)),
    queueIds: distinct(segments.map((it) => it.queueId)),
    divisionIds: conversation.divisionIds,
  };
}

function firstOf(values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value !== '');
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
