import { type Conversation, conversationSchema } from '../../../utils/genesys/conversation.ts';

/** The instant the tests judge at: 2026-11-20T12:00:00Z. */
export const NOW = Date.UTC(2026, 10, 20, 12);

/** An ISO time so many seconds before {@link NOW}; negative ones lie ahead. */
export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

type Raw = Record<string, unknown>;

/** One participant as the API writes it: a purpose, and legs by the API's own array names. */
export function participant(purpose: string, legs: Record<string, Raw[]>, fields: Raw = {}): Raw {
  return { id: `p-${purpose}`, purpose, startTime: ago(7200), ...legs, ...fields };
}

/** A conversation that began two hours ago, read through the same schema as a live answer. */
export function conversation(participants: Raw[], fields: Raw = {}): Conversation {
  return conversationSchema.parse({
    id: '22222222-2222-4222-8222-222222222222',
    startTime: ago(7200),
    participants,
    ...fields,
  });
}

export const here = (fields: Raw = {}): Raw => ({ state: 'connected', connectedTime: ago(3600), ...fields });
export const gone = (seconds: number, fields: Raw = {}): Raw => ({
  state: 'disconnected',
  connectedTime: ago(7000),
  disconnectedTime: ago(seconds),
  ...fields,
});
export const ringing = (seconds: number, fields: Raw = {}): Raw => ({
  state: 'alerting',
  startAlertingTime: ago(seconds),
  ...fields,
});
