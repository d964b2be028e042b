import type { Leg } from '../genesys/conversation.ts';
import { agentFacts, customerFacts, customerGoneSince, fact, wrapUpFact, wrapUpSince } from './evidence.ts';
import { ghost, type Judgement, type Older, probable, sure, unknown } from './judgement.ts';
import { latest, type Sides } from './legs.ts';
import type { Thresholds } from './thresholds.ts';

/** Rows without an open leg: wrap-up pending, a voice leg never released, an orphan, or simply just ending. */
export function nothingOpen(sides: Sides, thresholds: Thresholds, older: Older): Judgement {
  const customer = customerFacts(sides);
  const since = sides.lastClosedAt;
  const justClosed = since !== undefined && !older(since, thresholds.nothingOpenMs);
  // A wrap-up that is owed but never began is no after-call work: the leg before it was not released.
  const notReleased = sides.notReleased.length > 0 && sides.customerGone.length > 0 && !justClosed;
  if (sides.owingWrapUp.length > 0 && !(notReleased && !sides.owingWrapUp.some(hasBegunWrapUp))) {
    const allowed =
      latest(sides.owingWrapUp.map((leg) => leg.participant.wrapupTimeoutMs)) ?? thresholds.wrapUpMs;
    const old = older(wrapUpSince(sides.owingWrapUp), allowed);
    const evidence = [...customer, wrapUpFact(sides.owingWrapUp)];
    return sure('wrap-up pending', old ? 'check, then disconnect' : 'wait for the agent', evidence);
  }
  if (notReleased) {
    return ghost(sides, [...customer, ...agentFacts(sides)], customerGoneSince(sides) !== undefined);
  }
  const evidence = [...customer, fact('nothing open', { since })];
  if (justClosed) return { ...unknown(evidence), advice: 'look again in a minute' };
  return since === undefined ? probable('orphan', evidence) : sure('orphan', 'disconnect', evidence);
}

function hasBegunWrapUp({ communication, participant }: Leg): boolean {
  if (communication.afterCallWork?.state === 'pending') return true;
  return participant.startAcwTime !== undefined && participant.endAcwTime === undefined;
}
