import * as z from 'zod/mini';
import {
  bucketSchema,
  itemReasonSchema,
  itemStateSchema,
  jobStateSchema,
  outcomeSchema,
  pauseReasonSchema,
  sendCallSchema,
  sourceSchema,
} from '../jobs/states';
import { evidenceSchema, frictionSchema, verdictSchema } from '../triage/verdicts';

/** Who acts, and where: shown on every dialog and kept with every job. Never holds the token. */
export const whoSchema = z.object({
  region: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  userId: z.string(),
  userName: z.string(),
  userEmail: z.string(),
});
export type Who = z.infer<typeof whoSchema>;

export const grantSchema = z.enum(['implicit', 'pkce']);
export type Grant = z.infer<typeof grantSchema>;

/** What went wrong, in words the UI can translate (`code`) and details that Genesys gave. Never the token. */
export const problemSchema = z.object({
  code: z.enum([
    // sign-in
    'not configured',
    'not signed in',
    'sign-in closed',
    'sign-in denied',
    'wrong client',
    'state mismatch',
    'unknown region',
    'grant refused',
    'token expired',
    'another user',
    'another organisation',
    // permission and input
    'permission missing',
    'not a conversation',
    'not a queue',
    'bad message',
    'sender refused',
    'stale confirmation',
    'name does not match',
    'reason missing',
    'draft incomplete',
    'nothing chosen',
    'too many',
    'forbidden by policy',
    'refused as live',
    'no such job',
    'wrong state',
    // Genesys and the way there
    'rate limited',
    'offline',
    'Genesys error',
    'unreadable answer',
    'internal',
  ]),
  detail: z.optional(z.string()),
  status: z.optional(z.number()),
  genesysCode: z.optional(z.string()),
  correlationId: z.optional(z.string()),
  missingPermissions: z.optional(z.array(z.string())),
});
export type Problem = z.infer<typeof problemSchema>;
export type ProblemCode = Problem['code'];

