import type { Placement } from '../world/conversation.ts';
import { legIdOf } from '../world/parts.ts';
import { ACD_INDEX } from '../world/waiting.ts';
import type { Metric, Row } from './activity-rows.ts';
import { dimensionOf } from './activity-rows.ts';
import { ANALYTICS_MEDIA } from './analytics-conversation.ts';
import { iso } from './live-conversation.ts';
import type { Call } from './operation.ts';

/** Entities of one row: the oldest half and the newest half of so many. */
const ENTITY_CAP = 100;

/** One group of the answer: its values, its counts, and who is in it if that is asked for. */
export function activityResult(
  call: Call,
  rows: Row[],
  groupBy: readonly string[],
  metrics: { metric: Metric; details: boolean }[],
  withEntities: boolean,
): Record<string, unknown> {
  const group: Record<string, string> = {};
  const [first] = rows;
  for (const dimension of groupBy) {
    const value = first && dimensionOf(first, dimension);
    if (value !== undefined) group[dimension] = value;
  }
  const data: Record<string, unknown>[] = [];
  const entities: Record<string, unknown>[] = [];
  for (const { metric, details } of metrics) {
    const counted = rows.filter((row) => counts(metric, row.place, call.parts.knobs.alertingCountsAsWaiting));
    if (counted.length === 0) continue;
    if (metric === 'oLongestWaiting' || metric === 'oLongestInteracting') {
      const since = counted.reduce(
        (least, row) => Math.min(least, row.place.since),
        Number.POSITIVE_INFINITY,
      );
      data.push({ metric, count: 1, calculatedMetricValue: since });
    } else {
      data.push({ metric, count: counted.length });
    }
    if (details && withEntities) for (const row of counted) entities.push(entity(row, metric));
  }
  const truncated = entities.length > ENTITY_CAP;
  if (truncated) entities.splice(ENTITY_CAP / 2, entities.length - ENTITY_CAP);
  return { group, data, ...(withEntities ? { truncated, entities } : {}) };
}

function counts(metric: Metric, place: Placement, alertingIsWaiting: boolean): boolean {
  switch (metric) {
    case 'oWaiting':
    case 'oLongestWaiting':
      return place.kind === 'waiting' || (alertingIsWaiting && place.kind === 'alerting');
    case 'oAlerting':
      return place.kind === 'alerting';
    default:
      return place.kind === 'interacting';
  }
}

function entity({ conversation, place }: Row, metric: Metric): Record<string, unknown> {
  const { remote } = conversation;
  return {
    activityDate: iso(place.since),
    metric,
    conversationId: conversation.id,
    sessionId: legIdOf(conversation, ACD_INDEX),
    queueId: place.queueId,
    mediaType: ANALYTICS_MEDIA[conversation.media],
    direction: conversation.direction,
    ...(remote.addressFrom === undefined ? {} : { addressFrom: remote.addressFrom }),
    ...(remote.addressTo === undefined ? {} : { addressTo: remote.addressTo }),
    ...(remote.ani === undefined ? {} : { ani: remote.ani }),
    ...(remote.dnis === undefined ? {} : { dnis: remote.dnis }),
    ...(remote.name === undefined ? {} : { participantName: remote.name }),
    ...(place.userId === undefined ? {} : { userId: place.userId, usedRouting: 'Standard' }),
    requestedRoutings: ['Standard'],
    requestedRoutingSkillIds: [],
    routingPriority: conversation.priority,
  };
}
