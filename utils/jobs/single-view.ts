import type { Friction } from '../triage/verdicts.ts';
import { frictionOfItem, needsReason, type Policy } from './confirm.ts';
import { attemptsOf, type ItemView } from './job-view.ts';
import type { Item, Job, Judged } from './ledger-schema.ts';

/** A click's job of one, as its row and dialog show it. Times are epoch ms. */
export interface SingleView
  extends Pick<Item, 'conversationId' | 'outcome' | 'reason' | 'acceptedAt' | 'settledAt'> {
  jobId: string;
  verdict: Judged['verdict'];
  evidence: Judged['evidence'];
  friction: Friction;
  summary: {
    media?: string | undefined;
    remote?: string | undefined;
    queueName?: string | undefined;
    startedAt?: number | undefined;
  };
  who: Job['who'];
  jobState: Job['state'];
  pause?: NonNullable<Job['pause']>['reason'] | undefined;
  itemState: Item['state'];
  undoUntil?: number | undefined;
  attempts: ItemView['attempts'];
  confirmation?: string | undefined;
  /** While this draft is confirmed only with a reason, by the policy as it is now. */
  reasonRequired: boolean;
}

/**
 * The job of one. What it was found to be instead stands in place of what was confirmed, once that is why it was
 * skipped. A refused one carries a confirmation only where the policy allows an override. A ghost that is a draft was
 * not taken on by its click, so it is asked about like any other.
 */
export function singleViewOf(job: Job, item: Item, policy: Policy): SingleView {
  const judged = item.found ?? item.confirmed ?? { verdict: 'unknown', evidence: [] };
  const friction = frictionShown(job, item);
  const mayConfirm = job.state === 'draft' && (friction !== 'refuse' || policy.allowLive);
  return {
    jobId: job.id,
    conversationId: item.conversationId,
    verdict: judged.verdict,
    evidence: judged.evidence,
    friction,
    summary: {
      media: item.media,
      remote: item.remote,
      queueName: item.queueName,
      startedAt: item.since,
    },
    who: job.who,
    jobState: job.state,
    pause: job.pause?.reason,
    itemState: item.state,
    outcome: item.outcome,
    reason: item.reason,
    undoUntil: friction === 'undo' ? job.notBefore : undefined,
    acceptedAt: item.acceptedAt,
    settledAt: item.settledAt,
    attempts: attemptsOf(item),
    confirmation: mayConfirm ? job.confirmation : undefined,
    reasonRequired: mayConfirm && needsReason(item, policy),
  };
}

/** A ghost that asked for a reason was confirmed with one, and has no time to undo. */
function frictionShown(job: Job, item: Item): Friction {
  const friction = frictionOfItem(item);
  const asked = job.state === 'draft' || job.reasonText !== undefined;
  return friction === 'undo' && asked ? 'confirm' : friction;
}
