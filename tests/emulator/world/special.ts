import type { Conversation, Leg, LegState, Media, Participant, Placement, Rung } from './conversation.ts';
import { isAgent, isCustomer, Conversation as NewConversation } from './conversation.ts';
import { endLeg, endParticipant, leg, participant } from './parts.ts';
import { remoteOf, waitingParticipants } from './waiting.ts';
import type { World } from './world.ts';

/** Each row of the decision table (facts §3.2) and what looks like it but is alive. */
export type Kind =
  | 'ended'
  | 'wrap-up pending'
  | 'ghost: agent leg connected'
  | 'ghost: agent leg alerting'
  | 'ghost: agent leg on hold'
  | 'ghost: agent leg not released'
  | 'ghost in queue'
  | 'ghost: held alone'
  | 'orphan'
  | 'orphan: queue leg left open'
  | 'stuck alert'
  | 'live'
  | 'live on hold'
  | 'parked'
  | 'scheduled callback'
  | 'agent-owned callback'
  | 'voicemail'
  | 'aged out';

export interface SpecialOptions {
  kind: Kind;
  /** Any media: cobrowse, screen share, social, video and internal messages as well as what queues hold. */
  media: Media;
  /** A queue's name or id. */
  queue: string;
  /** An agent's address, name or id; default: the first member of the queue. */
  agent?: string;
  /** How long ago it began, ms; default two hours. */
  ageMs?: number;
  /** How long ago the customer left, the hold began, the alert began; ms, default three quarters of the age. */
  forMs?: number;
  /** An accepted POST changes nothing; this is the first rung that works. */
  stubborn?: Rung;
  /** False: the queue's real-time counters do not know it, though a leg is open. */
  counted?: boolean;
}

interface Cast {
  self: Conversation;
  people: Participant[];
  startedAt: number;
  happenedAt: number;
}

/** Adds one conversation of the given kind. Throws when the media cannot be in that state. */
export function addSpecial(world: World, options: SpecialOptions, now: number): Conversation {
  const { kind, media } = options;
  if (kind === 'ghost: agent leg not released' && media !== 'call') {
    throw new RangeError('Only a call is “disconnected” without being “terminated”.');
  }
  if (
    (kind === 'scheduled callback' || kind === 'agent-owned callback' || kind === 'voicemail') &&
    media !== 'callback'
  ) {
    throw new RangeError(`A ${kind} is a callback.`);
  }
  if (kind === 'parked' && media !== 'email' && media !== 'message') {
    throw new RangeError('Only e-mails and messages can be parked.');
  }
  const queue = world.queue(options.queue);
  const ageMs = options.ageMs ?? 2 * 3_600_000;
  const startedAt = now - ageMs;
  const happenedAt = now - (options.forMs ?? Math.floor(ageMs * 0.75));
  const agentId = options.agent === undefined ? queue.memberIds[0] : world.user(options.agent).id;
  if (agentId === undefined) throw new RangeError(`The queue “${queue.name}” has no members.`);
  const conversation = new NewConversation({
    id: world.random.uuid(),
    media,
    startedAt,
    queueIds: [queue.id],
    remote: remoteOf(world, media, {}, 1),
    label: kind,
    participants: waitingParticipants,
  });
  const cast: Cast = { self: conversation, people: conversation.participants, startedAt, happenedAt };
  const kindOfPlace = stage(cast, kind, { id: agentId, name: world.user(agentId).name }, now);
  if (options.stubborn !== undefined) conversation.stubborn = options.stubborn;
  conversation.uncounted = options.counted === false;
  let placement: Placement | undefined;
  if (kindOfPlace && !conversation.uncounted) {
    placement = {
      kind: kindOfPlace,
      queueId: queue.id,
      since: kindOfPlace === 'waiting' ? startedAt : happenedAt,
    };
    if (kindOfPlace !== 'waiting') placement.userId = agentId;
  }
  world.add(conversation, placement, Math.min(happenedAt, now));
  return conversation;
}

type Agent = { id: string; name: string };

