import type { Leg } from '../genesys/conversation.ts';
import { closedAt, connectedAt, earliest, latest, type Sides } from './legs.ts';
import type { Evidence } from './verdicts.ts';

/** A piece of evidence without the fields that are not known. */
export function fact(
  name: Evidence['fact'],
  fields: { [Key in keyof Evidence]?: Evidence[Key] | undefined } = {},
): Evidence {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return { fact: name, ...Object.fromEntries(known) };
}

/** Where the customer is: there since, gone since, or never seen. `since` is when the last of them came or went. */
export function customerFacts(sides: Sides): Evidence[] {
  const [here] = sides.open.customer;
  if (here !== undefined) {
    const since = latest(sides.open.customer.map(connectedAt));
    return [fact('customer connected', { since, media: here.media, purpose: here.participant.purpose })];
  }
  const [gone] = sides.customerGone;
  if (gone === undefined) return [fact('customer absent')];
  return [
    fact('customer left', {
      since: customerGoneSince(sides),
      media: gone.media,
      purpose: gone.participant.purpose,
    }),
  ];
}

/** When the last of the customer's legs was over (epoch ms); undefined when one of them does not tell. */
export function customerGoneSince(sides: Sides): number | undefined {
  const times = sides.customerGone.map(closedAt);
  return times.includes(undefined) ? undefined : latest(times);
}

/**
 * What the agents' legs do. `since` of a connected one is the newest answer, so that an agent who joins between
 * two reads shows up as a newer fact.
 */
export function agentFacts(sides: Sides): Evidence[] {
  const facts: Evidence[] = [];
  const alerting = sides.open.agent.filter(isAlerting);
  const held = sides.open.agent.filter((leg) => !isAlerting(leg) && isHeld(leg));
  const talking = sides.open.agent.filter((leg) => !isAlerting(leg) && !isHeld(leg));
  const [talker] = talking;
  if (talker !== undefined) {
    const since = latest(talking.map(connectedAt));
    facts.push(
      fact('agent connected', {
        since,
        media: talker.media,
        purpose: talker.participant.purpose,
        ...many(talking),
      }),
    );
  }
  const [holder] = held;
  if (holder !== undefined) {
    const since = latest(held.map((leg) => leg.communication.startHoldTime));
    facts.push(fact('agent on hold', { since, media: holder.media, ...many(held) }));
  }
  const [ringing] = alerting;
  if (ringing !== undefined) {
    facts.push(
      fact('agent alerting', { since: alertingSince(alerting), media: ringing.media, ...many(alerting) }),
    );
  }
  if (sides.open.agent.length === 0 && sides.notReleased.length > 0) {
    facts.push(
      fact('agent not released', { since: latest(sides.notReleased.map(closedAt)), media: 'voice' }),
    );
  }
  return facts;
}

/** The queue's view: since when it waits there, and whether a voicemail does. */
export function queueFacts(sides: Sides): Evidence[] {
  const [waiting] = sides.open.queue;
  if (waiting === undefined) return [];
  const since = earliest(sides.open.queue.map(connectedAt));
  const without = sides.open.customer.length === 0 && needsItsCustomer(waiting);
  const facts = [
    fact(without ? 'queued without customer' : 'waiting in queue', { since, media: waiting.media }),
  ];
  if (sides.open.queue.some(hasVoicemail)) facts.push(fact('voicemail waiting', { since }));
  return facts;
}

/** When a message conversation last heard anything: told, but never weighed, since messaging is asynchronous. */
export function lastMessageFacts(legs: Iterable<Leg>): Evidence[] {
  const times: (number | undefined)[] = [];
  for (const { media, communication } of legs) {
    if (media === 'message') times.push(...communication.messages.map((one) => one.messageTime));
  }
  const since = latest(times);
  return since === undefined ? [] : [fact('last message', { since, media: 'message' })];
}

/** Since when the newest alert rings (epoch ms). */
export function alertingSince(legs: readonly Leg[]): number | undefined {
  return latest(legs.map((leg) => leg.communication.startAlertingTime ?? leg.participant.startTime));
}

export function isAlerting(leg: Leg): boolean {
  return leg.communication.state === 'alerting';
}

export function isHeld(leg: Leg): boolean {
  return leg.communication.held === true;
}

/** Whether a queued leg carries a voicemail: a voicemail in a queue is a callback that holds one. */
export function hasVoicemail(leg: Leg): boolean {
  return leg.communication.voicemail !== undefined;
}

/**
 * Whether a leg makes no sense without its customer on the other side. An e-mail or a callback waits just as
 * well when its sender or caller has left.
 */
export function needsItsCustomer({ media }: Leg): boolean {
  return media !== 'email' && media !== 'callback';
}

/** Since when a wrap-up is owed (epoch ms). */
export function wrapUpSince(legs: readonly Leg[]): number | undefined {
  return latest(
    legs.map(
      (leg) => leg.participant.startAcwTime ?? leg.communication.afterCallWork?.startTime ?? closedAt(leg),
    ),
  );
}

/** An agent who has left owes a wrap-up. */
export function wrapUpFact(legs: readonly Leg[]): Evidence {
  return fact('wrap-up pending', { since: wrapUpSince(legs), media: legs[0]?.media });
}

/** A leg that the table does not know what to make of. */
export function unknownState(leg: Leg | undefined): Evidence {
  return fact('unknown state', {
    state: leg?.communication.state,
    media: leg?.media,
    purpose: leg?.participant.purpose,
  });
}

function many(legs: readonly Leg[]): { count?: number } {
  const count = new Set(legs.map((leg) => leg.participant)).size;
  return count > 1 ? { count } : {};
}
