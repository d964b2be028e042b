import {
  type Conversation,
  communicationsOf,
  isClosed,
  type Leg,
  wrapUpPending,
} from '../genesys/conversation.ts';

/** Who a leg belongs to. `flow` is the platform's own: menus, bots, workflows, diallers. */
type Side = 'customer' | 'agent' | 'queue' | 'flow';

/** Purposes by side. Inbound e-mail has `external` where other media have `customer` (measured): both are accepted. */
const SIDE_OF_PURPOSE: Readonly<Record<string, Side>> = {
  customer: 'customer',
  external: 'customer',
  agent: 'agent',
  user: 'agent',
  group: 'agent',
  station: 'agent',
  acd: 'queue',
  ivr: 'flow',
  workflow: 'flow',
  botflow: 'flow',
  voicemail: 'flow',
  voicesurveyflow: 'flow',
  api: 'flow',
  inbound: 'flow',
  fax: 'flow',
  campaign: 'flow',
  dialer: 'flow',
  outbound: 'flow',
};

/** The states every medium may be in; the ones that only some media know are judged in `isKnownState`. */
const KNOWN_STATES = new Set([
  'alerting',
  'dialing',
  'contacting',
  'offering',
  'connected',
  'disconnected',
  'converting',
  'uploading',
  'transmitting',
  'none',
]);

/** A conversation's legs, sorted by whose they are and whether they are open. */
export interface Sides {
  /** Open legs by side. Of the customer's only those whose participant has not left. */
  open: Readonly<Record<Side, readonly Leg[]>>;
  /** The customer's legs that are over, or whose participant has left. */
  customerGone: readonly Leg[];
  /** Voice legs of agents that are `disconnected` but never torn down, their participant still being there. */
  notReleased: readonly Leg[];
  /** Closed legs of agents who have nothing open and still owe a wrap-up. */
  owingWrapUp: readonly Leg[];
  /** Legs in a state the table does not know, and open legs of a purpose it does not know. */
  notUnderstood: readonly Leg[];
  /** Participants who have not left and have no leg on any medium that is known. */
  withoutLegs: number;
  legs: number;
  /** When the last closed leg closed (epoch ms); undefined when no leg tells. */
  lastClosedAt: number | undefined;
}

/** Sorts the legs. The order of participants does not matter to any reader of the result. */
export function sidesOf(conversation: Conversation): Sides {
  const open: Record<Side, Leg[]> = { customer: [], agent: [], queue: [], flow: [] };
  const customerGone: Leg[] = [];
  const notUnderstood: Leg[] = [];
  const closedOfAgents: Leg[] = [];
  let legs = 0;
  let lastClosedAt: number | undefined;
  const withLegs = new Set<Leg['participant']>();
  for (const leg of communicationsOf(conversation)) {
    legs += 1;
    withLegs.add(leg.participant);
    const side = sideOf(leg);
    if (!isKnownState(leg)) {
      notUnderstood.push(leg);
    } else if (isClosed(leg.communication)) {
      lastClosedAt = latest([lastClosedAt, closedAt(leg)]);
      if (side === 'customer') customerGone.push(leg);
      if (side === 'agent') closedOfAgents.push(leg);
    } else if (side === undefined) {
      notUnderstood.push(leg);
    } else if (side === 'customer' && leg.participant.endTime !== undefined) {
      customerGone.push(leg);
    } else {
      open[side].push(leg);
    }
  }
  const busy = new Set(open.agent.map((leg) => leg.participant));
  const idle = closedOfAgents.filter((leg) => !busy.has(leg.participant));
  return {
    open,
    customerGone,
    notUnderstood,
    notReleased: idle.filter(isNotReleased),
    owingWrapUp: idle.filter(wrapUpPending),
    withoutLegs: conversation.participants.filter((one) => !withLegs.has(one) && one.endTime === undefined)
      .length,
    legs,
    lastClosedAt,
  };
}

/** When a leg closed (epoch ms), by the leg, else its participant, else its last segment. */
export function closedAt({ communication, participant }: Leg): number | undefined {
  return (
    communication.disconnectedTime ??
    participant.endTime ??
    latest(communication.segments.map((segment) => segment.endTime))
  );
}

/** When a leg was answered, or else began (epoch ms). */
export function connectedAt({ communication, participant }: Leg): number | undefined {
  return communication.connectedTime ?? participant.connectedTime ?? participant.startTime;
}

/** The latest of some times, leaving out the ones that are not told. */
export function latest(times: readonly (number | undefined)[]): number | undefined {
  const told = times.filter((time) => time !== undefined);
  return told.length === 0 ? undefined : told.reduce((a, b) => Math.max(a, b));
}

/** The earliest of some times, leaving out the ones that are not told. */
export function earliest(times: readonly (number | undefined)[]): number | undefined {
  const told = times.filter((time) => time !== undefined);
  return told.length === 0 ? undefined : told.reduce((a, b) => Math.min(a, b));
}

function sideOf({ participant }: Leg): Side | undefined {
  const { purpose } = participant;
  return purpose !== undefined && Object.hasOwn(SIDE_OF_PURPOSE, purpose)
    ? SIDE_OF_PURPOSE[purpose]
    : undefined;
}

function isKnownState({ media, communication: { state } }: Leg): boolean {
  switch (state) {
    case undefined:
      return false;
    case 'terminated':
      return media === 'voice';
    case 'scheduled':
      return media === 'callback';
    case 'parked':
      return media === 'email' || media === 'message';
    default:
      return KNOWN_STATES.has(state);
  }
}

/** On a call `disconnected` says that the far end is gone; only `terminated` says that the leg is torn down. */
function isNotReleased({ media, communication, participant }: Leg): boolean {
  return media === 'voice' && communication.state === 'disconnected' && participant.endTime === undefined;
}
