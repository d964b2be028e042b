import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import {
  type Conversation,
  communicationsOf,
  conversationSchema,
  hasEnded,
  MEDIA,
  mediaOf,
} from '../../../utils/genesys/conversation';
import { CONVERSATION_ID, GHOST_CALL } from './samples';

function read(conversation: unknown): Conversation {
  return z.parse(conversationSchema, conversation);
}

const ARRAYS = [
  'calls',
  'callbacks',
  'chats',
  'cobrowsesessions',
  'emails',
  'messages',
  'internalMessages',
  'screenMonitorings',
  'screenshares',
  'socialExpressions',
  'videos',
];

describe('conversation', () => {
  test('the ghost call reads with its times in ms and its unknown fields kept', () => {
    const conversation = read(GHOST_CALL);
    expect(conversation.startTime).toBe(Date.parse('2026-11-20T09:00:00Z'));
    expect(conversation.endTime).toBeUndefined();
    expect(conversation.securePause).toBe(false);
    const legs = [...communicationsOf(conversation)];
    expect(legs.map((leg) => [leg.participant.purpose, leg.media, leg.communication.state])).toEqual([
      ['customer', 'voice', 'terminated'],
      ['acd', 'voice', 'disconnected'],
      ['agent', 'voice', 'connected'],
    ]);
    expect(legs[2]?.communication.startHoldTime).toBe(Date.parse('2026-11-20T09:04:00Z'));
    expect(legs[2]?.communication.segments[0]?.endTime).toBeUndefined();
    expect(hasEnded(conversation)).toBe(false);
  });

  test('nulls count as absent, and missing lists as empty', () => {
    const conversation = read({
      id: CONVERSATION_ID,
      endTime: null,
      divisions: null,
      participants: [
        { id: 'p', purpose: null, calls: null, emails: [{ id: 'e', state: 'connected', held: null }, null] },
      ],
    });
    expect(conversation.endTime).toBeUndefined();
    expect(conversation.divisions).toEqual([]);
    expect([...communicationsOf(conversation)]).toHaveLength(1);
    expect(read({ id: 'x', participants: null }).participants).toEqual([]);
  });

  test('every medium the participant model knows is read', () => {
    expect(MEDIA).toHaveLength(ARRAYS.length);
    for (const array of ARRAYS) {
      const conversation = read({
        id: 'x',
        participants: [{ id: 'p', [array]: [{ id: 'c', state: 'connected' }] }],
      });
      expect([...communicationsOf(conversation)], array).toHaveLength(1);
      expect(mediaOf(conversation), array).toHaveLength(1);
    }
  });

  test('a wrong field is refused by its path', () => {
    const wrong = [
      [{ id: 'x', endTime: 'soon' }, 'endTime'],
      [{ id: 'x', participants: {} }, 'participants'],
      [{ id: 'x', participants: [{ calls: [{ state: 7 }] }] }, 'participants.0.calls.0.state'],
      [{ participants: [] }, 'id'],
    ] as const;
    for (const [conversation, path] of wrong) {
      const parsed = z.safeParse(conversationSchema, conversation);
      expect(parsed.error?.issues[0]?.path.join('.')).toBe(path);
    }
  });
});

describe('the ended test', () => {
  const leg = (state: string | undefined, more: object = {}) => ({ id: 'c', state, ...more });
  const withLegs = (...calls: object[]) =>
    read({ id: 'x', participants: [{ id: 'p', purpose: 'agent', calls }] });

  test('an end time is enough', () => {
    expect(hasEnded(read({ ...GHOST_CALL, endTime: '2026-11-20T10:00:00Z' }))).toBe(true);
    expect(hasEnded(read({ id: 'x', endTime: '2026-11-20T10:00:00Z' }))).toBe(true);
  });

  test('else every leg must be disconnected, terminated or none', () => {
    expect(hasEnded(withLegs(leg('disconnected'), leg('terminated'), leg('none')))).toBe(true);
    for (const state of [
      'alerting',
      'dialing',
      'contacting',
      'offering',
      'connected',
      'parked',
      'scheduled',
      'new-word',
      undefined,
    ]) {
      expect(hasEnded(withLegs(leg('disconnected'), leg(state))), String(state)).toBe(false);
    }
  });

  test('pending after-call work keeps it open', () => {
    expect(hasEnded(withLegs(leg('disconnected', { afterCallWork: { state: 'pending' } })))).toBe(false);
    for (const state of ['unknown', 'notApplicable', 'skipped', 'complete']) {
      expect(hasEnded(withLegs(leg('disconnected', { afterCallWork: { state } }))), state).toBe(true);
    }
  });

  test('an owed wrap-up code keeps it open until it is given or skipped', () => {
    const owing = (more: object, legMore: object = {}) =>
      read({
        id: 'x',
        participants: [{ id: 'p', wrapupRequired: true, ...more, calls: [leg('terminated', legMore)] }],
      });
    expect(hasEnded(owing({}))).toBe(false);
    expect(hasEnded(owing({ wrapup: { code: 'w1' } }))).toBe(true);
    expect(hasEnded(owing({ wrapupSkipped: true }))).toBe(true);
    expect(hasEnded(owing({}, { afterCallWork: { state: 'complete' } }))).toBe(true);
    expect(hasEnded(owing({}, { wrapup: { code: 'w1' } }))).toBe(true);
  });

  test('a conversation without any leg has not ended by that', () => {
    expect(hasEnded(read({ id: 'x', participants: [{ id: 'p' }] }))).toBe(false);
    expect(hasEnded(read({ id: 'x' }))).toBe(false);
  });
});
