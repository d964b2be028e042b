import type {
  Conversation,
  Leg,
  Media,
  Participant,
  Purpose,
  Segment,
  SegmentType,
} from '../world/conversation.ts';
import type { World } from '../world/world.ts';

type Json = Record<string, unknown>;

/** The live API's array of each media. */
export const MEDIA_ARRAYS: Record<Media, string> = {
  call: 'calls',
  callback: 'callbacks',
  chat: 'chats',
  cobrowse: 'cobrowsesessions',
  email: 'emails',
  message: 'messages',
  internalMessage: 'internalMessages',
  screenshare: 'screenshares',
  social: 'socialExpressions',
  video: 'videos',
};

/** These are there even when empty (seen in a captured answer). */
const ALWAYS: Media[] = [
  'call',
  'callback',
  'chat',
  'cobrowse',
  'email',
  'message',
  'screenshare',
  'social',
  'video',
];

const PROVIDERS: Partial<Record<Media, string>> = {
  call: 'Edge',
  callback: 'PureCloud Callback',
  chat: 'PureCloud Webchat v2',
  email: 'PureCloud Email',
  message: 'PureCloud Messaging',
};

const TYPES: Partial<Record<Purpose, string>> = {
  acd: 'ACD',
  ivr: 'IVR',
  workflow: 'Workflow',
  agent: 'Internal',
  user: 'Internal',
};

const SEGMENT_TYPES: Record<SegmentType, string> = {
  alert: 'Alert',
  callback: 'Callback',
  delay: 'Delay',
  hold: 'Hold',
  interact: 'Interact',
  ivr: 'IVR',
  parked: 'Parked',
  scheduled: 'Scheduled',
  system: 'System',
  voicemail: 'Voicemail',
  wrapup: 'Wrapup',
};

/** Epoch ms as the API writes times. */
export function iso(at: number): string {
  return new Date(at).toISOString();
}

/**
 * `GET /conversations/{id}`: the live state. There is no `state` at the top (never filled on read), no `endTime` while somebody
 * is in it, and no e-mail address anywhere.
 */
export function liveConversation(world: World, conversation: Conversation): Json {
  const { remote } = conversation;
  return {
    id: conversation.id,
    startTime: iso(conversation.startedAt),
    ...when('endTime', conversation.endedAt),
    ...(remote.ani === undefined ? {} : { address: remote.ani }),
    participants: conversation.look().map((each) => liveParticipant(world, conversation, each)),
    conversationIds: [],
    recordingState: 'NONE',
    securePause: false,
    divisions: world.divisionIds(conversation).map((id) => ({
      division: { id, selfUri: `/api/v2/authorization/divisions/${id}` },
      entities: conversation.queueIds
        .filter((queueId) => world.organization.queues.get(queueId)?.divisionId === id)
        .map((queueId) => ({ id: queueId, selfUri: `/api/v2/routing/queues/${queueId}` })),
    })),
    selfUri: `/api/v2/conversations/${conversation.id}`,
  };
}

function liveParticipant(world: World, conversation: Conversation, of: Participant): Json {
  const json: Json = {
    id: of.id,
    startTime: iso(of.startedAt),
    ...when('endTime', of.endedAt),
    ...when('connectedTime', of.connectedAt),
    ...(of.name === undefined ? {} : { name: of.name }),
    ...(of.userId === undefined ? {} : { userId: of.userId, userUri: `/api/v2/users/${of.userId}` }),
    ...(of.queueId === undefined
      ? {}
      : { queueId: of.queueId, queueName: world.organization.queues.get(of.queueId)?.name }),
    purpose: of.purpose,
    participantType: TYPES[of.purpose] ?? 'External',
    ...(conversation.remote.ani === undefined
      ? {}
      : { ani: conversation.remote.ani, dnis: conversation.remote.dnis }),
    wrapupRequired: of.wrapupRequired,
    wrapupPrompt: of.wrapupRequired ? 'agentRequested' : 'optional',
    ...(of.wrapupTimeoutMs === undefined ? {} : { wrapupTimeoutMs: of.wrapupTimeoutMs }),
    ...(of.wrapupSkipped === undefined ? {} : { wrapupSkipped: of.wrapupSkipped }),
    ...(of.wrapup === undefined
      ? {}
      : {
          wrapup: {
            code: of.wrapup.code,
            name: of.wrapup.name,
            notes: of.wrapup.notes ?? '',
            endTime: iso(of.wrapup.endedAt),
          },
        }),
    ...(of.alertingTimeoutMs === undefined ? {} : { alertingTimeoutMs: of.alertingTimeoutMs }),
    ...when('startAcwTime', of.acwStartedAt),
    ...when('endAcwTime', of.acwEndedAt),
    ...(of.purpose === 'acd' ? { conversationRoutingData: { priority: conversation.priority } } : {}),
    mediaRoles: ['full'],
    attributes: {},
  };
  for (const media of ALWAYS) json[MEDIA_ARRAYS[media]] = [];
  for (const each of of.legs) {
    const array = json[MEDIA_ARRAYS[each.media]];
    const rendered = liveLeg(conversation, of, each);
    if (Array.isArray(array)) array.push(rendered);
    else json[MEDIA_ARRAYS[each.media]] = [rendered];
  }
  return json;
}

