import * as z from 'zod/mini';
import { confidenceSchema, evidenceSchema, verdictSchema } from '../triage/verdicts.ts';
import { jobProblemSchema } from './job-problem.ts';
import {
  type Bucket,
  bucketSchema,
  itemReasonSchema,
  itemStateSchema,
  jobStateSchema,
  outcomeSchema,
  pauseReasonSchema,
  sendCallSchema,
  sourceSchema,
} from './states.ts';

const text = z.optional(z.string());
const time = z.optional(z.number());

const whoSchema = z.object({
  region: z.string(),
  orgId: z.string(),
  orgName: z.string(),
  userId: z.string(),
  userName: z.string(),
  userEmail: z.string(),
});
/** Who acts, and where. */
export type Who = z.infer<typeof whoSchema>;

const tallySchema = z.object({
  rows: z.array(z.object({ name: z.string(), count: z.number() })),
  others: z.number(),
});
/** A list of names with counts, biggest first; `others` is the sum of what is not listed. */
export type Tally = z.infer<typeof tallySchema>;

const judgedSchema = z.object({
  verdict: verdictSchema,
  evidence: z.array(evidenceSchema),
  confidence: z.optional(confidenceSchema),
});
/** A verdict with what it rested on. */
export type Judged = z.infer<typeof judgedSchema>;

export const jobSchema = z.object({
  id: z.string(),
  version: z.literal(1),
  source: sourceSchema,
  state: jobStateSchema,
  /** 1 while the job is confirmed or cancelled and not finished; the index that finds unfinished work. */
  open: z.union([z.literal(0), z.literal(1)]),
  pause: z.optional(
    z.object({ reason: pauseReasonSchema, at: z.number(), problem: z.optional(jobProblemSchema) }),
  ),
  queue: z.optional(z.object({ id: z.string(), name: z.string() })),
  who: whoSchema,
  createdAt: z.number(),
  confirmedAt: time,
  /** For a click: until when it can be taken back; nothing is sent before. */
  notBefore: time,
  startedAt: time,
  finishedAt: time,
  draft: z.object({
    /** The worker that lists; a draft still collecting under another is interrupted. */
    bootId: z.string(),
    collecting: z.boolean(),
    complete: z.boolean(),
    listedAt: time,
    problem: z.optional(jobProblemSchema),
    depth: time,
    oldestSince: time,
    media: tallySchema,
    senders: tallySchema,
    /** The senders, by their names in the tally, whose items are left out. The items follow this list. */
    keptSenders: z.optional(z.array(z.string())),
    /** The change under way that makes the items follow; without a confirmation, it was never finished. */
    changing: text,
  }),
  /** Random, given out with the draft, taken back once. */
  confirmation: text,
  /** Why the person did it, in their own words: given for an override, and where the policy wants a reason. */
  reasonText: text,
  /** Failures in a row, which say that it is not about the single interaction. */
  breaker: z.object({ forbidden: z.number(), systemic: z.number() }),
});
/** A job as the ledger keeps it. Times are epoch ms. */
export type Job = z.infer<typeof jobSchema>;

const attemptSchema = z.object({
  at: z.number(),
  bootId: z.string(),
  call: sendCallSchema,
  /** When the read began that allowed this send. */
  readAt: z.number(),
  /** When its answer, or the failure to get one, was known; absent while it is on its way. */
  endedAt: time,
  status: time,
  code: text,
  message: text,
  correlationId: text,
});
/** One send. An attempt that ended without a status may or may not have reached Genesys. */
export type Attempt = z.infer<typeof attemptSchema>;

export const itemSchema = z.object({
  jobId: z.string(),
  conversationId: z.string(),
  /** Items are sent, listed and exported in rising order; unique within the job. */
  order: z.number(),
  state: itemStateSchema,
  outcome: z.optional(outcomeSchema),
  reason: z.optional(itemReasonSchema),
  bucket: bucketSchema,
  media: text,
  direction: text,
  from: text,
  to: text,
  since: time,
  remote: text,
  queueName: text,
  confirmed: z.optional(judgedSchema),
  /** What was found instead, when that is why it was not sent. */
  found: z.optional(judgedSchema),
  attempts: z.array(attemptSchema),
  /** Attempts whose effect is unknown, since the item was last taken up. */
  unknownTries: z.number(),
  /** Which rung of the ladder is tried. */
  rung: z.number(),
  acceptedAt: time,
  verifyTries: z.number(),
  /** Not to be sent, or verified, before this. */
  notBefore: z.number(),
  settledAt: time,
});
/** One conversation of a job as the ledger keeps it. Times are epoch ms. */
export type Item = z.infer<typeof itemSchema>;

/** The drawer an item belongs to: its outcome once there is one, else its state. */
export function bucketOf(item: Pick<Item, 'state' | 'outcome'>): Bucket {
  if (item.outcome !== undefined) return item.outcome;
  if (item.state === 'done') throw new TypeError('an item that is done has an outcome');
  return item.state;
}

/** What a source knows of a conversation that it proposes. */
export type Proposal = Pick<Item, 'conversationId' | 'order'> &
  Partial<
    Pick<
      Item,
      'media' | 'direction' | 'from' | 'to' | 'since' | 'remote' | 'queueName' | 'confirmed' | 'notBefore'
    >
  >;

/** A proposal as an item that nothing has happened to yet. */
export function newItem(jobId: string, proposal: Proposal): Item {
  return {
    notBefore: 0,
    ...proposal,
    jobId,
    state: 'pending',
    bucket: 'pending',
    attempts: [],
    unknownTries: 0,
    rung: 0,
    verifyTries: 0,
  };
}
