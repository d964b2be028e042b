import type { Conversation, Placement } from '../world/conversation.ts';
import { legIdOf } from '../world/parts.ts';
import type { QueueNow } from '../world/views.ts';
import { ACD_INDEX } from '../world/waiting.ts';
import { ANALYTICS_MEDIA } from './analytics-conversation.ts';
import type { Filter } from './filter.ts';
import { isAbout, requiredValues } from './filter.ts';
import type { Call } from './operation.ts';
import { mayUseQueue } from './operation.ts';

export const ACTIVITY_PERMISSION = ['analytics:queueObservation:view'];

export const ACTIVITY_METRICS = [
  'oAlerting',
  'oInteracting',
  'oLongestInteracting',
  'oLongestWaiting',
  'oWaiting',
] as const;
export type Metric = (typeof ACTIVITY_METRICS)[number];

export const ACTIVITY_DIMENSIONS = [
  'activeRouting',
  'addressFrom',
  'addressTo',
  'agentScore',
  'ani',
  'conversationId',
  'convertedFrom',
  'convertedTo',
  'direction',
  'dnis',
  'mediaType',
  'participantName',
  'queueId',
  'requestedLanguageId',
  'requestedRouting',
  'requestedRoutingSkillId',
  'routingPriority',
  'scoredAgentId',
  'sessionId',
  'teamId',
  'usedRouting',
  'userId',
] as const;

/** One conversation in one queue, as the counters see it. */
export interface Row {
  conversation: Conversation;
  place: Placement;
}

/** The same, before anybody has looked the conversation up. */
export type Found = [id: string, place: Placement];

/** What the filter and the metrics ask for, among the queues that the caller may see. */
export function* matching(
  call: Call,
  filter: Filter | undefined,
  ids: Set<string> | undefined,
  metrics: Set<Metric>,
): Generator<Found> {
  const { activity, knobs } = call.parts;
  const mayUse = mayUseQueue(call, ACTIVITY_PERMISSION);
  const kinds = new Set<keyof QueueNow>();
  if (metrics.has('oWaiting') || metrics.has('oLongestWaiting')) kinds.add('waiting');
  if (metrics.has('oAlerting')) kinds.add('alerting');
  if (kinds.has('waiting') && knobs.alertingCountsAsWaiting) kinds.add('alerting');
  if (metrics.has('oInteracting') || metrics.has('oLongestInteracting')) kinds.add('interacting');
  // what the search has settled is not tested once more
  const settled = filter === undefined || isAbout(filter, 'queueId') || isAbout(filter, 'conversationId');
  const passes = (found: Found): boolean => {
    if (settled) return true;
    const row = rowOf(call, found);
    return filter.test((dimension) => dimensionOf(row, dimension));
  };
  if (ids) {
    for (const id of ids) {
      const place = activity.placement(id);
      if (!place || !kinds.has(place.kind) || !mayUse(place.queueId)) continue;
      const found: Found = [id, place];
      if (passes(found)) yield found;
    }
    return;
  }
  for (const queueId of requiredValues(filter, 'queueId') ?? activity.queueIds()) {
    if (!mayUse(queueId)) continue;
    const queue = activity.queue(queueId);
    for (const kind of ['waiting', 'alerting', 'interacting'] as const) {
      if (!kinds.has(kind)) continue;
      for (const found of queue[kind]) if (passes(found)) yield found;
    }
  }
}

/** Looks the conversation up. */
export function rowOf(call: Call, [id, place]: Found): Row {
  const conversation = call.parts.world.conversations.get(id);
  if (!conversation) throw new Error(`The counters know a conversation that the world does not: ${id}`);
  return { conversation, place };
}

/** Puts together what has the same values in the given dimensions. */
export function groupRows(call: Call, rows: Iterable<Found>, groupBy: readonly string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const found of rows) {
    const row = rowOf(call, found);
    const key = JSON.stringify(groupBy.map((dimension) => dimensionOf(row, dimension) ?? null));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** The value of one dimension as text; `undefined` when there is none. */
export function dimensionOf({ conversation, place }: Row, dimension: string): string | undefined {
  switch (dimension) {
    case 'conversationId':
      return conversation.id;
    case 'queueId':
      return place.queueId;
    case 'mediaType':
      return ANALYTICS_MEDIA[conversation.media];
    case 'direction':
      return conversation.direction;
    case 'addressFrom':
      return conversation.remote.addressFrom;
    case 'addressTo':
      return conversation.remote.addressTo;
    case 'ani':
      return conversation.remote.ani;
    case 'dnis':
      return conversation.remote.dnis;
    case 'participantName':
      return conversation.remote.name;
    case 'routingPriority':
      return String(conversation.priority);
    case 'sessionId':
      return legIdOf(conversation, ACD_INDEX);
    case 'userId':
      return place.userId;
    case 'requestedRouting':
      return 'Standard';
    case 'usedRouting':
      return place.userId === undefined ? undefined : 'Standard';
    default:
      return undefined;
  }
}
