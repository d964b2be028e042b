import type { Queue } from '../world/organization.ts';
import { invalidField, missingDivision, notFound } from './api-error.ts';
import { positiveParameter } from './input.ts';
import { listing } from './listing.ts';
import { iso } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';
import { mayUseQueue } from './operation.ts';

const VIEW = ['routing:queue:view'];
const MAX_PAGE_SIZE = 500;

export const queueOperations: Operation[] = [
  {
    name: 'getRoutingQueues',
    method: 'GET',
    path: '/api/v2/routing/queues',
    anyOf: VIEW,
    scope: 'routing:readonly',
    kind: 'other',
    run: (call) => {
      const pageSize = positiveParameter(call.query, 'pageSize', 25);
      const pageNumber = positiveParameter(call.query, 'pageNumber', 1);
      if (pageSize > MAX_PAGE_SIZE) throw invalidField('pageSize', `must not be over ${MAX_PAGE_SIZE}`);
      const name = wildcard(call.query.get('name'));
      const divisionIds = call.query.getAll('divisionId');
      const mayUse = mayUseQueue(call, VIEW);
      const queues = [...call.parts.world.organization.queues.values()]
        .filter((each) => mayUse(each.id) && name(each.name))
        .filter((each) => divisionIds.length === 0 || divisionIds.includes(each.divisionId))
        .sort((a, b) => a.name.localeCompare(b.name))
        .map((each) => queueJson(call, each));
      return {
        status: 200,
        body: listing('/api/v2/routing/queues', call.query, queues, pageNumber, pageSize),
      };
    },
  },
  {
    name: 'getRoutingQueue',
    method: 'GET',
    path: '/api/v2/routing/queues/{queueId}',
    anyOf: VIEW,
    scope: 'routing:readonly',
    kind: 'other',
    run: (call) => {
      const queue = call.parts.world.organization.queues.get(call.params.queueId ?? '');
      if (!queue) throw notFound();
      if (!mayUseQueue(call, VIEW)(queue.id)) throw missingDivision(VIEW.join(', '), queue.divisionId);
      return { status: 200, body: queueJson(call, queue) };
    },
  },
];

/** Without a star the whole name is meant; stars at either end stand for anything. Capitals do not matter. */
function wildcard(pattern: string | null): (name: string) => boolean {
  if (pattern === null || pattern === '') return () => true;
  const start = pattern.startsWith('*');
  const end = pattern.length > 1 && pattern.endsWith('*');
  const wanted = pattern.slice(start ? 1 : 0, end ? -1 : undefined).toLowerCase();
  return (name) => {
    const own = name.toLowerCase();
    if (start && end) return own.includes(wanted);
    if (start) return own.endsWith(wanted);
    return end ? own.startsWith(wanted) : own === wanted;
  };
}

function queueJson(call: Call, queue: Queue): Record<string, unknown> {
  const division = call.parts.world.organization.divisions.find((each) => each.id === queue.divisionId);
  return {
    id: queue.id,
    name: queue.name,
    division: {
      id: queue.divisionId,
      name: division?.name ?? '',
      selfUri: `/api/v2/authorization/divisions/${queue.divisionId}`,
    },
    dateCreated: iso(queue.createdAt),
    memberCount: queue.memberIds.length,
    userMemberCount: queue.memberIds.length,
    joinedMemberCount: queue.memberIds.length,
    acwSettings: { wrapupPrompt: 'AGENT_REQUESTED' },
    skillEvaluationMethod: 'ALL',
    enableTranscription: false,
    enableManualAssignment: false,
    selfUri: `/api/v2/routing/queues/${queue.id}`,
  };
}