export const sessionViewSchema = z.object({
  /** `undefined` while nobody is signed in. */
  who: z.optional(whoSchema),
  expiresAt: z.optional(z.number()),
  /** Permissions that Unstick needs and this user lacks, by their Genesys names. */
  missingPermissions: z.array(z.string()),
  /** Why nobody is signed in, when something went wrong. */
  problem: z.optional(problemSchema),
  /** The region that a sign-in would use now, if one is set or seen. */
  region: z.optional(z.string()),
  configured: z.boolean(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** A person's settings; `region: 'auto'` takes the region of the Genesys tab. */
export const settingsSchema = z.object({
  region: z.string(),
  clientId: z.string(),
  grant: grantSchema,
  undoSeconds: z.number(),
  reservePercent: z.number(),
  retentionDays: z.number(),
});
export type SettingsView = z.infer<typeof settingsSchema>;

export const settingsStateSchema = z.object({
  settings: settingsSchema,
  /** The settings that the organisation's policy decides; shown as locked. */
  locked: z.array(z.string()),
  /** Policy values that could not be used, each as "key: what was expected". */
  policyProblems: z.array(z.string()),
  policy: z.object({
    maxJobSize: z.optional(z.number()),
    bulkEnabled: z.boolean(),
    allowLive: z.boolean(),
    requireReason: z.boolean(),
  }),
  /** What an administrator pastes into the OAuth client's authorised redirect URIs. */
  redirectUri: z.string(),
  regions: z.array(z.string()),
});
export type SettingsState = z.infer<typeof settingsStateSchema>;

export const queueViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  waiting: z.optional(z.number()),
  interacting: z.optional(z.number()),
  /** Epoch ms of the start of the longest wait. */
  oldestSince: z.optional(z.number()),
});
export type QueueView = z.infer<typeof queueViewSchema>;

export const budgetViewSchema = z.object({
  allowedPerMinute: z.number(),
  reservedPerMinute: z.number(),
  remainingThisMinute: z.number(),
  perMinuteNow: z.number(),
  pausedUntil: z.optional(z.number()),
});

/** A list such as the draft's media or senders, biggest first; `others` is the sum of what is not listed. */
export const tallySchema = z.object({
  rows: z.array(z.object({ name: z.string(), count: z.number() })),
  others: z.number(),
});
export type Tally = z.infer<typeof tallySchema>;

export const jobViewSchema = z.object({
  id: z.string(),
  source: sourceSchema,
  state: jobStateSchema,
  pause: z.optional(
    z.object({ reason: pauseReasonSchema, at: z.number(), problem: z.optional(problemSchema) }),
  ),
  queue: z.optional(z.object({ id: z.string(), name: z.string() })),
  who: whoSchema,
  createdAt: z.number(),
  confirmedAt: z.optional(z.number()),
  startedAt: z.optional(z.number()),
  finishedAt: z.optional(z.number()),
  draft: z.object({
    collecting: z.boolean(),
    complete: z.boolean(),
    problem: z.optional(problemSchema),
    /** The queue's own count of waiting interactions when the list was made. */
    depth: z.optional(z.number()),
    oldestSince: z.optional(z.number()),
    media: tallySchema,
    senders: tallySchema,
    /** The senders whose interactions are left out, by their names in `senders`. */
    keptSenders: z.array(z.string()),
  }),
  /** Of a draft all that was found, of a started job what was chosen: without what is left out. */
  total: z.number(),
  counts: z.partialRecord(bucketSchema, z.number()),
  /** Ended, verified interactions in the last minute. */
  endedPerMinute: z.number(),
  /** Estimated time left in ms, while running. */
  leftMs: z.optional(z.number()),
  /** Only while the job is a draft: to be given back, unchanged, when it is confirmed. */
  confirmation: z.optional(z.string()),
  /** Whether this draft is started only with a reason, by the policy as it is now; false once it is no draft. */
  reasonRequired: z.boolean(),
  budget: z.optional(budgetViewSchema),
});
export type JobView = z.infer<typeof jobViewSchema>;

export const attemptViewSchema = z.object({
  at: z.number(),
  call: sendCallSchema,
  /** When the read that allowed this send was made (epoch ms). */
  readAt: z.number(),
  status: z.optional(z.number()),
  code: z.optional(z.string()),
  message: z.optional(z.string()),
  correlationId: z.optional(z.string()),
});
export type AttemptView = z.infer<typeof attemptViewSchema>;

export const itemViewSchema = z.object({
  conversationId: z.string(),
  order: z.number(),
  state: itemStateSchema,
  outcome: z.optional(outcomeSchema),
  reason: z.optional(itemReasonSchema),
  media: z.optional(z.string()),
  from: z.optional(z.string()),
  to: z.optional(z.string()),
  since: z.optional(z.number()),
  acceptedAt: z.optional(z.number()),
  settledAt: z.optional(z.number()),
  attempts: z.array(attemptViewSchema),
});
export type ItemView = z.infer<typeof itemViewSchema>;

/** A click's job of one, as the row and its dialog show it. */
export const singleViewSchema = z.object({
  jobId: z.string(),
  conversationId: z.string(),
  verdict: verdictSchema,
  evidence: z.array(evidenceSchema),
  friction: frictionSchema,
  summary: z.object({
    media: z.optional(z.string()),
    remote: z.optional(z.string()),
    queueName: z.optional(z.string()),
    startedAt: z.optional(z.number()),
  }),
  who: whoSchema,
  jobState: jobStateSchema,
  pause: z.optional(pauseReasonSchema),
  itemState: itemStateSchema,
  outcome: z.optional(outcomeSchema),
  reason: z.optional(itemReasonSchema),
  /** Until when (epoch ms) the click can be taken back; nothing is sent before. */
  undoUntil: z.optional(z.number()),
  acceptedAt: z.optional(z.number()),
  settledAt: z.optional(z.number()),
  attempts: z.array(attemptViewSchema),
  confirmation: z.optional(z.string()),
  /** Whether this draft is confirmed only with a reason, by the policy as it is now; false once it is no draft. */
  reasonRequired: z.boolean(),
});
export type SingleView = z.infer<typeof singleViewSchema>;
