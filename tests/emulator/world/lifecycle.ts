import type { Conversation, Participant, Placement } from './conversation.ts';
import { isAgent, isCustomer, isOpen, owesWrapup } from './conversation.ts';
import { endParticipant, leg, nextSegment, participant } from './parts.ts';
import type { World } from './world.ts';

/** The code that the platform puts on after-call work which it closes itself (facts: only POST disconnect is said to). */
export const SYSTEM_WRAPUP = { code: 'c0de0000-0000-4000-8000-0000000005e5', name: 'System wrap-up' };

/** Offers a waiting conversation to an agent: its leg alerts, and the conversation is still in the queue. */
export function alertAgent(world: World, conversation: Conversation, userId: string, at: number): boolean {
  const place = world.now.placement(conversation.id);
  if (place?.kind !== 'waiting') return false;
  const index = conversation.participants.length;
  const agent = participant(conversation, index, {
    purpose: 'agent',
    userId,
    name: world.user(userId).name,
    queueId: place.queueId,
    startedAt: at,
    alertingTimeoutMs: conversation.media === 'call' ? 8_000 : 30_000,
  });
  conversation.participants.push(agent);
  leg(conversation, agent, index, {
    state: 'alerting',
    initialState: 'alerting',
    startedAt: at,
    alertingAt: at,
    segments: [{ type: 'alert', startedAt: at }],
  });
  world.moved(conversation, { kind: 'alerting', queueId: place.queueId, since: place.since, userId }, at);
  return true;
}

/** The alerted agent takes it: the ACD leg is left behind as `disconnected`, not yet torn down. */
export function answer(world: World, conversation: Conversation, at: number): boolean {
  const place = world.now.placement(conversation.id);
  const agent = conversation.participants.findLast((each) => isAgent(each) && each.endedAt === undefined);
  if (place?.kind !== 'alerting' || !agent) return false;
  agent.connectedAt = at;
  agent.wrapupRequired = true;
  for (const each of agent.legs) {
    each.state = 'connected';
    each.connectedAt = at;
    nextSegment(each, 'interact', at);
  }
  for (const each of conversation.participants) {
    if (each.purpose === 'acd' && each.endedAt === undefined) endParticipant(each, at, 'transfer');
  }
  const placement: Placement = { kind: 'interacting', queueId: place.queueId, since: at };
  if (agent.userId !== undefined) placement.userId = agent.userId;
  world.moved(conversation, placement, at);
  return true;
}

/** The alerted agent does not take it: it waits again, as long as before. */
export function ignoreAlert(world: World, conversation: Conversation, at: number): boolean {
  const place = world.now.placement(conversation.id);
  if (place?.kind !== 'alerting') return false;
  for (const each of conversation.participants) {
    if (isAgent(each) && each.endedAt === undefined) endParticipant(each, at, 'transfer.noanswer');
  }
  world.moved(conversation, { kind: 'waiting', queueId: place.queueId, since: place.since }, at);
  return true;
}

/** The customer leaves. What waits is abandoned and ends; what an agent is on ends too, and leaves after-call work. */
export function customerLeaves(world: World, conversation: Conversation, at: number): boolean {
  if (conversation.endedAt !== undefined) return false;
  for (const each of conversation.participants) if (isCustomer(each)) endParticipant(each, at, 'peer');
  finish(world, conversation, at, 'endpoint', 'customer', 'after-call work stays');
  return true;
}

/** The agent closes it and wraps up. */
export function agentFinishes(world: World, conversation: Conversation, at: number): boolean {
  if (conversation.endedAt !== undefined) return false;
  for (const each of conversation.participants) {
    if (isAgent(each) && owesWrapup(each)) wrapUp(each, { code: 'resolved', name: 'Resolved' }, at);
  }
  finish(world, conversation, at, 'client', 'agent', 'after-call work stays');
  return true;
}

