import type { Models } from 'purecloud-platform-client-v2';
import * as z from 'zod/mini';
import { answerOf, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

/** What a queue counts right now, of one medium or of all. */
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

const answerSchema = answerOf(
  z.looseObject({
    results: listOf(
      z.looseObject({
        group: z.optional(z.looseObject({ mediaType: text })),
        data: listOf(
          z.looseObject({
            metric: text,
            stats: z.optional(
              z.looseObject({
                count: z.optional(z.number()),
                calculatedMetricValue: z.optional(z.number()),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
);

const METRICS = ['oWaiting', 'oAlerting', 'oInteracting', 'oLongestWaiting'];

/** The observations query over a transport. */
export function createObservationOperations(transport: Transport): ObservationOperations {
  return {
    async observeQueue(queueId, options) {
      const predicate = { type: 'dimension', dimension: 'queueId', operator: 'matches', value: queueId };
      const body: Models.QueueObservationQuery = {
        filter: { type: 'and', predicates: [predicate] },
        metrics: METRICS,
      };
      const path = '/api/v2/analytics/queues/observations/query';
      const request = {
        operation: 'observeQueue',
        method: 'POST',
        path,
        body,
        schema: answerSchema,
      } as const;
      const answer = await transport.read(request, options);
      const byMedia: Record<string, QueueCounts> = {};
      for (const { group, data } of answer.results) {
        const media = group?.mediaType ?? 'unknown';
        byMedia[media] = sumOf([byMedia[media] ?? nothing(), countsOf(data)]);
      }
      return { ...sumOf(Object.values(byMedia)), byMedia };
    },
  };
}

type Group = z.infer<typeof answerSchema>['results'][number];

function countsOf(data: Group['data']): QueueCounts {
  const statsOf = (metric: string) => data.find((it) => it.metric === metric)?.stats;
  const waiting = statsOf('oWaiting')?.count ?? 0;
  return {
    waiting,
    alerting: statsOf('oAlerting')?.count ?? 0,
    interacting: statsOf('oInteracting')?.count ?? 0,
    // Measured: not a duration but the time at which the longest wait began.
    oldestWaitingSince: waiting > 0 ? statsOf('oLongestWaiting')?.calculatedMetricValue : undefined,
  };
}

function nothing(): QueueCounts {
  return { waiting: 0, alerting: 0, interacting: 0, oldestWaitingSince: undefined };
}

function sumOf(counts: readonly QueueCounts[]): QueueCounts {
  return counts.reduce(
    (sum, one) => ({
      waiting: sum.waiting + one.waiting,
      alerting: sum.alerting + one.alerting,
      interacting: sum.interacting + one.interacting,
      oldestWaitingSince: earlier(sum.oldestWaitingSince, one.oldestWaitingSince),
    }),
    nothing(),
  );
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
