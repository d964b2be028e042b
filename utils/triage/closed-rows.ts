import { agentFacts, customerFacts, customerGoneSince, fact, wrapUpFact, wrapUpSince } from './evidence.ts';
import { ghost, type Judgement, type Older, probable, sure, unknown } from './judgement.ts';
import { latest, type Sides } from './legs.ts';
import type { Thresholds } from './thresholds.ts';

/** Rows without an open leg: wrap-up pending, a voice leg never released, an orphan, or simply just ending. */
export function nothingOpen(sides: Sides, thresholds: Thresholds, older: Older): Judgement {
  const customer = customerFacts(sides);
  const [owing] = sides.owingWrapUp;
  if (owing !== undefined) {
    const evidence = [...customer, wrapUpFact(sides.owingWrapUp)];
    const allowed =
      latest(sides.owingWrapUp.map((leg) => leg.participant.wrapupTimeoutMs)) ?? thresholds.wrapUpMs;
    const old = older(wrapUpSince(sides.owingWrapUp), allowed);
    return sure('wrap-up pending', old ? 'check, then disconnect' : 'wait for the agent', evidence);
  }
  const since = sides.lastClosedAt;
  const open = fact('nothing open', { since });
  if (since !== undefined && !older(since, thresholds.nothingOpenMs)) {
    return { ...unknown([...customer, open]), advice: 'look again in a minute' };
  }
  if (sides.notReleased.length > 0 && sides.customerGone.length > 0) {
    return ghost(sides, [...customer, ...agentFacts(sides)], customerGoneSince(sides) !== undefined);
  }
  return since === undefined
    ? probable('orphan', [...customer, open])
    : sure('orphan', 'disconnect', [...customer, open]);
}
