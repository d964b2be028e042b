import type { JobView } from '../../utils/protocol/views';

/** What a list would do if it were started now. */
export interface ClearPlan {
  /** All that was found. */
  found: number;
  willEnd: number;
  willStay: number;
  /** How long it takes at today's budget, in ms and rounded up to whole minutes; unknown without a budget. */
  takesMs: number | undefined;
}

/** Measured cost of one verified, guarded disconnect: listing, guarding and verifying go 50 at a time. */
const REQUESTS_PER_ENDED = 1.05;
const MINUTE = 60_000;

/** Reads the plan off a draft: what is proposed lies in the `pending` drawer, what is left out in its own. */
export function clearPlan(job: JobView): ClearPlan {
  const willEnd = job.counts.pending ?? 0;
  const { budget } = job;
  const perMinute = budget && Math.max(1, budget.allowedPerMinute - budget.reservedPerMinute);
  return {
    found: job.total,
    willEnd,
    willStay: job.counts['left out'] ?? 0,
    takesMs: perMinute && Math.max(1, Math.ceil((willEnd * REQUESTS_PER_ENDED) / perMinute)) * MINUTE,
  };
}

/** Why a list cannot be started, in the order in which a person would mend it. */
export type Blocker =
  | 'changing'
  | 'collecting'
  | 'incomplete'
  | 'nothing'
  | 'stale'
  | 'no reason'
  | 'no name'
  | 'other name';

/**
 * What stands between the draft and its start, given the typed name and reason, and whether the list is being changed
 * from here; `undefined` when nothing does.
 */
export function startBlocker(
  job: JobView,
  typedName: string,
  reason = '',
  changing = false,
): Blocker | undefined {
  if (changing) return 'changing';
  if (job.draft.collecting) return 'collecting';
  if (!job.draft.complete) return 'incomplete';
  if ((job.counts.pending ?? 0) === 0) return 'nothing';
  if (job.confirmation === undefined) return 'stale';
  if (job.reasonRequired && reason.trim() === '') return 'no reason';
  if (typedName.trim() === '') return 'no name';
  return sameName(typedName, job.queue?.name ?? '') ? undefined : 'other name';
}

/** Whether the typed name is the queue's: case counts, blanks around it and the way accents are composed do not. */
function sameName(typed: string, name: string): boolean {
  return typed.normalize('NFC').trim() === name.normalize('NFC').trim();
}
