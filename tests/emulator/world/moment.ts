import type { Conversation } from './conversation.ts';
import { isAgent, isCustomer, isOpen, owesWrapup } from './conversation.ts';

/** What a conversation is at one instant, in one word, for the truth a test asserts on. */
export type Moment =
  | 'ended'
  | 'parked'
  | 'scheduled'
  | 'agent connected'
  | 'alerting'
  | 'waiting'
  | 'wrap-up pending'
  | 'customer only'
  | 'nothing open';

export interface MomentNow {
  moment: Moment;
  /** An agent's leg is connected at this instant. */
  agentConnected: boolean;
  /** A customer's leg is connected at this instant. */
  customerConnected: boolean;
}

/** Judges the state as it is, for the record only: it is no triage and takes no age into account. */
export function momentOf(conversation: Conversation): MomentNow {
  let agentConnected = false;
  let customerConnected = false;
  let alerting = false;
  let queued = false;
  let parked = false;
  let scheduled = false;
  let owes = false;
  if (conversation.endedAt === undefined) {
    for (const participant of conversation.look()) {
      owes ||= owesWrapup(participant);
      for (const leg of participant.legs) {
        if (!isOpen(leg)) continue;
        parked ||= leg.state === 'parked';
        scheduled ||= leg.state === 'scheduled';
        if (isCustomer(participant)) customerConnected ||= leg.state === 'connected';
        if (participant.purpose === 'acd') queued ||= leg.state === 'connected';
        if (!isAgent(participant)) continue;
        if (leg.state === 'alerting' || leg.state === 'dialing') alerting = true;
        else agentConnected ||= leg.state === 'connected';
      }
    }
  }
  const word = (): Moment => {
    if (conversation.endedAt !== undefined) return 'ended';
    if (parked) return 'parked';
    if (scheduled) return 'scheduled';
    if (agentConnected) return 'agent connected';
    if (alerting) return 'alerting';
    if (queued) return 'waiting';
    if (customerConnected) return 'customer only';
    return owes ? 'wrap-up pending' : 'nothing open';
  };
  return { moment: word(), agentConnected, customerConnected };
}
