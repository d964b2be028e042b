import type { Conversation, Leg, Media, Participant, Segment } from '../world/conversation.ts';
import type { World } from '../world/world.ts';
import { iso } from './live-conversation.ts';

/** Analytics' names of the media; it has none for social expressions. */
export const ANALYTICS_MEDIA: Record<Media, string> = {
  call: 'voice',
  callback: 'callback',
  chat: 'chat',
  cobrowse: 'cobrowse',
  email: 'email',
  internalMessage: 'internalmessage',
  message: 'message',
  screenshare: 'screenshare',
  social: 'unknown',
  video: 'video',
};

const DISCONNECT_TYPES: Record<string, string> = {
  'transfer.conference': 'conferenceTransfer',
  'transfer.consult': 'consultTransfer',
  'transfer.forward': 'forwardTransfer',
  'transfer.noanswer': 'noAnswerTransfer',
  'transfer.notavailable': 'notAvailableTransfer',
  'transport.failure': 'transportFailure',
};

export interface AnalyticsSegment {
  segmentStart: string;
  segmentEnd?: string;
  segmentType: string;
  queueId?: string;
  disconnectType?: string;
  subject?: string;
  wrapUpCode?: string;
  conference: boolean;
}

export interface AnalyticsSession {
  sessionId: string;
  mediaType: string;
  segments: AnalyticsSegment[];
  [field: string]: unknown;
}

export interface AnalyticsParticipant {
  participantId: string;
  purpose: string;
  participantName?: string;
  userId?: string;
  sessions: AnalyticsSession[];
}

export interface AnalyticsConversation {
  conversationId: string;
  conversationStart: string;
  conversationEnd?: string;
  originatingDirection: string;
  divisionIds: string[];
  participants: AnalyticsParticipant[];
}

/**
 * What the details query tells of a conversation, as it was at `asOf` (epoch ms): later ends are still open, later
 * participants not yet there. Open is what has no `segmentEnd` and no `conversationEnd`.
 */
export function analyticsConversation(
  world: World,
  conversation: Conversation,
  asOf: number,
): AnalyticsConversation {
  const participants: AnalyticsParticipant[] = [];
  for (const each of conversation.look()) {
    if (each.startedAt > asOf) continue;
    participants.push({
      participantId: each.id,
      purpose: each.purpose,
      ...(each.name === undefined ? {} : { participantName: each.name }),
      ...(each.userId === undefined ? {} : { userId: each.userId }),
      sessions: each.legs.map((own) => session(conversation, each, own, asOf)),
    });
  }
  const ended = conversation.endedAt !== undefined && conversation.endedAt <= asOf && !conversation.agedOut;
  return {
    conversationId: conversation.id,
    conversationStart: iso(conversation.startedAt),
    ...(ended ? { conversationEnd: iso(conversation.endedAt ?? asOf) } : {}),
    originatingDirection: conversation.direction,
    divisionIds: world.divisionIds(conversation),
    participants,
  };
}

function session(
  conversation: Conversation,
  participant: Participant,
  of: Leg,
  asOf: number,
): AnalyticsSession {
  const { remote } = conversation;
  return {
    sessionId: of.id,
    mediaType: ANALYTICS_MEDIA[of.media],
    ...(remote.messageType === undefined ? {} : { messageType: remote.messageType }),
    direction: of.direction,
    ...(remote.addressFrom === undefined ? {} : { addressFrom: remote.addressFrom }),
    ...(remote.addressTo === undefined ? {} : { addressTo: remote.addressTo }),
    ...(remote.ani === undefined ? {} : { ani: remote.ani, remote: remote.ani }),
    ...(remote.dnis === undefined ? {} : { dnis: remote.dnis }),
    ...(remote.name === undefined ? {} : { remoteNameDisplayable: remote.name }),
    ...(of.media === 'callback' && remote.ani !== undefined ? { callbackNumbers: [remote.ani] } : {}),
    ...(of.scheduledAt === undefined ? {} : { callbackScheduledTime: iso(of.scheduledAt) }),
    ...(of.agentOwned ? { agentOwned: true } : {}),
    metrics: [],
    segments: of.segments
      .filter((each) => each.startedAt <= asOf)
      .map((each) => segment(conversation, participant, each, asOf)),
  };
}

function segment(
  conversation: Conversation,
  participant: Participant,
  of: Segment,
  asOf: number,
): AnalyticsSegment {
  const ended = of.endedAt !== undefined && of.endedAt <= asOf ? of.endedAt : undefined;
  return {
    segmentStart: iso(of.startedAt),
    ...(ended === undefined ? {} : { segmentEnd: iso(ended) }),
    segmentType: of.type,
    ...(participant.queueId === undefined ? {} : { queueId: participant.queueId }),
    ...(ended === undefined || of.disconnectType === undefined
      ? {}
      : { disconnectType: DISCONNECT_TYPES[of.disconnectType] ?? of.disconnectType }),
    ...(conversation.remote.subject === undefined ? {} : { subject: conversation.remote.subject }),
    ...(ended === undefined || of.wrapUpCode === undefined ? {} : { wrapUpCode: of.wrapUpCode }),
    conference: false,
  };
}
