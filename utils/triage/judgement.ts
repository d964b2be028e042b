import { wrapUpFact } from './evidence.ts';
import type { Sides } from './legs.ts';
import type { Advice, Confidence, Evidence, Verdict } from './verdicts.ts';

/** A verdict with what it rests on. `frictionOf(verdict, confidence)` says what it asks for before a send. */
export interface Judgement {
  verdict: Verdict;
  /** The facts, the customer's first, then the agents', then the queue's. */
  evidence: Evidence[];
  confidence: Confidence;
  advice: Advice;
}

/** Whether something has been true for longer than `ms`; false while it is not known since when. */
export type Older = (since: number | undefined, ms: number) => boolean;

/** A judgement that the facts carry firmly. */
export function sure(verdict: Verdict, advice: Advice, evidence: Evidence[]): Judgement {
  return { verdict, evidence, confidence: 'sure', advice };
}

/** A judgement that a person has to look at. */
export function probable(verdict: Verdict, evidence: Evidence[]): Judgement {
  return { verdict, evidence, confidence: 'probable', advice: 'check, then disconnect' };
}

/** What no row covers. */
export function unknown(evidence: Evidence[]): Judgement {
  return sure('unknown', 'leave it alone', evidence);
}

/** A ghost is only probable while an agent who has left still owes a wrap-up: ending it closes that one too. */
export function ghost(sides: Sides, evidence: Evidence[], firm: boolean): Judgement {
  if (sides.owingWrapUp.length > 0) return probable('ghost', [...evidence, wrapUpFact(sides.owingWrapUp)]);
  return firm ? sure('ghost', 'disconnect', evidence) : probable('ghost', evidence);
}
