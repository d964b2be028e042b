import { type Conversation, hasEnded } from '../genesys/conversation.ts';
import type { JobProblem } from './job-problem.ts';
import type { Item, Job } from './ledger-schema.ts';
import type { ItemReason, Outcome, PauseReason } from './states.ts';

/** A job that stands still from now on. A job that is over, or stands still already, stays as it is. */
export function paused(job: Job, reason: PauseReason, at: number, problem?: JobProblem): Job | undefined {
  if (job.state !== 'running' && job.state !== 'verifying') return undefined;
  return { ...job, state: 'paused', pause: { reason, at, ...(problem ? { problem } : {}) } };
}

/** A job that goes on, with its run of failures forgotten. */
export function resumed(job: Job): Job {
  const { pause: _, ...rest } = job;
  return { ...rest, state: 'running', breaker: { forbidden: 0, systemic: 0 } };
}

/** A job of which nothing is left to do. A cancelled one stays cancelled. */
export function finished(job: Job, at: number): Job {
  const { pause: _, ...rest } = job;
  return { ...rest, state: job.state === 'cancelled' ? 'cancelled' : 'finished', open: 0, finishedAt: at };
}

/** An item with its outcome. */
export function settled(item: Item, outcome: Outcome, at: number, reason?: ItemReason): Item {
  const { reason: _, ...rest } = item;
  return { ...rest, state: 'done', outcome, settledAt: at, ...(reason ? { reason } : {}) };
}

/** An item that may be sent from `notBefore` on, after it was read again. */
export function pendingAgain(item: Item, notBefore: number): Item {
  const { outcome: _o, reason: _r, settledAt: _s, acceptedAt: _a, ...rest } = item;
  return { ...rest, state: 'pending', verifyTries: 0, notBefore };
}

/**
 * An item of a cancelled job that was not sent: cancelled, or taken back within its undo time. If an earlier send
 * may have reached Genesys, live state decides: it waits to be read, as if it had been accepted.
 */
export function cancelled(item: Item, job: Job, at: number): Item {
  if (item.attempts.some(mayHaveReached)) return { ...item, state: 'accepted', notBefore: at };
  const taken = job.source === 'ids' && job.notBefore !== undefined && at <= job.notBefore;
  return settled(item, 'cancelled', at, taken ? 'undone' : 'job cancelled');
}

/** Whether a send ended without an answer that says it was not executed. */
export function mayHaveReached({ status }: Item['attempts'][number]): boolean {
  return status === undefined || status < 400 || status >= 500 || status === 408;
}

/** Sends whose effect stayed unknown, after which an item that is still open is given up. */
const MOST_UNKNOWN_TRIES = 4;

/** Whether so many sends of this item ended without a usable answer that no more are made. */
export function triedOut(item: Item): boolean {
  return item.unknownTries >= MOST_UNKNOWN_TRIES;
}

/** The "ended" test for what was asked: an orphan has nothing open to begin with, so only its end time counts. */
export function isOver(item: Item, conversation: Conversation): boolean {
  if (item.confirmed?.verdict === 'orphan') return conversation.endTime !== undefined;
  return hasEnded(conversation);
}
