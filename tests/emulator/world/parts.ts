import { derivedUuid } from '../random.ts';
import type {
  Conversation,
  Leg,
  LegState,
  Participant,
  Purpose,
  Segment,
  SegmentType,
} from './conversation.ts';
import { isOpen } from './conversation.ts';

/** Adds a participant; its id depends only on the conversation and its place in it. */
export function participant(
  conversation: Conversation,
  index: number,
  start: { purpose: Purpose; startedAt: number } & Partial<Omit<Participant, 'id' | 'legs'>>,
): Participant {
  return {
    id: derivedUuid(conversation.id, 'participant', `${index}`),
    wrapupRequired: false,
    ...start,
    legs: [],
  };
}

/** The id that the communication of this participant has; known without building anything. */
export function legIdOf(conversation: Conversation, participantIndex: number, legIndex = 0): string {
  return derivedUuid(conversation.id, 'communication', `${participantIndex}`, `${legIndex}`);
}

/** Puts one more communication on a participant. */
export function leg(
  conversation: Conversation,
  of: Participant,
  index: number,
  start: { state: LegState; startedAt: number; segments?: Segment[] } & Partial<Omit<Leg, 'id'>>,
): Leg {
  const made: Leg = {
    id: legIdOf(conversation, index, of.legs.length),
    media: conversation.media,
    direction: conversation.direction,
    segments: [{ type: 'interact', startedAt: start.startedAt }],
    ...start,
  };
  if (made.connectedAt === undefined && made.state === 'connected') made.connectedAt = made.startedAt;
  of.legs.push(made);
  return made;
}

/** Closes the segments of a leg that are still open. */
function closeSegments(of: Leg, at: number, disconnectType?: string): void {
  for (const segment of of.segments) {
    if (segment.endedAt !== undefined) continue;
    segment.endedAt = Math.max(at, segment.startedAt);
    if (disconnectType !== undefined) segment.disconnectType = disconnectType;
  }
}

/** Ends what a leg is in the middle of and begins the next thing. */
export function nextSegment(of: Leg, type: SegmentType, at: number): void {
  closeSegments(of, at);
  of.segments.push({ type, startedAt: at });
}

/**
 * Ends a leg if it is open. A voice leg whose far end is gone is `disconnected`; only the end of the whole conversation
 * makes it `terminated` (facts, from a Genesys engineer).
 */
export function endLeg(of: Leg, at: number, disconnectType: string): void {
  if (!isOpen(of)) return;
  of.state = 'disconnected';
  of.endedAt = at;
  of.disconnectType = disconnectType;
  if (of.held) of.held = false;
  closeSegments(of, at, disconnectType);
}

/** Ends all legs of a participant, and with them the participant. */
export function endParticipant(of: Participant, at: number, disconnectType: string): void {
  for (const each of of.legs) endLeg(each, at, disconnectType);
  of.endedAt ??= at;
}
