/** The one state from which the live answers, the analytics answers and the pages are all derived. Times are epoch ms. */

/** What a communication is made of. The live API keeps one array per kind on each participant. */
export type Media =
  | 'call'
  | 'callback'
  | 'chat'
  | 'cobrowse'
  | 'email'
  | 'message'
  | 'internalMessage'
  | 'screenshare'
  | 'social'
  | 'video';

/** Every state a communication can be in, over all media (SDK enums; `terminated` is voice only). */
export type LegState =
  | 'alerting'
  | 'dialing'
  | 'contacting'
  | 'offering'
  | 'connected'
  | 'disconnected'
  | 'terminated'
  | 'converting'
  | 'uploading'
  | 'transmitting'
  | 'scheduled'
  | 'parked'
  | 'none';

/** Who a participant is. Inbound e-mail has an `external` where other media have a `customer` (measured). */
export type Purpose =
  | 'acd'
  | 'agent'
  | 'user'
  | 'customer'
  | 'external'
  | 'ivr'
  | 'workflow'
  | 'voicemail'
  | 'outbound';

/** Analytics' segment types that this world uses; the live API writes the same ones capitalised. */
export type SegmentType =
  | 'alert'
  | 'callback'
  | 'delay'
  | 'hold'
  | 'interact'
  | 'ivr'
  | 'parked'
  | 'scheduled'
  | 'system'
  | 'voicemail'
  | 'wrapup';

export interface Segment {
  type: SegmentType;
  startedAt: number;
  endedAt?: number;
  disconnectType?: string;
  wrapUpCode?: string;
}

/** One communication of one participant. Analytics calls it a session. */
export interface Leg {
  id: string;
  media: Media;
  state: LegState;
  initialState?: LegState;
  direction: 'inbound' | 'outbound';
  startedAt: number;
  alertingAt?: number;
  connectedAt?: number;
  endedAt?: number;
  /** In the live API's spelling, for instance `transfer` or `transfer.noanswer`. */
  disconnectType?: string;
  held?: boolean;
  holdStartedAt?: number;
  afterCallWork?: 'notApplicable' | 'skipped' | 'pending' | 'complete';
  afterCallWorkRequired?: boolean;
  parkedAt?: number;
  resumeAt?: number;
  scheduledAt?: number;
  agentOwned?: boolean;
  voicemail?: { id: string; durationSeconds: number };
  /** When each message of an asynchronous message conversation came in. */
  messagesAt?: number[];
  segments: Segment[];
}

export interface Participant {
  id: string;
  purpose: Purpose;
  name?: string;
  userId?: string;
  queueId?: string;
  startedAt: number;
  connectedAt?: number;
  endedAt?: number;
  wrapupRequired: boolean;
  wrapup?: { code: string; name: string; notes?: string; endedAt: number };
  wrapupSkipped?: boolean;
  wrapupTimeoutMs?: number;
  alertingTimeoutMs?: number;
  acwStartedAt?: number;
  acwEndedAt?: number;
  legs: Leg[];
}

/** Where the real-time counters of a queue see a conversation. `since` is when it got there. */
export interface Placement {
  kind: 'waiting' | 'alerting' | 'interacting';
  queueId: string;
  since: number;
  userId?: string;
}

/** Who wrote or rang, as analytics and the activity query tell it. */
export interface Remote {
  name?: string;
  /** The sender's own capitals are kept (measured). */
  addressFrom?: string;
  /** Always lower case (measured). */
  addressTo?: string;
  ani?: string;
  dnis?: string;
  subject?: string;
  messageType?: string;
}

/** The first call of the ladder that works on a conversation for which an accepted POST changes nothing. */
export type Rung = 'DELETE' | 'PATCH media' | 'PATCH participant' | 'never';

/** A conversation. Its participants are built on first sight, so that 100,000 waiting e-mails stay small. */
export class Conversation {
  readonly id: string;
  readonly media: Media;
  readonly direction: 'inbound' | 'outbound';
  readonly startedAt: number;
  readonly remote: Remote;
  readonly priority: number;
  /** Every queue it has been in; the divisions follow from these. */
  readonly queueIds: string[];
  endedAt?: number;
  stubborn?: Rung;
  /** A ghost that the queue's real-time counters no longer know, however open its legs are. */
  uncounted = false;
  /** The live record is gone while analytics still calls it unended. */
  agedOut = false;
  /** When anything about it last changed. */
  changedAt: number;
  /** What a test calls this one, for instance `ghost: agent leg connected`. */
  label?: string;
  /** Who or what ended it. */
  endedBy?: 'our call' | 'customer' | 'agent' | 'system';
  #participants: Participant[] | undefined;
  #build: (self: Conversation) => Participant[];

  constructor(start: {
    id: string;
    media: Media;
    startedAt: number;
    queueIds: string[];
    direction?: 'inbound' | 'outbound';
    remote?: Remote;
    priority?: number;
    label?: string;
    participants: (self: Conversation) => Participant[];
  }) {
    this.id = start.id;
    this.media = start.media;
    this.direction = start.direction ?? 'inbound';
    this.startedAt = start.startedAt;
    this.changedAt = start.startedAt;
    this.remote = start.remote ?? {};
    this.priority = start.priority ?? 0;
    this.queueIds = start.queueIds;
    if (start.label !== undefined) this.label = start.label;
    this.#build = start.participants;
  }

  /** The participants to read only: built for this look and forgotten if nobody has needed them yet. */
  look(): readonly Participant[] {
    return this.#participants ?? this.#build(this);
  }

  get participants(): Participant[] {
    this.#participants ??= this.#build(this);
    return this.#participants;
  }
}

/** True while the communication is neither disconnected nor torn down. */
export function isOpen(leg: Leg): boolean {
  return leg.state !== 'disconnected' && leg.state !== 'terminated' && leg.state !== 'none';
}

/** True for an agent's or another user's participant. */
export function isAgent(participant: Participant): boolean {
  return participant.purpose === 'agent' || participant.purpose === 'user';
}

/** True for the person who wrote or rang. */
export function isCustomer(participant: Participant): boolean {
  return participant.purpose === 'customer' || participant.purpose === 'external';
}

/** True for a participant whose after-call work nobody has finished. */
export function owesWrapup(participant: Participant): boolean {
  if (participant.wrapup || participant.wrapupSkipped) return false;
  return participant.wrapupRequired || participant.legs.some((leg) => leg.afterCallWork === 'pending');
}
