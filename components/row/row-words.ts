import { i18n } from '#i18n';
import type { SingleView } from '../../utils/protocol/views';
import type { RowState } from '../../utils/views/row-states';
import { durationText } from '../interaction/durations';
import { ghostChip } from '../interaction/evidence-words';
import { outcomeText, reasonSentence } from '../interaction/outcome-words';
import { problemWords } from '../interaction/problem-words';

export type RowButton = 'disconnect' | 'undo' | 'sign in' | 'set up';

/** What a row says and offers. */
export interface RowWords {
  tone: 'plain' | 'busy' | 'warn' | 'ok' | 'bad';
  text?: string;
  /** What to do next, said below the text. */
  next?: string;
  /** Said to a screen reader in place of a text that changes by the second. */
  spoken?: string;
  /** For a support desk, on hover. */
  facts?: string;
  buttons: RowButton[];
  /** Whole seconds left to undo. */
  undoSeconds?: number;
}

const DISCONNECT: RowWords = { tone: 'plain', buttons: ['disconnect'] };

/**
 * A row's state in words. `now` (epoch ms) moves the countdown and the age of an acceptance; everything else stands still, so
 * that a row does not flicker and a screen reader hears each state once.
 */
export function rowWords(state: RowState, changed: boolean, now: number): RowWords {
  if (changed && state.phase === 'idle') {
    return { tone: 'warn', text: i18n.t('row.changed'), buttons: ['disconnect'] };
  }
  switch (state.phase) {
    case 'idle':
      return DISCONNECT;
    case 'checking':
      return { tone: 'busy', text: i18n.t('row.checking'), buttons: [] };
    case 'asking':
      return { tone: 'plain', text: i18n.t('row.asking'), buttons: [] };
    case 'confirming':
      return { tone: 'busy', text: i18n.t('row.disconnecting'), buttons: [] };
    case 'kept':
      return { tone: 'plain', text: i18n.t('row.kept'), buttons: ['disconnect'] };
    case 'signing in':
      return { tone: 'busy', text: i18n.t('row.signingIn'), buttons: [] };
    case 'signed in':
      return { tone: 'ok', text: i18n.t('row.signedIn'), buttons: ['disconnect'] };
    case 'problem': {
      const { what, next, facts, remedy } = problemWords(state.problem);
      const help: RowButton[] = remedy === undefined ? [] : [remedy];
      return {
        tone: 'bad',
        text: what,
        next,
        facts: facts.join('\n'),
        buttons: [...help, ...(remedy === 'set up' ? [] : (['disconnect'] as const))],
      };
    }
    case 'under way':
      return underWayWords(state, now);
    case 'settled':
      return settledWords(state.single);
  }
}

function underWayWords(state: Extract<RowState, { phase: 'under way' }>, now: number): RowWords {
  const { single, since } = state;
  if (state.undoing) return { tone: 'busy', text: i18n.t('row.undoing'), buttons: [] };
  if (single.jobState === 'paused') return pausedWords(single);
  if (state.problem) {
    const { what, next, facts } = problemWords(state.problem);
    return { tone: 'warn', text: what, next, facts: facts.join('\n'), buttons: [] };
  }
  if (single.itemState === 'pending' && single.undoUntil !== undefined && single.undoUntil > now) {
    const undoSeconds = Math.ceil((single.undoUntil - now) / 1000);
    const text = ghostChip(single.verdict, single.evidence, since);
    const whole = Math.ceil((single.undoUntil - since) / 1000);
    return {
      tone: 'warn',
      text,
      spoken: `${text}. ${i18n.t('row.sendsSoon', [whole])}`,
      buttons: ['undo'],
      undoSeconds,
    };
  }
  if (single.itemState === 'accepted') {
    const spoken = i18n.t('row.acceptedNow');
    if (single.acceptedAt === undefined) return { tone: 'busy', text: spoken, buttons: [] };
    const text = i18n.t('row.accepted', [durationText(now - single.acceptedAt)]);
    return { tone: 'busy', text, spoken, buttons: [] };
  }
  return { tone: 'busy', text: i18n.t('row.disconnecting'), buttons: [] };
}

function pausedWords(single: SingleView): RowWords {
  switch (single.pause) {
    case 'sign-in':
      return { tone: 'warn', text: i18n.t('row.pausedSignIn'), buttons: ['sign in'] };
    case 'permission':
      return { tone: 'bad', text: i18n.t('row.pausedPermission'), buttons: [] };
    case 'offline':
      return { tone: 'warn', text: i18n.t('row.pausedOffline'), buttons: [] };
    default:
      return { tone: 'warn', text: i18n.t('row.paused'), buttons: [] };
  }
}

function settledWords(single: SingleView): RowWords {
  const { outcome, reason, attempts } = single;
  if (outcome === undefined) return { tone: 'bad', text: outcomeText('unverified'), buttons: ['disconnect'] };
  if (outcome === 'ended' || outcome === 'already ended') {
    return { tone: 'ok', text: outcomeText(outcome), buttons: [] };
  }
  const words: RowWords = {
    tone: outcome === 'skipped' || outcome === 'cancelled' || outcome === 're-opened' ? 'warn' : 'bad',
    text:
      outcome === 'not cleared' && attempts.length > 1
        ? i18n.t('row.stillOpenAfter', [attempts.length])
        : outcomeText(outcome),
    facts: factsOf(single).join('\n'),
    buttons: ['disconnect'],
  };
  if (reason !== undefined) words.next = reasonSentence(reason);
  return words;
}

function factsOf(single: SingleView): string[] {
  const last = single.attempts.at(-1);
  if (!last) return [];
  const facts = [
    [last.call, last.status, last.code, last.message].filter((part) => part !== undefined).join(' '),
  ];
  if (last.correlationId) facts.push(i18n.t('problem.correlation', [last.correlationId]));
  return facts;
}