/** Closes one participant's after-call work with a code. */
export function wrapUp(
  of: Participant,
  code: { code: string; name: string; notes?: string },
  at: number,
): void {
  of.wrapup = { ...code, endedAt: at };
  of.acwStartedAt ??= at;
  of.acwEndedAt = at;
  for (const each of of.legs) {
    if (each.afterCallWork !== 'pending') continue;
    each.afterCallWork = 'complete';
    for (const segment of each.segments) {
      if (segment.type !== 'wrapup' || segment.endedAt !== undefined) continue;
      segment.endedAt = at;
      segment.wrapUpCode = code.code;
    }
  }
}

/**
 * Everybody leaves at once. The conversation has ended when nobody is in it and no after-call work is open; whether open
 * after-call work is closed with a system code is what tells POST disconnect from the lighter ways.
 */
export function finish(
  world: World,
  conversation: Conversation,
  at: number,
  disconnectType: string,
  by: NonNullable<Conversation['endedBy']>,
  wrapup: 'system wrap-up code' | 'after-call work stays',
): void {
  if (conversation.endedAt !== undefined) return;
  for (const each of conversation.participants) {
    const wasConnected = each.legs.some((one) => one.state === 'connected');
    endParticipant(each, at, disconnectType);
    if (!isAgent(each) || !owesWrapup(each)) continue;
    if (wrapup === 'system wrap-up code') wrapUp(each, SYSTEM_WRAPUP, at);
    else if (wasConnected) beginAfterCallWork(each, at);
    else if (each.acwStartedAt === undefined) each.wrapupRequired = false;
  }
  endIfEmpty(world, conversation, at, by);
}

/** Ends the conversation when nobody is in it any more and nothing is owed; torn-down voice legs become `terminated`. */
export function endIfEmpty(
  world: World,
  conversation: Conversation,
  at: number,
  by: NonNullable<Conversation['endedBy']>,
): void {
  if (conversation.endedAt !== undefined) return;
  const { participants } = conversation;
  const somebodyLeft = participants.some((each) => each.legs.some(isOpen));
  const owed = participants.some(owesWrapup);
  if (!somebodyLeft && !owed) {
    conversation.endedAt = at;
    conversation.endedBy = by;
    for (const each of participants) {
      each.endedAt ??= at;
      for (const one of each.legs) if (one.media === 'call') one.state = 'terminated';
    }
  }
  world.moved(conversation, somebodyLeft ? placementAfter(world, conversation) : undefined, at);
}

/** Where the counters see what is left when one participant has gone. */
function placementAfter(world: World, conversation: Conversation): Placement | undefined {
  const before = world.now.placement(conversation.id);
  if (!before || conversation.participants.some((each) => isAgent(each) && each.legs.some(isOpen)))
    return before;
  const queued = conversation.participants.some((each) => each.purpose === 'acd' && each.legs.some(isOpen));
  return queued ? { kind: 'waiting', queueId: before.queueId, since: before.since } : undefined;
}

/** The customer writes once more within the threading window: the same id is alive again and waits where it waited. */
export function reopen(world: World, conversation: Conversation, at: number): boolean {
  const queueId = conversation.queueIds[0];
  if (conversation.endedAt === undefined || queueId === undefined) return false;
  delete conversation.endedAt;
  delete conversation.endedBy;
  const purpose = conversation.media === 'email' ? 'external' : 'customer';
  for (const who of [purpose, 'acd'] as const) {
    const index = conversation.participants.length;
    const joined = participant(conversation, index, { purpose: who, startedAt: at, connectedAt: at });
    if (who === 'acd') joined.queueId = queueId;
    conversation.participants.push(joined);
    leg(conversation, joined, index, { state: 'connected', startedAt: at });
  }
  world.moved(conversation, { kind: 'waiting', queueId, since: at }, at);
  return true;
}

function beginAfterCallWork(of: Participant, at: number): void {
  of.acwStartedAt = at;
  for (const each of of.legs) {
    each.afterCallWork = 'pending';
    each.afterCallWorkRequired = true;
    each.segments.push({ type: 'wrapup', startedAt: at });
  }
}
