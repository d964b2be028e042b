import { derivedChance } from '../random.ts';
import type { Conversation } from '../world/conversation.ts';
import { divisionsOf } from '../world/permissions.ts';
import type { AnalyticsConversation } from './analytics-conversation.ts';
import { analyticsConversation } from './analytics-conversation.ts';
import { ApiError, invalidField } from './api-error.ts';
import type { Filter } from './filter.ts';
import { readFilter, requiredValues } from './filter.ts';
import { list, object, oneOf, only, positive, text } from './input.ts';
import { iso } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';

const VIEW = ['analytics:conversationDetail:view', 'analytics:agentConversationDetail:view'];
const DAY = 86_400_000;
const MAX_PAGE_SIZE = 100;
const MAX_ROWS = 100_000;
const MAX_DAYS_WITH_FILTERS = 31;
const MAX_DAYS_WITHOUT = 7;

const CONVERSATION_DIMENSIONS = [
  'conversationId',
  'conversationStart',
  'conversationEnd',
  'divisionId',
  'originatingDirection',
  'conversationInitiator',
  'customerParticipation',
  'externalTag',
  'accessAttribute',
  'originatingSocialMediaPublic',
  'mediaStatsMinConversationMos',
];

/** There is no `segmentStart` among them. */
const SEGMENT_DIMENSIONS = [
  ...[
    'queueId',
    'mediaType',
    'messageType',
    'direction',
    'purpose',
    'segmentType',
    'segmentEnd',
    'disconnectType',
  ],
  ...[
    'errorCode',
    'addressFrom',
    'addressTo',
    'ani',
    'dnis',
    'sessionDnis',
    'remote',
    'remoteNameDisplayable',
  ],
  ...['participantName', 'subject', 'userId', 'teamId', 'groupId', 'provider', 'flowId', 'flowName'],
  ...['requestedRoutingSkillId', 'requestedLanguageId', 'requestedRouting', 'usedRouting', 'callbackNumber'],
  ...['callbackScheduledTime', 'agentOwned', 'cleared', 'deliveryStatus', 'externalContactId'],
  ...['externalOrganizationId', 'wrapUpCode', 'conversationId', 'sessionId'],
];

const FIELDS = [
  'interval',
  'order',
  'orderBy',
  'paging',
  'conversationFilters',
  'segmentFilters',
  'evaluationFilters',
  'surveyFilters',
  'resolutionFilters',
  'aggregations',
];

interface Query {
  key: string;
  firstDay: number;
  lastDay: number;
  conversationFilters: Filter[];
  segmentFilters: Filter[];
  descending: boolean;
  orderBy: string;
}

/**
 * `POST /analytics/conversations/details/query`. It finds what STARTED on a day that the interval touches, it is behind, its
 * pages drift and repeat, `totalHits` is only about right, and it ends at the 100,000th row.
 */
export function createDetailsOperation(): Operation {
  const matches = createMatchList();
  return {
    name: 'postAnalyticsConversationsDetailsQuery',
    method: 'POST',
    path: '/api/v2/analytics/conversations/details/query',
    anyOf: VIEW,
    scope: 'analytics:readonly',
    kind: 'read',
    run: (call) => {
      const body = object(call.body, 'body');
      only(body, FIELDS, 'body');
      const paging = body.paging === undefined ? {} : object(body.paging, 'paging');
      const pageSize = paging.pageSize === undefined ? 25 : positive(paging.pageSize, 'paging.pageSize');
      const pageNumber =
        paging.pageNumber === undefined ? 1 : positive(paging.pageNumber, 'paging.pageNumber');
      if (pageSize > MAX_PAGE_SIZE)
        throw invalidField('paging.pageSize', `must not be over ${MAX_PAGE_SIZE}`);
      const query = readQuery(body);
      if (pageNumber * pageSize > MAX_ROWS) {
        throw new ApiError(
          400,
          'bad.request',
          `Pagination may not exceed ${MAX_ROWS} results. Split the interval into smaller ones to get all of them.`,
        );
      }
      const asOf = call.at - call.parts.knobs.detailsLagMs;
      const rows = matches(call, query, asOf);
      const page = new Set(rows.slice((pageNumber - 1) * pageSize, pageNumber * pageSize));
      call.covers([...page].map((each) => each.id));
      const error = call.parts.knobs.totalHitsError * (derivedChance(query.key, `${pageNumber}`) * 2 - 1);
      return {
        status: 200,
        body: {
          ...(page.size === 0
            ? {}
            : {
                conversations: [...page].map((each) => analyticsConversation(call.parts.world, each, asOf)),
              }),
          totalHits: Math.max(page.size, Math.round(rows.length * (1 + error))),
        },
      };
    },
  };
}

