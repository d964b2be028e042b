import type { Conversation, Placement } from '../world/conversation.ts';
import { legIdOf } from '../world/parts.ts';
import { ACD_INDEX } from '../world/waiting.ts';
import { ANALYTICS_MEDIA } from './analytics-conversation.ts';
import { invalidField } from './api-error.ts';
import { readFilter, requiredValues } from './filter.ts';
import { filledList, list, object, oneOf, only } from './input.ts';
import { iso } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';
import { mayUseQueue } from './operation.ts';

const VIEW = ['analytics:queueObservation:view'];

const METRICS = [
  'oActiveUsers',
  'oAlerting',
  'oInteracting',
  'oLongestInteracting',
  'oLongestWaiting',
  'oMemberUsers',
  'oOffQueueUsers',
  'oOnQueueUsers',
  'oUserPresences',
  'oUserRoutingStatuses',
  'oWaiting',
] as const;
type Metric = (typeof METRICS)[number];

/** A detail list holds the 50 oldest and the 50 newest, and cannot be paged (measured). */
const DETAIL_CAP = 100;

interface Row {
  conversation: Conversation;
  place: Placement;
}

/** `POST /analytics/queues/observations/query`: counts per queue and media. */
export const observationOperation: Operation = {
  name: 'postAnalyticsQueuesObservationsQuery',
  method: 'POST',
  path: '/api/v2/analytics/queues/observations/query',
  anyOf: VIEW,
  scope: 'analytics:readonly',
  kind: 'read',
  run: (call) => {
    const body = object(call.body, 'body');
    only(body, ['filter', 'metrics', 'detailMetrics'], 'body');
    const metrics = readMetrics(filledList(body.metrics, 'metrics'), 'metrics');
    const details = readMetrics(
      body.detailMetrics === undefined ? [] : list(body.detailMetrics, 'detailMetrics'),
      'detailMetrics',
    );
    const filter = readFilter(body.filter, 'filter', {
      dimensions: ['queueId', 'mediaType'],
      operators: ['matches', 'exists', 'notExists'],
      maxPredicates: 400,
    });
    if (!filter) throw invalidField('filter', 'is required');
    const mayUse = mayUseQueue(call, VIEW);
    const results: Record<string, unknown>[] = [];
    for (const queueId of requiredValues(filter, 'queueId') ?? call.parts.activity.queueIds()) {
      if (!mayUse(queueId)) continue;
      for (const [mediaType, rows] of byMedia(call, queueId)) {
        if (!filter.test((dimension) => (dimension === 'queueId' ? queueId : mediaType))) continue;
        const data = metrics.flatMap((metric) => observation(call, metric, rows, details.includes(metric)));
        results.push({ group: { queueId, mediaType }, data });
      }
    }
    return { status: 200, body: { results } };
  },
};

function readMetrics(given: unknown[], field: string): Metric[] {
  return given.map((each, index) => oneOf(each, METRICS, `${field}[${index}]`));
}

function byMedia(call: Call, queueId: string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  const queue = call.parts.activity.queue(queueId);
  for (const kind of ['waiting', 'alerting', 'interacting'] as const) {
    for (const [id, place] of queue[kind]) {
      const conversation = call.parts.world.conversations.get(id);
      if (!conversation) continue;
      const media = ANALYTICS_MEDIA[conversation.media];
      const group = groups.get(media);
      if (group) group.push({ conversation, place });
      else groups.set(media, [{ conversation, place }]);
    }
  }
  return groups;
}

function observation(call: Call, metric: Metric, rows: Row[], detailed: boolean): Record<string, unknown>[] {
  const asWaiting = call.parts.knobs.alertingCountsAsWaiting;
  const of = (...kinds: Placement['kind'][]): Row[] => rows.filter((row) => kinds.includes(row.place.kind));
  const waiting = (): Row[] => (asWaiting ? of('waiting', 'alerting') : of('waiting'));
  const count = (found: Row[]): Record<string, unknown>[] => {
    const stats = { count: found.length };
    if (!detailed) return [{ metric, stats }];
    const sorted = [...found].sort((a, b) => a.place.since - b.place.since);
    const truncated = sorted.length > DETAIL_CAP;
    if (truncated) sorted.splice(DETAIL_CAP / 2, sorted.length - DETAIL_CAP);
    call.covers(sorted.map((row) => row.conversation.id));
    return [{ metric, stats, truncated, observations: sorted.map(detail) }];
  };
  const longest = (found: Row[]): Record<string, unknown>[] => {
    if (found.length === 0) return [];
    const since = found.reduce((least, row) => Math.min(least, row.place.since), Number.POSITIVE_INFINITY);
    return [{ metric, stats: { count: 1, calculatedMetricValue: since } }];
  };
  switch (metric) {
    case 'oWaiting':
      return count(waiting());
    case 'oAlerting':
      return count(of('alerting'));
    case 'oInteracting':
      return count(of('interacting'));
    case 'oLongestWaiting':
      return longest(waiting());
    case 'oLongestInteracting':
      return longest(of('interacting'));
    default:
      // the metrics about users belong to groups without a media
      return [];
  }
}

function detail({ conversation, place }: Row): Record<string, unknown> {
  const { remote } = conversation;
  return {
    observationDate: iso(place.since),
    conversationId: conversation.id,
    sessionId: legIdOf(conversation, ACD_INDEX),
    routingPriority: conversation.priority,
    direction: conversation.direction,
    ...(remote.addressFrom === undefined ? {} : { addressFrom: remote.addressFrom }),
    ...(remote.addressTo === undefined ? {} : { addressTo: remote.addressTo }),
    ...(remote.ani === undefined ? {} : { ani: remote.ani }),
    ...(remote.dnis === undefined ? {} : { dnis: remote.dnis }),
    ...(remote.name === undefined ? {} : { participantName: remote.name }),
    ...(place.userId === undefined ? {} : { userId: place.userId }),
  };
}