function liveLeg(conversation: Conversation, participant: Participant, of: Leg): Json {
  const peer = participant.purpose === 'customer' ? undefined : conversation.look()[0]?.legs[0]?.id;
  const provider = PROVIDERS[of.media];
  return {
    id: of.id,
    state: of.state,
    initialState: of.initialState ?? 'connected',
    direction: of.direction,
    held: of.held ?? false,
    ...when('startHoldTime', of.held ? of.holdStartedAt : undefined),
    ...when('startAlertingTime', of.alertingAt),
    ...when('connectedTime', of.connectedAt),
    ...when('disconnectedTime', of.endedAt),
    ...(of.disconnectType === undefined ? {} : { disconnectType: of.disconnectType }),
    ...(provider === undefined ? {} : { provider }),
    ...(peer === undefined || peer === of.id ? {} : { peerId: peer }),
    segments: of.segments.map(liveSegment),
    afterCallWork: of.afterCallWork === undefined ? {} : afterCallWork(participant, of.afterCallWork),
    afterCallWorkRequired: of.afterCallWorkRequired ?? false,
    ...mediaFields(conversation, of),
  };
}

function mediaFields(conversation: Conversation, of: Leg): Json {
  switch (of.media) {
    case 'call':
      return { recording: false, recordingState: 'none', muted: false, confined: false, securePause: false };
    case 'callback':
      return {
        callbackNumbers: conversation.remote.ani === undefined ? [] : [conversation.remote.ani],
        callbackUserName: conversation.remote.name ?? '',
        skipEnabled: true,
        externalCampaign: false,
        ...when('callbackScheduledTime', of.scheduledAt),
        ...(of.voicemail === undefined
          ? {}
          : { voicemail: { id: of.voicemail.id, uploadStatus: 'complete' } }),
      };
    case 'email':
      return {
        subject: conversation.remote.subject ?? '',
        messagesSent: 0,
        autoGenerated: false,
        spam: false,
        draftAttachments: [],
        ...when('parkTime', of.parkedAt),
      };
    case 'message':
      return {
        type: conversation.remote.messageType ?? 'webmessaging',
        messages: (of.messagesAt ?? []).map((at, index) => ({
          messageId: `${of.id}-${index}`,
          messageTime: iso(at),
          messageStatus: 'received',
        })),
        ...when('parkTime', of.parkedAt),
        ...when('resumeTime', of.resumeAt),
      };
    default:
      return {};
  }
}

function afterCallWork(participant: Participant, state: string): Json {
  return {
    ...when('startTime', participant.acwStartedAt),
    ...when('endTime', participant.acwEndedAt),
    state,
  };
}

function liveSegment(of: Segment): Json {
  return {
    type: SEGMENT_TYPES[of.type],
    startTime: iso(of.startedAt),
    ...when('endTime', of.endedAt),
    ...(of.endedAt === undefined
      ? {}
      : { howEnded: of.disconnectType === undefined ? 'Interact' : 'Disconnect' }),
    ...(of.disconnectType === undefined ? {} : { disconnectType: of.disconnectType }),
  };
}

function when(name: string, at: number | undefined): Json {
  return at === undefined ? {} : { [name]: iso(at) };
}