function readQuery(body: Record<string, unknown>): Query {
  const interval = text(body.interval, 'interval');
  const [from, to] = interval.split('/').map((each) => Date.parse(each));
  if (from === undefined || to === undefined || !(from < to)) {
    throw new ApiError(
      400,
      'invalid.date',
      'interval: must be two ISO 8601 times with a slash between, the earlier one first',
      {
        details: [{ errorCode: 'invalid.date', fieldName: 'interval' }],
      },
    );
  }
  const filters = (name: string, dimensions: readonly string[]): Filter[] =>
    (body[name] === undefined ? [] : list(body[name], name)).flatMap((each, index) => {
      const rules = {
        dimensions,
        operators: ['matches', 'exists', 'notExists'],
        maxPredicates: 400,
        predicateTypes: ['dimension', 'property', 'metric'],
      };
      return readFilter(each, `${name}[${index}]`, rules) ?? [];
    });
  const conversationFilters = filters('conversationFilters', CONVERSATION_DIMENSIONS);
  const segmentFilters = filters('segmentFilters', SEGMENT_DIMENSIONS);
  const days =
    conversationFilters.length + segmentFilters.length > 0 ? MAX_DAYS_WITH_FILTERS : MAX_DAYS_WITHOUT;
  if (to - from > days * DAY) throw invalidField('interval', `must not be longer than ${days} days`);
  const order =
    body.order === undefined ? 'desc' : oneOf(body.order, ['asc', 'desc', 'unordered'] as const, 'order');
  const orderBy =
    body.orderBy === undefined
      ? 'conversationStart'
      : oneOf(
          body.orderBy,
          ['conversationStart', 'conversationEnd', 'segmentStart', 'segmentEnd'] as const,
          'orderBy',
        );
  return {
    key: JSON.stringify({ ...body, paging: undefined }),
    firstDay: Math.floor(from / DAY),
    lastDay: Math.floor((to - 1) / DAY),
    conversationFilters,
    segmentFilters,
    descending: order === 'desc',
    orderBy,
  };
}

interface Kept {
  madeAt: number;
  user: string;
  rows: Conversation[];
  /** What each conversation was judged to be, and as of which change. */
  judged: Map<Conversation, { changedAt: number; passes: boolean }>;
}

/**
 * The list that pages are cut from: the matches in order, with a few of them in it twice, a page or so apart. It is made anew
 * every now and then, so pages shift while the world changes; a conversation that has not changed is not judged again.
 */
function createMatchList(): (call: Call, query: Query, asOf: number) => Conversation[] {
  const kept = new Map<string, Kept>();
  return (call, query, asOf) => {
    const grants = JSON.stringify(call.user.grants);
    const before = kept.get(query.key);
    const same = before?.user === grants ? before : undefined;
    if (same && call.at - same.madeAt < call.parts.knobs.detailsRefreshMs) return same.rows;
    const judged: Kept['judged'] = same?.judged ?? new Map();
    const { world } = call.parts;
    const divisions = divisionsOf(call.user.grants, VIEW);
    const found: Conversation[] = [];
    for (const each of candidates(call, query)) {
      if (each.startedAt > asOf) continue;
      const day = Math.floor(each.startedAt / DAY);
      if (day < query.firstDay || day > query.lastDay) continue;
      if (divisions !== 'all' && !world.divisionIds(each).some((id) => divisions?.has(id))) continue;
      const known = judged.get(each);
      let passes = known?.passes ?? false;
      if (known?.changedAt !== each.changedAt) {
        passes = judge(query, analyticsConversation(world, each, asOf));
        // while its last change is still ahead of what analytics sees, the judgement may change without another one
        if (each.changedAt <= asOf) judged.set(each, { changedAt: each.changedAt, passes });
      }
      if (passes) found.push(each);
    }
    const time = query.orderBy === 'conversationEnd' ? endOf : startOf;
    found.sort((a, b) => (query.descending ? time(b) - time(a) : time(a) - time(b)));
    const rows = withRepeats(found, call.parts.knobs.detailsDuplicates);
    if (kept.size > 50) kept.clear();
    kept.set(query.key, { madeAt: call.at, user: grants, rows, judged });
    return rows;
  };
}

