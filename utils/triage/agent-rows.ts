import type { Leg } from '../genesys/conversation.ts';
import {
  agentFacts,
  alertingSince,
  customerFacts,
  customerGoneSince,
  hasVoicemail,
  isAlerting,
  isHeld,
  needsItsCustomer,
  queueFacts,
  unknownState,
} from './evidence.ts';
import { ghost, type Judgement, type Older, probable, sure, unknown } from './judgement.ts';
import { latest, type Sides } from './legs.ts';
import type { Thresholds } from './thresholds.ts';

/** Rows with an open leg of an agent: live, ghost, held alone, stuck alert. */
export function withAgents(sides: Sides, thresholds: Thresholds, older: Older): Judgement | undefined {
  const { agent, customer, flow, queue } = sides.open;
  if (agent.length === 0) return undefined;
  const evidence = [...customerFacts(sides), ...agentFacts(sides), ...queueFacts(sides)];
  const live = sure('live', 'leave it alone', evidence);
  // An alert of an e-mail or a callback is judged by its age alone: it rings just as well without the other side.
  const onlyAlerting = agent.every(isAlerting) && (customer.length > 0 || !agent.every(needsItsCustomer));
  if (onlyAlerting) {
    const stuck = agent.every((leg) => {
      const timeoutMs = leg.participant.alertingTimeoutMs ?? thresholds.alertingTimeoutMs;
      return older(alertingSince([leg]), timeoutMs * thresholds.alertingTimeouts);
    });
    return stuck ? sure('stuck alert', 'check, then disconnect', evidence) : live;
  }
  if (customer.length > 0) return live;
  if (flow.length > 0) return unknown([...evidence, unknownState(flow[0])]);
  if (agent.some(isBusy) || canTalkToEachOther(agent) || [...agent, ...queue].some(hasVoicemail)) return live;
  if (sides.customerGone.length === 0) {
    const heldSince = latest(agent.map((leg) => leg.communication.startHoldTime));
    const alone = queue.length === 0 && agent.every(isHeld) && older(heldSince, thresholds.heldAloneMs);
    return alone ? probable('ghost', evidence) : live;
  }
  // A caller hangs up before being called back: only a callback leg that was there and closed says that it is over.
  const callbacks = agent.filter((leg) => leg.media === 'callback');
  if (callbacks.length > 0 && !sides.customerGone.some((leg) => leg.media === 'callback')) return live;
  const since = customerGoneSince(sides);
  if (since !== undefined && !older(since, thresholds.customerGoneMs)) {
    return sure('live', 'look again in a minute', evidence);
  }
  const firm = since !== undefined && agent.every(needsItsCustomer);
  return ghost(sides, evidence, firm);
}

function isBusy({ communication: { state } }: Leg): boolean {
  return state === 'converting' || state === 'uploading' || state === 'transmitting';
}

/** Media on which agents talk to each other. */
const TALKED_ON = new Set<Leg['media']>(['voice', 'video', 'internalmessage']);

/** Two agents may go on talking after the customer has left. */
function canTalkToEachOther(agents: readonly Leg[]): boolean {
  const talking = agents.filter((leg) => !isAlerting(leg) && TALKED_ON.has(leg.media));
  return new Set(talking.map((leg) => leg.participant)).size > 1;
}
