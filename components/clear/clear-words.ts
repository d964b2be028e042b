import { i18n } from '#i18n';
import type { JobView } from '../../utils/protocol/views';
import { durationText } from '../interaction/durations';
import { numberText } from '../numbers';
import type { Blocker, ClearPlan } from './clear-plan';

const BLOCKERS = {
  changing: 'blockChanging',
  collecting: 'blockCollecting',
  incomplete: 'blockIncomplete',
  nothing: 'blockNothing',
  stale: 'blockStale',
  'no reason': 'blockReason',
  'no name': 'blockName',
  'other name': 'blockOtherName',
} as const satisfies Record<Blocker, string>;

/** Why **Start clearing** cannot be pressed, and what to do about it. */
export function blockerText(blocker: Blocker): string {
  return i18n.t(`clear.${BLOCKERS[blocker]}`);
}

/** "5,000 interactions will end. 65 stay." */
export function planText(plan: ClearPlan): string {
  const ends = i18n.t('clear.willEnd', plan.willEnd, [numberText(plan.willEnd)]);
  if (plan.willStay === 0) return ends;
  return `${ends} ${i18n.t('clear.willStay', plan.willStay, [numberText(plan.willStay)])}`;
}

/** "It takes about 18 min at today's budget and cannot be undone." */
export function costText(plan: ClearPlan): string {
  return plan.takesMs === undefined
    ? i18n.t('clear.cannotUndo')
    : i18n.t('clear.takes', [durationText(plan.takesMs)]);
}

/** Explains why the queue's own count and the number found differ; empty when they agree or nobody counted. */
export function differenceText(job: JobView): string {
  const { depth } = job.draft;
  if (depth === undefined || depth === job.total || !job.draft.complete) return '';
  const numbers: [string, string] = [numberText(depth), numberText(job.total)];
  return depth > job.total ? i18n.t('clear.differsMore', numbers) : i18n.t('clear.differsFewer', numbers);
}

/** How far the listing is: "1,200 found of about 5,065". */
export function listingText(job: JobView): string {
  return job.draft.depth === undefined
    ? i18n.t('clear.listed', job.total, [numberText(job.total)])
    : i18n.t('clear.listedOf', [numberText(job.total), numberText(job.draft.depth)]);
}
