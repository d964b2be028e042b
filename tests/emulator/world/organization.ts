import type { Random } from '../random.ts';
import { derivedUuid } from '../random.ts';
import type { Grant } from './permissions.ts';

export interface Division {
  id: string;
  name: string;
  description: string;
  home: boolean;
}

export interface Queue {
  id: string;
  name: string;
  divisionId: string;
  /** The agents who serve it. */
  memberIds: string[];
  createdAt: number;
}

export interface User {
  id: string;
  name: string;
  email: string;
  divisionId: string;
  /** Settable at any time; the next request sees the change. */
  grants: Grant[];
}

/** The made-up customer of Genesys: one org, its divisions, queues and people. Times are epoch ms. */
export interface Organization {
  id: string;
  name: string;
  domain: string;
  divisions: Division[];
  queues: Map<string, Queue>;
  users: Map<string, User>;
}

/** What a supervisor who clears queues is given, in all divisions (facts: the permission of each operation). */
const SUPERVISOR_PERMISSIONS = [
  'analytics:conversationDetail:view',
  'analytics:queueObservation:view',
  'conversation:communication:disconnect',
  'conversation:communication:view',
  'conversation:participant:wrapup',
  'routing:queue:view',
];

const QUEUES: [name: string, division: 'Home' | 'Second line'][] = [
  ['Support', 'Home'],
  ['Support e-mail', 'Home'],
  ['Web', 'Home'],
  ['Sales', 'Home'],
  ['Callbacks', 'Home'],
  ['Complaints', 'Second line'],
  ['Returns', 'Second line'],
  ['Night shift', 'Second line'],
];

const AGENTS = ['Ada Example', 'Ben Example', 'Chi Example', 'Dee Example', 'Eli Example', 'Fay Example'];

/** The org every world starts with: two divisions, eight queues, six agents and one supervisor. */
export function createOrganization(random: Random, now: number): Organization {
  const day = 86_400_000;
  const divisions: Division[] = [
    { id: random.uuid(), name: 'Home', description: 'Home division', home: true },
    { id: random.uuid(), name: 'Second line', description: 'Everything after the first answer', home: false },
  ];
  const divisionId = (name: string): string => divisions.find((one) => one.name === name)?.id ?? '';
  const organization: Organization = {
    id: random.uuid(),
    name: 'Example Care',
    domain: 'example-care',
    divisions,
    queues: new Map(),
    users: new Map(),
  };
  const agentIds = AGENTS.map((name) => {
    const email = `${name.split(' ')[0]?.toLowerCase()}@example.test`;
    const user: User = { id: random.uuid(), name, email, divisionId: divisionId('Home'), grants: [] };
    organization.users.set(user.id, user);
    return user.id;
  });
  for (const [name, division] of QUEUES) {
    const queue: Queue = {
      id: derivedUuid(organization.id, 'queue', name),
      name,
      divisionId: divisionId(division),
      memberIds: agentIds,
      createdAt: now - 400 * day,
    };
    organization.queues.set(queue.id, queue);
  }
  const supervisor: User = {
    id: random.uuid(),
    name: 'Sam Supervisor',
    email: 'supervisor@example.test',
    divisionId: divisionId('Home'),
    grants: SUPERVISOR_PERMISSIONS.map((permission) => ({ permission, divisions: 'all' })),
  };
  organization.users.set(supervisor.id, supervisor);
  return organization;
}
