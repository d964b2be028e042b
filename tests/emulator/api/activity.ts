import type { Conversation, Placement } from '../world/conversation.ts';
import { legIdOf } from '../world/parts.ts';
import type { QueueNow } from '../world/views.ts';
import { ACD_INDEX } from '../world/waiting.ts';
import { ANALYTICS_MEDIA } from './analytics-conversation.ts';
import { invalidField } from './api-error.ts';
import type { Filter } from './filter.ts';
import { readFilter, requiredValues } from './filter.ts';
import { filledList, object, oneOf, only, positiveParameter } from './input.ts';
import { iso } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';
import { mayUseQueue } from './operation.ts';

const VIEW = ['analytics:queueObservation:view'];

const METRICS = ['oAlerting', 'oInteracting', 'oLongestInteracting', 'oLongestWaiting', 'oWaiting'] as const;
type Metric = (typeof METRICS)[number];

const DIMENSIONS = [
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

/** Entities of one row: the oldest half and the newest half of so many. */
const ENTITY_CAP = 100;

interface Row {
  conversation: Conversation;
  place: Placement;
}

/** `POST /analytics/conversations/activity/query`: what the queues hold right now, in groups. */
export const activityOperation: Operation = {
  name: 'postAnalyticsConversationsActivityQuery',
  method: 'POST',
  path: '/api/v2/analytics/conversations/activity/query',
  anyOf: VIEW,
  scope: 'analytics:readonly',
  kind: 'read',
  run: (call) => {
    const body = object(call.body, 'body');
    only(body, ['metrics', 'groupBy', 'filter', 'order'], 'body');
    const metrics = filledList(body.metrics, 'metrics').map((each, index) => {
      const fields = object(each, `metrics[${index}]`);
      only(fields, ['metric', 'details'], `metrics[${index}]`);
      return {
        metric: oneOf(fields.metric, METRICS, `metrics[${index}].metric`),
        details: fields.details === true,
      };
    });
    const groupBy = filledList(body.groupBy, 'groupBy').map((each, index) =>
      oneOf(each, DIMENSIONS, `groupBy[${index}]`),
    );
    const filter = readFilter(body.filter, 'filter', {
      dimensions: DIMENSIONS,
      operators: ['matches', 'exists', 'notExists'],
      maxPredicates: call.parts.knobs.activityMaxPredicates,
    });
    const ids = requiredValues(filter, 'conversationId');
    if (ids && call.parts.knobs.activityIdFilter === 'refuses') {
      throw invalidField('filter', 'the dimension conversationId cannot be filtered by');
    }
    if (ids) call.covers(ids);
    if (body.order !== undefined) oneOf(body.order, ['asc', 'desc', 'unordered'], 'order');
    const paging = readPaging(call);

    const rows = matching(call, filter, ids, new Set(metrics.map((each) => each.metric)));
    const wanted = metrics.some((each) => each.details) && call.parts.knobs.activityEntities === 'present';
    const groups = groupBy.includes('conversationId')
      ? paging(rows).map((row) => [row])
      : paging([...groupRows(rows, groupBy).values()]);
    if (!ids) for (const group of groups) call.covers(group.map((row) => row.conversation.id));
    return {
      status: 200,
      body: {
        results: groups.map((group) => result(call, group, groupBy, metrics, wanted)),
        entityIdDimension: 'conversationId',
      },
    };
  },
};

/** Cuts a list to the page asked for, in whichever of the three ways the knobs say. */
function readPaging(call: Call): <T>(rows: T[]) => T[] {
  const { knobs } = call.parts;
  const asked = call.query.has('pageSize') || call.query.has('pageNumber');
  const size = positiveParameter(call.query, 'pageSize', knobs.activityDefaultPageSize);
  const page = positiveParameter(call.query, 'pageNumber', 1);
  switch (knobs.activityPaging) {
    case 'ignores paging':
      return (rows) => rows;
    case 'caps':
      return (rows) => rows.slice(0, knobs.activityCap);
    case 'pages': {
      if (!asked && knobs.activityUnpaged === 'all') return (rows) => rows;
      if (size > knobs.activityMaxPageSize && knobs.activityOversize === 'refuses') {
        throw invalidField('pageSize', `must not be over ${knobs.activityMaxPageSize}`);
      }
      const real = Math.min(size, knobs.activityMaxPageSize);
      return (rows) => rows.slice((page - 1) * real, page * real);
    }
  }
}

function matching(
  call: Call,
  filter: Filter | undefined,
  ids: Set<string> | undefined,
  metrics: Set<Metric>,
): Row[] {
  const { world, activity, knobs } = call.parts;
  const mayUse = mayUseQueue(call, VIEW);
  const kinds = new Set<keyof QueueNow>();
  if (metrics.has('oWaiting') || metrics.has('oLongestWaiting')) kinds.add('waiting');
  if (metrics.has('oAlerting')) kinds.add('alerting');
  if (kinds.has('waiting') && knobs.alertingCountsAsWaiting) kinds.add('alerting');
  if (metrics.has('oInteracting') || metrics.has('oLongestInteracting')) kinds.add('interacting');
  const rows: Row[] = [];
  const consider = (id: string, place: Placement): void => {
    const conversation = world.conversations.get(id);
    if (!conversation || !kinds.has(place.kind)) return;
    const row = { conversation, place };
    if (filter?.test((dimension) => dimensionOf(row, dimension)) ?? true) rows.push(row);
  };
  if (ids) {
    for (const id of ids) {
      const place = activity.placement(id);
      if (place && mayUse(place.queueId)) consider(id, place);
    }
    return rows;
  }
  for (const queueId of requiredValues(filter, 'queueId') ?? activity.queueIds()) {
    if (!mayUse(queueId)) continue;
    const queue = activity.queue(queueId);
    for (const kind of ['waiting', 'alerting', 'interacting'] as const) {
      if (!kinds.has(kind)) continue;
      for (const [id, place] of queue[kind]) consider(id, place);
    }
  }
  return rows;
}

function groupRows(rows: Row[], groupBy: readonly string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((dimension) => dimensionOf(row, dimension) ?? null));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

function result(
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

function dimensionOf({ conversation, place }: Row, dimension: string): string | undefined {
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
