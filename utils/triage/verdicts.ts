import * as z from 'zod/mini';

/** What a conversation is, judged from its live state. The decision table is retold in `triage.ts`. */
export const verdictSchema = z.enum([
  'ended',
  'ghost',
  'orphan',
  'stuck alert',
  'wrap-up pending',
  'waiting',
  'live',
  'parked',
  'scheduled',
  'unknown',
]);
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * One fact behind a verdict. `fact` names a sentence (the UI translates it, an export uses English);
 * the other fields fill it in: times are epoch ms, `purpose` is the participant's, `count` a number of legs.
 */
export const evidenceSchema = z.object({
  fact: z.enum([
    'conversation ended',
    'customer left',
    'customer connected',
    'customer absent',
    'agent connected',
    'agent alerting',
    'agent on hold',
    'agent disconnected',
    'agent not released',
    'waiting in queue',
    'queued without customer',
    'nothing open',
    'wrap-up pending',
    'parked',
    'callback scheduled',
    'callback owned by agent',
    'voicemail waiting',
    'last message',
    'unknown state',
  ]),
  since: z.optional(z.number()),
  until: z.optional(z.number()),
  media: z.optional(z.string()),
  purpose: z.optional(z.string()),
  state: z.optional(z.string()),
  count: z.optional(z.number()),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** How firmly the facts carry the verdict. A `probable` one is never taken on by a single click. */
export const confidenceSchema = z.enum(['sure', 'probable']);
export type Confidence = z.infer<typeof confidenceSchema>;

/** What a supervisor had best do about it, in words that the UI translates. */
export type Advice =
  | 'refresh the view'
  | 'disconnect'
  | 'check, then disconnect'
  | 'your decision'
  | 'wait for the agent'
  | 'look again in a minute'
  | 'leave it alone';

/** How much friction stands between the click and the send (it grows with the risk). */
export const frictionSchema = z.enum(['none needed', 'undo', 'confirm', 'refuse']);
export type Friction = z.infer<typeof frictionSchema>;

/** The friction a verdict asks for. `unknown` is treated as `live`; a verdict that is only probable is confirmed. */
export function frictionOf(verdict: Verdict, confidence: Confidence = 'sure'): Friction {
  switch (verdict) {
    case 'ended':
      return 'none needed';
    case 'ghost':
    case 'orphan':
      return confidence === 'sure' ? 'undo' : 'confirm';
    case 'waiting':
    case 'stuck alert':
    case 'wrap-up pending':
      return 'confirm';
    case 'live':
    case 'parked':
    case 'scheduled':
    case 'unknown':
      return 'refuse';
  }
}