function startOf(each: Conversation): number {
  return each.startedAt;
}

function endOf(each: Conversation): number {
  return each.endedAt ?? Number.MAX_SAFE_INTEGER;
}

function withRepeats(found: Conversation[], share: number): Conversation[] {
  if (share === 0) return found;
  const rows: Conversation[] = [];
  const later = new Map<number, Conversation>();
  for (const [index, each] of found.entries()) {
    rows.push(each);
    const chance = derivedChance(each.id, 'repeat');
    if (chance < share) later.set(index + 1 + Math.floor((chance / share) * 120), each);
    const repeat = later.get(index);
    if (repeat) rows.push(repeat);
  }
  return rows;
}

function candidates(call: Call, query: Query): Iterable<Conversation> {
  const { world } = call.parts;
  for (const filter of [...query.conversationFilters, ...query.segmentFilters]) {
    const ids = requiredValues(filter, 'conversationId');
    if (ids) return [...ids].flatMap((id) => world.conversations.get(id) ?? []);
  }
  for (const filter of query.segmentFilters) {
    const queueIds = requiredValues(filter, 'queueId');
    if (queueIds) return new Set([...queueIds].flatMap((id) => [...world.everInQueue(id)]));
  }
  return world.conversations.values();
}

function judge(query: Query, conversation: AnalyticsConversation): boolean {
  const onConversation = (dimension: string): string | string[] | undefined => {
    switch (dimension) {
      case 'conversationId':
        return conversation.conversationId;
      case 'conversationStart':
        return conversation.conversationStart;
      case 'conversationEnd':
        return conversation.conversationEnd;
      case 'originatingDirection':
        return conversation.originatingDirection;
      case 'divisionId':
        return conversation.divisionIds;
      default:
        return undefined;
    }
  };
  if (!query.conversationFilters.every((each) => each.test(onConversation))) return false;
  // the predicates of one entry must hold on the same segment, another entry may hold on another
  return query.segmentFilters.every((filter) => {
    for (const participant of conversation.participants) {
      for (const session of participant.sessions) {
        for (const segment of session.segments) {
          const lookup = (dimension: string): string | string[] | undefined =>
            onSegment(conversation, participant, session, segment, dimension);
          if (filter.test(lookup)) return true;
        }
      }
    }
    return false;
  });
}

function onSegment(
  conversation: AnalyticsConversation,
  participant: AnalyticsConversation['participants'][number],
  session: AnalyticsConversation['participants'][number]['sessions'][number],
  segment: (typeof session)['segments'][number],
  dimension: string,
): string | string[] | undefined {
  switch (dimension) {
    case 'conversationId':
      return conversation.conversationId;
    case 'purpose':
      return participant.purpose;
    case 'participantName':
      return participant.participantName;
    case 'userId':
      return participant.userId;
    case 'segmentType':
      return segment.segmentType;
    case 'segmentEnd':
      return segment.segmentEnd;
    case 'queueId':
      return segment.queueId;
    case 'disconnectType':
      return segment.disconnectType;
    case 'subject':
      return segment.subject;
    case 'wrapUpCode':
      return segment.wrapUpCode;
    default: {
      const value = session[dimension === 'callbackNumber' ? 'callbackNumbers' : dimension];
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return String(value);
      return Array.isArray(value) ? value.map(String) : undefined;
    }
  }
}

/** The interval of whole days in which a query would find what started at `at` (epoch ms); handy in tests. */
export function dayInterval(at: number): string {
  const day = Math.floor(at / DAY) * DAY;
  return `${iso(day)}/${iso(day + DAY)}`;
}
