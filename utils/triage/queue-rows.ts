import {
  customerFacts,
  customerGoneSince,
  hasVoicemail,
  needsItsCustomer,
  queueFacts,
  unknownState,
} from './evidence.ts';
import { ghost, type Judgement, type Older, sure, unknown } from './judgement.ts';
import type { Sides } from './legs.ts';
import type { Thresholds } from './thresholds.ts';

/** Rows with an open queue leg and no agent: waiting, or a ghost in the queue. */
export function withinQueue(sides: Sides, thresholds: Thresholds, older: Older): Judgement | undefined {
  const { queue, customer, flow } = sides.open;
  if (queue.length === 0) return undefined;
  const evidence = [...customerFacts(sides), ...queueFacts(sides)];
  const waiting = sure('waiting', 'your decision', evidence);
  if (customer.length > 0 || sides.customerGone.length === 0) return waiting;
  if (!queue.every(needsItsCustomer) || queue.some(hasVoicemail)) return waiting;
  const since = customerGoneSince(sides);
  if (since !== undefined && !older(since, thresholds.customerGoneMs)) {
    return { ...waiting, advice: 'look again in a minute' };
  }
  if (flow.length > 0) return unknown([...evidence, unknownState(flow[0])]);
  return ghost(sides, evidence, since !== undefined);
}

/** The customer alone, perhaps in a menu or between two queues, is live; a flow without one is not understood. */
export function withoutAgentOrQueue(sides: Sides): Judgement | undefined {
  const { customer, flow } = sides.open;
  if (customer.length > 0) return sure('live', 'leave it alone', customerFacts(sides));
  if (flow.length > 0) return unknown([...customerFacts(sides), unknownState(flow[0])]);
  return undefined;
}
