import { i18n } from '#i18n';
import type { Evidence, Verdict } from '../../utils/triage/verdicts';
import { durationText } from './durations';

const VERDICTS = {
  ended: 'ended',
  ghost: 'ghost',
  orphan: 'orphan',
  'stuck alert': 'stuckAlert',
  'wrap-up pending': 'wrapUpPending',
  waiting: 'waiting',
  live: 'live',
  parked: 'parked',
  scheduled: 'scheduled',
  unknown: 'unknown',
} as const satisfies Record<Verdict, string>;

const SENTENCES = {
  'conversation ended': 'conversationEnded',
  'customer left': 'customerLeft',
  'customer connected': 'customerConnected',
  'customer absent': 'customerAbsent',
  'agent connected': 'agentConnected',
  'agent alerting': 'agentAlerting',
  'agent on hold': 'agentOnHold',
  'agent disconnected': 'agentDisconnected',
  'agent not released': 'agentNotReleased',
  'waiting in queue': 'waitingInQueue',
  'queued without customer': 'queuedWithoutCustomer',
  'nothing open': 'nothingOpen',
  'wrap-up pending': 'wrapUpPending',
  parked: 'parked',
  'voicemail waiting': 'voicemailWaiting',
  'last message': 'lastMessage',
} as const satisfies Partial<Record<Evidence['fact'], string>>;

/** The facts that say in a few words why a click may end this one, best first. */
const SHORT = {
  'customer left': 'customerLeft',
  'queued without customer': 'queuedWithoutCustomer',
  'nothing open': 'nothingOpen',
  'customer absent': 'customerAbsent',
} as const satisfies Partial<Record<Evidence['fact'], string>>;

/** The verdict as a headline: "This one looks live." */
export function verdictHeadline(verdict: Verdict): string {
  return i18n.t(`verdict.${VERDICTS[verdict]}`);
}

/** One fact as one sentence; times are told as lengths measured from `now` (epoch ms). */
export function evidenceSentence(evidence: Evidence, now: number): string {
  const ago = evidence.since === undefined ? undefined : durationText(now - evidence.since);
  const ahead = evidence.until === undefined ? undefined : durationText(evidence.until - now);
  switch (evidence.fact) {
    case 'callback owned by agent':
      return i18n.t('evidence.callbackOwnedByAgent.plain');
    case 'callback scheduled':
      return ahead === undefined
        ? i18n.t('evidence.callbackScheduled.plain')
        : i18n.t('evidence.callbackScheduled.until', [ahead]);
    case 'unknown state':
      return evidence.state
        ? i18n.t('evidence.unknownState.named', [evidence.state])
        : i18n.t('evidence.unknownState.plain');
    case 'agent connected':
      if ((evidence.count ?? 1) > 1) return i18n.t('evidence.agentConnected.many', [evidence.count ?? 1]);
      break;
    case 'parked':
      if (ahead !== undefined) return i18n.t('evidence.parked.until', [ahead]);
      break;
  }
  const key = SENTENCES[evidence.fact];
  return ago === undefined ? i18n.t(`evidence.${key}.plain`) : i18n.t(`evidence.${key}.since`, [ago]);
}

/** The row's chip for something a single click takes on: "Ghost: customer left 1 h 58 min ago". */
export function ghostChip(verdict: Verdict, evidence: readonly Evidence[], now: number): string {
  const orphan = verdict === 'orphan';
  for (const [fact, key] of Object.entries(SHORT)) {
    const found = evidence.find((one) => one.fact === fact && one.since !== undefined);
    if (found?.since === undefined) continue;
    const why = i18n.t(`evidence.${key}.short`, [durationText(now - found.since)]);
    return orphan ? i18n.t('row.orphan', [why]) : i18n.t('row.ghost', [why]);
  }
  return orphan ? i18n.t('row.orphanPlain') : i18n.t('row.ghostPlain');
}
