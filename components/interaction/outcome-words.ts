import { i18n } from '#i18n';
import type { ItemReason, Outcome } from '../../utils/jobs/states';

const OUTCOMES = {
  ended: 'ended',
  'already ended': 'alreadyEnded',
  're-opened': 'reOpened',
  'not cleared': 'notCleared',
  skipped: 'skipped',
  failed: 'failed',
  unverified: 'unverified',
  cancelled: 'cancelled',
} as const satisfies Record<Outcome, string>;

const REASONS = {
  'an agent has it': 'agentHasIt',
  'alerting an agent': 'alertingAnAgent',
  'no longer waiting here': 'noLongerWaitingHere',
  'state changed': 'stateChanged',
  undone: 'undone',
  expired: 'expired',
  'not permitted': 'notPermitted',
  'not found': 'notFound',
  'refused by Genesys': 'refusedByGenesys',
  'errors at Genesys': 'errorsAtGenesys',
  'accepted but still open': 'acceptedButStillOpen',
  'could not be read again': 'couldNotBeReadAgain',
  'job cancelled': 'jobCancelled',
  'sender kept': 'senderKept',
} as const satisfies Record<ItemReason, string>;

/** What became of an interaction, in one or two words: "Ended", "Still open". */
export function outcomeText(outcome: Outcome): string {
  return i18n.t(`outcome.${OUTCOMES[outcome]}`);
}

/** Why, as one sentence: "An agent has taken it." */
export function reasonSentence(reason: ItemReason): string {
  return i18n.t(`reason.${REASONS[reason]}`);
}
