import { ApiError, invalidField } from './api-error.ts';
import type { Filter } from './filter.ts';
import { readFilter } from './filter.ts';
import { list, oneOf, only, text } from './input.ts';

const DAY = 86_400_000;
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

/** What is asked for, without its paging. Days count from the epoch, in UTC. */
export interface DetailsQuery {
  key: string;
  firstDay: number;
  lastDay: number;
  conversationFilters: Filter[];
  segmentFilters: Filter[];
  descending: boolean;
  orderBy: string;
}

/** Reads the request. Throws a 400 that names the field. */
export function readDetailsQuery(body: Record<string, unknown>): DetailsQuery {
  only(body, FIELDS, 'body');
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
  const firstDay = Math.floor(from / DAY);
  const lastDay = Math.floor((to - 1) / DAY);
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
    key: JSON.stringify({ ...body, paging: undefined, interval: [firstDay, lastDay] }),
    firstDay,
    lastDay,
    conversationFilters,
    segmentFilters,
    descending: order === 'desc',
    orderBy,
  };
}
