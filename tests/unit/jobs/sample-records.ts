import { type Item, type Job, newItem, type Proposal } from '../../../utils/jobs/ledger-schema';

export const WHO = {
  region: 'mypurecloud.com',
  orgId: 'org-1',
  orgName: 'Example Care',
  userId: 'user-1',
  userName: 'Sam Supervisor',
  userEmail: 'supervisor@example.test',
};

export const QUEUE = { id: 'queue-1', name: 'Support e-mail' };

/** A confirmed clear of one queue, changed as told. */
export function sampleJob(changes: Partial<Job> = {}): Job {
  return {
    id: 'job-1',
    version: 1,
    source: 'waiting',
    state: 'running',
    open: 1,
    queue: QUEUE,
    who: WHO,
    createdAt: 1_000,
    confirmedAt: 2_000,
    draft: {
      bootId: 'boot-1',
      collecting: false,
      complete: true,
      media: { rows: [], others: 0 },
      senders: { rows: [], others: 0 },
    },
    breaker: { forbidden: 0, systemic: 0 },
    ...changes,
  };
}

/** A draft that still takes items in. */
export function collectingJob(changes: Partial<Job> = {}): Job {
  const job = sampleJob(changes);
  return { ...job, state: 'draft', open: 0, draft: { ...job.draft, collecting: true, complete: false } };
}

export function sampleItem(
  number: number,
  changes: Partial<Item> = {},
  proposal: Partial<Proposal> = {},
): Item {
  const known = { conversationId: conversationId(number), order: number, media: 'email', ...proposal };
  return { ...newItem('job-1', known), ...changes };
}

/** A conversation id of the usual shape, made from a number. */
export function conversationId(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
