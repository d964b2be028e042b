import type { Models } from 'purecloud-platform-client-v2';
import * as z from 'zod/mini';
import { answerOf, instant, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

/** What the queue counts of a conversation: still waiting, ringing at an agent, being handled. */
export type ActivityMetric = 'oWaiting' | 'oAlerting' | 'oInteracting';

/** Most conversation ids that one activity query is asked for. */
export const MAX_IDS_PER_QUERY = 50;

/** One activity query: which conversations of which queue, and what to tell of them. */
export interface ActivityQuery {
  queueId?: string | undefined;
  /** At most `MAX_IDS_PER_QUERY`; an empty list asks for none and answers with none. */
  conversationIds?: readonly string[] | undefined;
  /** By the analytics API's names: `voice`, `email`, … */
  mediaTypes?: readonly string[] | undefined;
  metrics: readonly ActivityMetric[];
  /** By conversation and queue unless told otherwise: one row for each conversation in each queue. */
  groupBy?: readonly ('conversationId' | 'queueId' | 'mediaType')[] | undefined;
  /** Also tell media, addresses and since when, per conversation. */
  details?: boolean | undefined;
  /** From 1. Without it the API decides how much it answers. */
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
  /** The row's entity, when details were asked for and the API told exactly one conversation. */
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

const entitySchema = z.looseObject({
  activityDate: z.optional(instant),
  conversationId: text,
  mediaType: text,
  direction: text,
  addressFrom: text,
  addressTo: text,
  ani: text,
  dnis: text,
  participantName: text,
  routingPriority: z.optional(z.number()),
});

const rowSchema = z.looseObject({
  group: z.optional(z.looseObject({ conversationId: text, queueId: text, mediaType: text })),
  data: listOf(
    z.looseObject({
      metric: text,
      count: z.optional(z.number()),
      entityIds: z.optional(z.array(z.string())),
    }),
  ),
  truncated: z.optional(z.boolean()),
  entities: listOf(entitySchema),
});

const answerSchema = answerOf(z.looseObject({ results: listOf(rowSchema) }));

/** The activity query over a transport. */
export function createActivityOperations(transport: Transport): ActivityOperations {
  return {
    async queryActivity(query, options) {
      const ids = query.conversationIds;
      if (ids !== undefined && ids.length > MAX_IDS_PER_QUERY) {
        throw new RangeError(`an activity query takes at most ${MAX_IDS_PER_QUERY} conversation ids`);
      }
      // An `or` of nothing would be left out of the filter, and the answer would hold every conversation.
      if (ids?.length === 0) return { rows: [], truncated: false };
      const answer = await transport.read(
        {
          operation: 'queryActivity',
          method: 'POST',
          path: `/api/v2/analytics/conversations/activity/query${pagingOf(query)}`,
          body: bodyOf(query),
          schema: answerSchema,
        },
        options,
      );
      return {
        rows: answer.results.map(rowOf),
        truncated: answer.results.some((row) => row.truncated === true),
      };
    },
  };
}

function pagingOf({ pageSize, pageNumber }: ActivityQuery): string {
  const params = new URLSearchParams();
  if (pageSize !== undefined) params.set('pageSize', String(pageSize));
  if (pageNumber !== undefined) params.set('pageNumber', String(pageNumber));
  return params.size > 0 ? `?${params}` : '';
}

function bodyOf(query: ActivityQuery): Models.ConversationActivityQuery {
  const details = query.details === true;
  const clauses = [
    anyOf('queueId', query.queueId === undefined ? [] : [query.queueId]),
    anyOf('conversationId', query.conversationIds ?? []),
    anyOf('mediaType', query.mediaTypes ?? []),
  ].filter((clause) => clause.predicates.length > 0);
  return {
    metrics: query.metrics.map((metric) => (details ? { metric, details } : { metric })),
    groupBy: [...(query.groupBy ?? ['conversationId', 'queueId'])],
    ...(clauses.length > 0 ? { filter: { type: 'and', clauses } } : {}),
  };
}

function anyOf(dimension: string, values: readonly string[]): Models.ConversationActivityQueryClause {
  const predicates = values.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value }));
  return { type: 'or', predicates };
}

function rowOf(row: z.infer<typeof rowSchema>): ActivityRow {
  const count = (metric: ActivityMetric) =>
    row.data
      .filter((it) => it.metric === metric)
      .reduce((sum, it) => sum + (it.count ?? it.entityIds?.length ?? 0), 0);
  return {
    conversationId: row.group?.conversationId,
    queueId: row.group?.queueId,
    mediaType: row.group?.mediaType,
    waiting: count('oWaiting'),
    alerting: count('oAlerting'),
    interacting: count('oInteracting'),
    entity: entityOf(row),
  };
}

/** A row may hold one entity for each metric and session; they must all be of the row's conversation. */
function entityOf(row: z.infer<typeof rowSchema>): ActivityEntity | undefined {
  const [first] = row.entities;
  if (first === undefined) return undefined;
  const conversationId = row.group?.conversationId ?? first.conversationId;
  if (row.entities.some((it) => (it.conversationId ?? conversationId) !== conversationId)) return undefined;
  const { mediaType, direction, addressFrom, addressTo, ani, dnis, participantName, activityDate } = first;
  const priority = first.routingPriority;
  return { mediaType, direction, addressFrom, addressTo, ani, dnis, participantName, activityDate, priority };
}
