import * as z from 'zod/mini';
import { answerOf, instant, listOf, text } from './answer.ts';

/** A span in a communication's life, as the live API tells it (types are capitalised there: `Interact`). */
const segmentSchema = z.looseObject({
  type: text,
  startTime: z.optional(instant),
  endTime: z.optional(instant),
  howEnded: text,
  disconnectType: text,
});

const afterCallWorkSchema = z.looseObject({
  state: text,
  startTime: z.optional(instant),
  endTime: z.optional(instant),
});

const communicationSchema = z.looseObject({
  id: text,
  state: text,
  initialState: text,
  direction: text,
  provider: text,
  peerId: text,
  held: z.optional(z.boolean()),
  startHoldTime: z.optional(instant),
  startAlertingTime: z.optional(instant),
  connectedTime: z.optional(instant),
  disconnectedTime: z.optional(instant),
  disconnectType: text,
  segments: listOf(segmentSchema),
  wrapup: z.optional(z.looseObject({ code: text, endTime: z.optional(instant) })),
  afterCallWork: z.optional(afterCallWorkSchema),
  afterCallWorkRequired: z.optional(z.boolean()),
  parkTime: z.optional(instant),
  resumeTime: z.optional(instant),
  subject: text,
  callbackNumbers: z.optional(z.array(z.string())),
  callbackScheduledTime: z.optional(instant),
  agentOwned: z.optional(z.boolean()),
  voicemail: z.optional(z.looseObject({ id: text, uploadStatus: text })),
  messages: listOf(z.looseObject({ messageTime: z.optional(instant) })),
});

/** One communication: a leg of one participant on one medium. Times are epoch ms. */
export type Communication = z.infer<typeof communicationSchema>;

const communications = listOf(communicationSchema);

const participantSchema = z.looseObject({
  id: text,
  name: text,
  purpose: text,
  participantType: text,
  userId: text,
  queueId: text,
  queueName: text,
  address: text,
  ani: text,
  dnis: text,
  startTime: z.optional(instant),
  connectedTime: z.optional(instant),
  endTime: z.optional(instant),
  wrapupRequired: z.optional(z.boolean()),
  wrapupPrompt: text,
  wrapupTimeoutMs: z.optional(z.number()),
  wrapupSkipped: z.optional(z.boolean()),
  wrapup: z.optional(z.looseObject({ code: text, endTime: z.optional(instant) })),
  startAcwTime: z.optional(instant),
  endAcwTime: z.optional(instant),
  alertingTimeoutMs: z.optional(z.number()),
  calls: communications,
  callbacks: communications,
  chats: communications,
  cobrowsesessions: communications,
  emails: communications,
  messages: communications,
  internalMessages: communications,
  screenMonitorings: communications,
  screenshares: communications,
  socialExpressions: communications,
  videos: communications,
});

/** A participant with its communications by medium. Times are epoch ms, durations ms. */
export type Participant = z.infer<typeof participantSchema>;

/**
 * A conversation as `GET /api/v2/conversations/{id}` tells it live: only what Unstick reads, unknown fields
 * pass, arrays the API leaves out are empty. There is no `state`: the API never fills it on read.
 */
export const conversationSchema = answerOf(
  z.looseObject({
    id: z.string().check(z.minLength(1)),
    startTime: z.optional(instant),
    endTime: z.optional(instant),
    address: text,
    externalTag: text,
    inactivityTimeout: z.optional(instant),
    recordingState: text,
    divisions: listOf(z.looseObject({ division: z.optional(z.looseObject({ id: text, name: text })) })),
    participants: listOf(participantSchema),
  }),
);

/** A live conversation. Times are epoch ms. */
export type Conversation = z.infer<typeof conversationSchema>;

/** The array of a participant that holds each medium; media are named as the analytics API names them. */
const ARRAY_OF_MEDIA = {
  voice: 'calls',
  callback: 'callbacks',
  chat: 'chats',
  cobrowse: 'cobrowsesessions',
  email: 'emails',
  message: 'messages',
  internalmessage: 'internalMessages',
  screenmonitoring: 'screenMonitorings',
  screenshare: 'screenshares',
  social: 'socialExpressions',
  video: 'videos',
} as const;

/** A medium by the analytics API's name for it (`voice`, `email`, …); `social` exists only in live reads. */
export type Media = keyof typeof ARRAY_OF_MEDIA;

/** Every medium a participant can hold communications on. */
export const MEDIA = Object.keys(ARRAY_OF_MEDIA) as readonly Media[];

/** A communication together with whose it is and on which medium. */
export interface Leg {
  media: Media;
  participant: Participant;
  communication: Communication;
}

/** Every communication of every participant, in the participants' order. */
export function* communicationsOf(conversation: Conversation): Generator<Leg, void, undefined> {
  for (const participant of conversation.participants) {
    for (const media of MEDIA) {
      for (const communication of participant[ARRAY_OF_MEDIA[media]]) {
        yield { media, participant, communication };
      }
    }
  }
}

/** The media that occur in a conversation, in the order of `MEDIA`. */
export function mediaOf(conversation: Conversation): Media[] {
  const found = new Set<Media>();
  for (const leg of communicationsOf(conversation)) found.add(leg.media);
  return MEDIA.filter((media) => found.has(media));
}

const CLOSED = new Set(['disconnected', 'terminated', 'none']);

/** Whether a communication is over. A missing or unknown state counts as open. */
export function isClosed(communication: Communication): boolean {
  return communication.state !== undefined && CLOSED.has(communication.state);
}

/**
 * Whether after-call work still waits on this leg: its state says `pending`, or its participant owes a
 * wrap-up code that was neither given nor skipped.
 */
export function wrapUpPending({ participant, communication }: Leg): boolean {
  if (communication.afterCallWork?.state === 'pending') return true;
  if (participant.wrapupRequired !== true || participant.wrapupSkipped === true) return false;
  const finished =
    communication.afterCallWork?.state === 'complete' || communication.afterCallWork?.state === 'skipped';
  return !finished && participant.wrapup === undefined && communication.wrapup === undefined;
}

/**
 * The "ended" test: `endTime` is set, or every communication is disconnected, terminated or none and no
 * after-call work is pending. A conversation without any communication counts as ended only by `endTime`.
 * An orphan (nothing open, never ended) passes this test too: who must tell those apart asks for `endTime`.
 */
export function hasEnded(conversation: Conversation): boolean {
  if (conversation.endTime !== undefined) return true;
  let legs = 0;
  for (const leg of communicationsOf(conversation)) {
    legs += 1;
    if (!isClosed(leg.communication) || wrapUpPending(leg)) return false;
  }
  return legs > 0;
}