function stage(cast: Cast, kind: Kind, agent: Agent, now: number): Placement['kind'] | undefined {
  const { happenedAt } = cast;
  const joinedAt = cast.startedAt + 60_000;
  switch (kind) {
    case 'live':
      join(cast, agent, 'connected', joinedAt);
      return 'interacting';
    case 'live on hold':
      hold(join(cast, agent, 'connected', joinedAt), now - 30_000);
      return 'interacting';
    case 'ghost: agent leg connected':
      join(cast, agent, 'connected', joinedAt);
      customerGone(cast);
      return 'interacting';
    case 'ghost: agent leg on hold':
      hold(join(cast, agent, 'connected', joinedAt), joinedAt + 30_000);
      customerGone(cast);
      return 'interacting';
    case 'ghost: agent leg alerting':
      join(cast, agent, 'alerting', joinedAt);
      customerGone(cast);
      return 'alerting';
    case 'ghost: agent leg not released': {
      const own = join(cast, agent, 'connected', joinedAt);
      customerGone(cast);
      endLeg(own, happenedAt, 'peer');
      return undefined;
    }
    case 'ghost in queue':
      customerGone(cast);
      return 'waiting';
    case 'ghost: held alone': {
      // Nobody but the agent is left in it: the customer's leg is not there at all, as with a persistent connection.
      hold(join(cast, agent, 'connected', joinedAt), happenedAt);
      const alone = cast.people.filter((each) => !isCustomer(each));
      cast.people.splice(0, cast.people.length, ...alone);
      return 'interacting';
    }
    case 'stuck alert':
      join(cast, agent, 'alerting', happenedAt);
      return 'alerting';
    case 'orphan':
      for (const each of cast.people)
        endParticipant(each, happenedAt, each.purpose === 'acd' ? 'error' : 'endpoint');
      return undefined;
    case 'orphan: queue leg left open':
      // analytics and the live API keep the ACD leg open, the queue no longer counts it
      customerGone(cast);
      return undefined;
    case 'wrap-up pending': {
      const own = join(cast, agent, 'connected', joinedAt);
      for (const each of cast.people) endParticipant(each, happenedAt, 'endpoint');
      own.afterCallWork = 'pending';
      own.afterCallWorkRequired = true;
      own.segments.push({ type: 'wrapup', startedAt: happenedAt });
      for (const each of cast.people) if (isAgent(each)) each.acwStartedAt = happenedAt;
      return undefined;
    }
    case 'parked': {
      const own = join(cast, agent, 'connected', joinedAt);
      own.state = 'parked';
      own.parkedAt = happenedAt;
      if (own.media === 'message') own.resumeAt = now + 86_400_000;
      own.segments.push({ type: 'parked', startedAt: happenedAt });
      return undefined;
    }
    case 'scheduled callback':
      for (const own of openLegs(cast)) {
        own.state = 'scheduled';
        own.scheduledAt = now + 86_400_000;
        own.segments = [{ type: 'scheduled', startedAt: own.startedAt }];
      }
      return undefined;
    case 'agent-owned callback':
      for (const own of openLegs(cast)) {
        own.agentOwned = true;
        own.state = 'scheduled';
        own.scheduledAt = now + 3 * 3_600_000;
        own.segments = [{ type: 'scheduled', startedAt: own.startedAt }];
      }
      return undefined;
    case 'voicemail':
      for (const own of openLegs(cast)) own.voicemail = { id: cast.self.id, durationSeconds: 31 };
      return 'waiting';
    case 'aged out':
      for (const each of cast.people)
        if (each.purpose !== 'acd') endParticipant(each, happenedAt, 'endpoint');
      cast.self.agedOut = true;
      return undefined;
    case 'ended':
      for (const each of cast.people) {
        endParticipant(each, happenedAt, 'endpoint');
        for (const own of each.legs) if (own.media === 'call') own.state = 'terminated';
      }
      cast.self.endedAt = happenedAt;
      cast.self.endedBy = 'agent';
      return undefined;
  }
}

function join(cast: Cast, agent: Agent, state: LegState, at: number): Leg {
  const index = cast.people.length;
  const joined = participant(cast.self, index, {
    purpose: 'agent',
    userId: agent.id,
    name: agent.name,
    startedAt: at,
    wrapupRequired: state === 'connected',
    alertingTimeoutMs: 30_000,
    ...(cast.self.queueIds[0] === undefined ? {} : { queueId: cast.self.queueIds[0] }),
  });
  cast.people.push(joined);
  const own = leg(cast.self, joined, index, {
    state,
    initialState: 'alerting',
    startedAt: at,
    alertingAt: at,
    segments: [{ type: 'alert', startedAt: at }],
  });
  if (state !== 'connected') return own;
  joined.connectedAt = at + 4_000;
  own.connectedAt = at + 4_000;
  own.segments = [
    { type: 'alert', startedAt: at, endedAt: at + 4_000 },
    { type: 'interact', startedAt: at + 4_000 },
  ];
  for (const each of cast.people) if (each.purpose === 'acd') endParticipant(each, at + 4_000, 'transfer');
  return own;
}

function hold(own: Leg, at: number): void {
  own.held = true;
  own.holdStartedAt = at;
  for (const segment of own.segments) segment.endedAt ??= at;
  own.segments.push({ type: 'hold', startedAt: at });
}

/** The far end hung up; a call's own leg is torn down at once, whatever the others do. */
function customerGone(cast: Cast): void {
  for (const each of cast.people) {
    if (!isCustomer(each)) continue;
    endParticipant(each, cast.happenedAt, 'endpoint');
    for (const own of each.legs) if (own.media === 'call') own.state = 'terminated';
  }
}

function openLegs(cast: Cast): Leg[] {
  return cast.people.filter((each) => each.endedAt === undefined).flatMap((each) => each.legs);
}
