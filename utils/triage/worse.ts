import { type Confidence, type Evidence, type Friction, frictionOf, type Verdict } from './verdicts.ts';

/** What was confirmed, or what is found now. */
export interface Judged {
  verdict: Verdict;
  evidence: readonly Evidence[];
  /** `sure` unless told. */
  confidence?: Confidence | undefined;
}

/** What a person who confirmed a queue's list was shown of each row: it waits there, and somebody is behind it. */
export const LISTED_AS_WAITING: Judged = {
  verdict: 'waiting',
  evidence: [{ fact: 'waiting in queue' }, { fact: 'customer connected' }],
};

const FRICTIONS: readonly Friction[] = ['none needed', 'undo', 'confirm', 'refuse'];

/** The ways a conversation may change on its own by which it only comes nearer to its end. */
const NEARER_TO_ITS_END: Readonly<Partial<Record<Verdict, readonly Verdict[]>>> = {
  ghost: ['orphan'],
  waiting: ['ghost', 'orphan'],
  'stuck alert': ['waiting', 'ghost', 'orphan'],
  'wrap-up pending': ['orphan'],
  live: ['ghost', 'orphan'],
  unknown: ['ghost', 'orphan'],
};

/** The facts that say that somebody is there. */
const SOMEBODY = new Set<Evidence['fact']>([
  'customer connected',
  'agent connected',
  'agent alerting',
  'agent on hold',
]);

/**
 * Whether what is found now is worse than what was confirmed: it asks for more friction, it has become something
 * else than what was shown (other than being nearer to its end), or somebody came who was not there. Then it must
 * not be sent. `ended` is never worse: there is nothing to send.
 */
export function worse(confirmed: Judged, now: Judged): boolean {
  if (now.verdict === 'ended') return false;
  if (rank(now) > rank(confirmed)) return true;
  const expected = [confirmed.verdict, ...(NEARER_TO_ITS_END[confirmed.verdict] ?? [])];
  return !expected.includes(now.verdict) || someoneCame(confirmed.evidence, now.evidence);
}

/** Whether `now` has somebody whom `before` has not: a new fact, more of them, or one that began later. */
function someoneCame(before: readonly Evidence[], now: readonly Evidence[]): boolean {
  return now.some((found) => {
    if (!SOMEBODY.has(found.fact)) return false;
    const shown = before.find((one) => one.fact === found.fact);
    if (shown === undefined || (found.count ?? 1) > (shown.count ?? 1)) return true;
    return shown.since !== undefined && found.since !== undefined && found.since > shown.since;
  });
}

function rank(judged: Judged): number {
  return FRICTIONS.indexOf(frictionOf(judged.verdict, judged.confidence));
}
