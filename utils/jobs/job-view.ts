import type { BudgetState } from '../genesys/budget-state.ts';
import type { Policy } from './confirm.ts';
import type { Ledger } from './ledger.ts';
import type { Item, Job } from './ledger-schema.ts';
import type { Bucket } from './states.ts';

/** A job as it is shown: the record, with counts and a forecast. Times are epoch ms, lengths ms. */
export interface JobView
  extends Pick<
    Job,
    | 'id'
    | 'source'
    | 'state'
    | 'pause'
    | 'queue'
    | 'who'
    | 'createdAt'
    | 'confirmedAt'
    | 'startedAt'
    | 'finishedAt'
  > {
  draft: Pick<
    Job['draft'],
    'collecting' | 'complete' | 'problem' | 'depth' | 'oldestSince' | 'media' | 'senders'
  > & { keptSenders: string[] };
  /** Of a draft all that was found, of a started job what was chosen: without what is left out. */
  total: number;
  counts: Partial<Record<Bucket, number>>;
  /** Ended, verified interactions in the last minute. */
  endedPerMinute: number;
  /** While running, or while it is a draft: how long the rest takes at today's budget. */
  leftMs?: number | undefined;
  confirmation?: string | undefined;
  /** While this draft is started only with a reason, by the policy as it is now. */
  reasonRequired: boolean;
  budget: {
    allowedPerMinute: number;
    reservedPerMinute: number;
    remainingThisMinute: number;
    perMinuteNow: number;
    pausedUntil?: number | undefined;
  };
}

const MINUTE_MS = 60_000;
/** Requests per interaction of a clear, with its share of listing, guarding and verifying. */
const REQUESTS_PER_ITEM = 1.05;

/** The job with its counts, read from the ledger. */
export async function viewOf(
  ledger: Ledger,
  job: Job,
  { budget, policy, now }: { budget: BudgetState; policy: Policy; now: number },
): Promise<JobView> {
  const [counts, endedPerMinute] = await Promise.all([
    ledger.counts(job.id),
    ledger.settledSince(job.id, 'ended', now - MINUTE_MS),
  ]);
  const { id, source, state, pause, queue, who, createdAt, confirmedAt, startedAt, finishedAt } = job;
  const { collecting, complete, problem, depth, oldestSince, media, senders, keptSenders = [] } = job.draft;
  const found = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    id,
    source,
    state,
    pause,
    queue,
    who,
    createdAt,
    confirmedAt,
    startedAt,
    finishedAt,
    draft: { collecting, complete, problem, depth, oldestSince, media, senders, keptSenders },
    total: state === 'draft' ? found : found - (counts['left out'] ?? 0),
    counts,
    endedPerMinute,
    leftMs: leftOf(job, counts, budget, now),
    confirmation: state === 'draft' && !collecting ? job.confirmation : undefined,
    reasonRequired: state === 'draft' && policy.requireReason,
    budget: {
      allowedPerMinute: budget.allowedPerMinute,
      reservedPerMinute: Math.max(0, budget.allowedPerMinute - budget.usablePerMinute),
      remainingThisMinute: budget.remainingThisMinute,
      perMinuteNow: budget.perMinuteNow,
      ...(budget.pausedUntil === undefined ? {} : { pausedUntil: budget.pausedUntil }),
    },
  };
}

function leftOf(
  job: Job,
  counts: Partial<Record<Bucket, number>>,
  budget: BudgetState,
  now: number,
): number | undefined {
  if (!['draft', 'running', 'verifying'].includes(job.state)) return undefined;
  const toSend = (counts.pending ?? 0) + (counts.sending ?? 0);
  const toVerify = toSend + (counts.accepted ?? 0) > 0 ? 5_000 : 0;
  const pausedMs = Math.max(0, (budget.pausedUntil ?? now) - now);
  const perMinute = Math.max(1, budget.usablePerMinute);
  return Math.round((toSend * REQUESTS_PER_ITEM * MINUTE_MS) / perMinute + pausedMs + toVerify);
}

/** An item as it is shown in lists. */
export type ItemView = Pick<
  Item,
  | 'conversationId'
  | 'order'
  | 'state'
  | 'outcome'
  | 'reason'
  | 'media'
  | 'from'
  | 'to'
  | 'since'
  | 'acceptedAt'
  | 'settledAt'
> & { attempts: Omit<Item['attempts'][number], 'bootId' | 'endedAt'>[] };

export function itemViewOf(item: Item): ItemView {
  const { conversationId, order, state, outcome, reason, media, from, to, since, acceptedAt, settledAt } =
    item;
  const attempts = attemptsOf(item);
  return {
    ...{ conversationId, order, state, outcome, reason, media, from, to, since, acceptedAt, settledAt },
    attempts,
  };
}

/** The attempts without what only the pipeline needs. */
export function attemptsOf(item: Item): ItemView['attempts'] {
  return item.attempts.map(({ bootId: _b, endedAt: _e, ...shown }) => shown);
}
