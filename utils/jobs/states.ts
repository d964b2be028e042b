import * as z from 'zod/mini';

/** Where a job's conversations came from: named one by one, or everything that waits in one queue. */
export const sourceSchema = z.enum(['ids', 'waiting']);
export type Source = z.infer<typeof sourceSchema>;

/** The life of a job. A job of one (a click) goes the same way as a job of fifty thousand. */
export const jobStateSchema = z.enum(['draft', 'running', 'paused', 'verifying', 'finished', 'cancelled']);
export type JobState = z.infer<typeof jobStateSchema>;

/** Why a job stands still. Only `offline` and `updating` end by themselves; the others wait for a person. */
export const pauseReasonSchema = z.enum(['user', 'sign-in', 'permission', 'breaker', 'offline', 'updating']);
export type PauseReason = z.infer<typeof pauseReasonSchema>;

/**
 * The life of an item before it has an outcome. In a draft, `pending` means proposed; what is `left out` stays so when
 * the draft is started: it is on record, but no work, and never sent.
 */
export const itemStateSchema = z.enum(['pending', 'left out', 'sending', 'accepted', 'done']);

/** What became of an item, told only after live state was read again (or as `unverified`). */
export const outcomeSchema = z.enum([
  'ended',
  'already ended',
  're-opened',
  'not cleared',
  'skipped',
  'failed',
  'unverified',
  'cancelled',
]);
export type Outcome = z.infer<typeof outcomeSchema>;

/** Why an item was skipped, failed or left; the UI turns each into a sentence. */
export const itemReasonSchema = z.enum([
  'an agent has it',
  'alerting an agent',
  'no longer waiting here',
  'state changed',
  'undone',
  'expired',
  'not permitted',
  'not found',
  'refused by Genesys',
  'errors at Genesys',
  'accepted but still open',
  'could not be read again',
  'job cancelled',
  'sender kept',
]);
export type ItemReason = z.infer<typeof itemReasonSchema>;

/** The drawers a job's items are counted and listed by: the outcome once there is one, else the state. */
export const bucketSchema = z.enum([
  'pending',
  'sending',
  'accepted',
  'ended',
  'already ended',
  're-opened',
  'not cleared',
  'skipped',
  'failed',
  'unverified',
  'cancelled',
  'left out',
]);
export type Bucket = z.infer<typeof bucketSchema>;

/** The ways to end an interaction, in the order they are tried. */
export const sendCallSchema = z.enum(['POST disconnect', 'DELETE', 'PATCH media', 'PATCH participant']);
export type SendCall = z.infer<typeof sendCallSchema>;

/** The outcomes that "Retry failed" takes up again. */
export const RETRYABLE_OUTCOMES = [
  'not cleared',
  'failed',
  'unverified',
] as const satisfies readonly Outcome[];
