import { frictionOf } from '../triage/verdicts.ts';
import { JobError } from './job-problem.ts';
import type { Item, Job } from './ledger-schema.ts';

/** What a person's organisation allows. */
export interface Policy {
  /** Most interactions in one job. */
  maxJobSize?: number | undefined;
  bulkEnabled: boolean;
  /** Whether a live, parked or scheduled interaction may be ended on purpose, with a reason. */
  allowLive: boolean;
  /** Whether every job needs a reason: a ghost's click and a clear too, not only an override. */
  requireReason: boolean;
}

/** A draft this old is no longer what the queue holds. */
export const DRAFT_LIFE_MS = 15 * 60_000;

/**
 * The job of one, taken on by its confirmation; what is refused only by an override with a reason, where the policy
 * allows one. It goes at once: whoever answered a question needs no time to undo. Throws `JobError`.
 */
export function confirmedOne(
  job: Job,
  item: Item,
  answer: { confirmation: string; reason?: string | undefined },
  policy: Policy,
  now: number,
): Job {
  if (job.source !== 'ids') throw new JobError('wrong state', 'not a single interaction');
  givenBack(job, answer.confirmation, now);
  const given = reasonGiven(answer.reason);
  if (frictionOfItem(item) === 'refuse') {
    if (!policy.allowLive) throw new JobError('forbidden by policy');
    if (given.reasonText === undefined) throw new JobError('refused as live', 'an override needs a reason');
  }
  if (policy.requireReason && given.reasonText === undefined) throw new JobError('reason missing');
  return { ...takenOn(job, now), notBefore: now, ...given };
}

/**
 * The clear of a whole queue, taken on after its name was typed: the same letters, cases and accents; spaces at
 * the ends and the way an accent is composed do not matter. With a reason where the policy wants one. Throws
 * `JobError` saying what is missing.
 */
export function confirmedClear(
  job: Job,
  answer: { confirmation: string; typedName: string; reason?: string | undefined },
  chosen: number,
  policy: Policy,
  now: number,
): Job {
  if (job.source !== 'waiting') throw new JobError('wrong state', 'not a queue');
  if (!policy.bulkEnabled) throw new JobError('forbidden by policy');
  givenBack(job, answer.confirmation, job.state === 'draft' ? now - listingTime(job) : now);
  if (job.draft.collecting || !job.draft.complete)
    throw new JobError('draft incomplete', job.draft.problem?.detail);
  if (chosen === 0) throw new JobError('nothing chosen');
  if (policy.maxJobSize !== undefined && chosen > policy.maxJobSize) {
    throw new JobError('too many', `${chosen} of at most ${policy.maxJobSize}`);
  }
  if (sameName(answer.typedName) !== sameName(job.queue?.name ?? ''))
    throw new JobError('name does not match');
  const given = reasonGiven(answer.reason);
  if (policy.requireReason && given.reasonText === undefined) throw new JobError('reason missing');
  return { ...takenOn(job, now), ...given };
}

/** The friction that an item's confirmed verdict asks for. */
export function frictionOfItem(item: Item) {
  return frictionOf(item.confirmed?.verdict ?? 'unknown', item.confirmed?.confidence);
}

/**
 * Whether a click's job is taken on only with a reason: an override always, any other where the policy wants one.
 * Even a ghost has to be asked about then, and does not go by its click alone.
 */
export function needsReason(item: Item, policy: Policy): boolean {
  return policy.requireReason || frictionOfItem(item) === 'refuse';
}

/** A job as taken on: its confirmation is used up. */
export function takenOn(job: Job, now: number): Job {
  const { confirmation: _, ...rest } = job;
  return { ...rest, state: 'running', open: 1, confirmedAt: now };
}

function givenBack(job: Job, confirmation: string, now: number): void {
  if (job.state !== 'draft') throw new JobError('wrong state', job.state);
  const known = job.confirmation !== undefined && job.confirmation === confirmation;
  if (!known || now - job.createdAt > DRAFT_LIFE_MS) throw new JobError('stale confirmation');
}

/** A long list is not old while it is being made; its age counts from its end. */
function listingTime(job: Job): number {
  return (job.draft.listedAt ?? job.createdAt) - job.createdAt;
}

/** What of the reason goes on record: blanks alone are none. */
function reasonGiven(reason: string | undefined): Pick<Job, 'reasonText'> {
  const text = reason?.trim();
  return text ? { reasonText: text } : {};
}

function sameName(name: string): string {
  return name.normalize('NFC').trim();
}
