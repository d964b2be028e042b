import { type Conversation, communicationsOf, isClosed, type Leg } from '../genesys/conversation.ts';
import { withAgents } from './agent-rows.ts';
import { nothingOpen } from './closed-rows.ts';
import { agentFacts, customerFacts, fact, lastMessageFacts, unknownState } from './evidence.ts';
import { type Judgement, sure, unknown } from './judgement.ts';
import { latest, type Sides, sidesOf } from './legs.ts';
import { withinQueue, withoutAgentOrQueue } from './queue-rows.ts';
import { DEFAULT_THRESHOLDS, type Thresholds } from './thresholds.ts';
import type { Evidence } from './verdicts.ts';

/**
 * Judges a conversation as the live API gives it. Pure. `now` is epoch ms; a clock that runs ahead of Genesys's
 * makes everything look older than it is by as much.
 *
 * The rows, first match wins: ended · not understood · parked · scheduled or agent-owned · an agent there · waiting ·
 * the customer alone · a flow alone · wrap-up pending · nothing open. Whatever no row covers is `unknown`, which is
 * treated as live. Age alone is never evidence: it only ever says how long something else has been true.
 */
export function triage(
  conversation: Conversation,
  now: number,
  thresholds: Thresholds = DEFAULT_THRESHOLDS,
): Judgement {
  if (conversation.endTime !== undefined) {
    return sure('ended', 'refresh the view', [fact('conversation ended', { since: conversation.endTime })]);
  }
  const sides = sidesOf(conversation);
  const older = (since: number | undefined, ms: number) => since !== undefined && now - since > ms;
  const judged =
    notUnderstood(sides) ??
    parked(conversation) ??
    futureWork(conversation, now) ??
    withAgents(sides, thresholds, older) ??
    withinQueue(sides, thresholds, older) ??
    withoutAgentOrQueue(sides) ??
    nothingOpen(sides, thresholds, older);
  return { ...judged, evidence: [...judged.evidence, ...lastMessageFacts(communicationsOf(conversation))] };
}

function notUnderstood(sides: Sides): Judgement | undefined {
  const [leg] = sides.notUnderstood;
  if (leg !== undefined) return unknown([unknownState(leg), ...customerFacts(sides), ...agentFacts(sides)]);
  // A participant on a medium that is not known yet, or a conversation without anybody: the table covers neither.
  if (sides.legs === 0 || sides.withoutLegs > 0) return unknown([fact('unknown state')]);
  return undefined;
}

function parked(conversation: Conversation): Judgement | undefined {
  const legs = openLegs(conversation).filter(
    ({ communication }) =>
      communication.state === 'parked' ||
      communication.parkTime !== undefined ||
      communication.resumeTime !== undefined,
  );
  const [leg] = legs;
  if (leg === undefined) return undefined;
  const since = latest(legs.map((one) => one.communication.parkTime));
  const until = latest(legs.map((one) => one.communication.resumeTime));
  return sure('parked', 'leave it alone', [fact('parked', { since, until, media: leg.media })]);
}

function futureWork(conversation: Conversation, now: number): Judgement | undefined {
  const legs = openLegs(conversation).filter(({ media }) => media === 'callback');
  const due = latest(legs.map((leg) => leg.communication.callbackScheduledTime));
  const evidence: Evidence[] = [];
  if (legs.some((leg) => leg.communication.state === 'scheduled') || (due !== undefined && due > now)) {
    evidence.push(fact('callback scheduled', { until: due, media: 'callback' }));
  }
  if (legs.some((leg) => leg.communication.agentOwned === true)) {
    evidence.push(fact('callback owned by agent', { media: 'callback' }));
  }
  return evidence.length === 0 ? undefined : sure('scheduled', 'leave it alone', evidence);
}

function openLegs(conversation: Conversation): Leg[] {
  return [...communicationsOf(conversation)].filter((leg) => !isClosed(leg.communication));
}
