import * as z from 'zod/mini';
import { bucketSchema } from '../jobs/states';
import {
  itemViewSchema,
  jobViewSchema,
  queueViewSchema,
  sessionViewSchema,
  settingsSchema,
  settingsStateSchema,
  singleViewSchema,
} from './views';

const uuid = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i));
const jobId = z.string().check(z.minLength(1), z.maxLength(64));
/** What a person writes for the record; the worker decides whether it has to be there. */
const reason = z.optional(z.string().check(z.maxLength(500)));
const nothing = z.object({});
const anyone = ['genesys frame', 'own page'] as const;
const ownPage = ['own page'] as const;

/** Who may ask: a frame of a Genesys tab, or a page of this extension. Never another extension. */
export type SenderKind = 'genesys frame' | 'own page';

/**
 * Everything that can be asked of the worker: who may ask, what is sent, what comes back.
 * A destructive command names a draft that the worker itself made and gives back the confirmation
 * that came with it; there is no command that ends a conversation named by the page without that draft.
 */
export const COMMANDS = {
  'session.get': { from: anyone, payload: nothing, answer: sessionViewSchema },
  'session.signIn': { from: anyone, payload: nothing, answer: sessionViewSchema },
  'session.signOut': { from: ownPage, payload: nothing, answer: sessionViewSchema },
  'settings.get': { from: ownPage, payload: nothing, answer: settingsStateSchema },
  'settings.save': { from: ownPage, payload: z.partial(settingsSchema), answer: settingsStateSchema },
  'page.open': {
    from: anyone,
    payload: z.object({
      page: z.enum(['options', 'console']),
      jobId: z.optional(jobId),
      queueId: z.optional(uuid),
    }),
    answer: nothing,
  },

  /** Reads the conversation and judges it. A ghost is taken on at once, with time to undo, unless a reason is required; others wait for a confirmation. */
  'interaction.disconnect': {
    from: anyone,
    payload: z.object({ conversationId: uuid }),
    answer: singleViewSchema,
  },
  'interaction.confirm': {
    from: anyone,
    payload: z.object({ jobId, confirmation: z.string(), reason }),
    answer: singleViewSchema,
  },
  'interaction.get': { from: anyone, payload: z.object({ jobId }), answer: singleViewSchema },
  /** The jobs of one that are under way, or just ended, for these conversations: a frame that was reloaded shows them again. */
  'interaction.active': {
    from: anyone,
    payload: z.object({ conversationIds: z.array(uuid).check(z.maxLength(500)) }),
    answer: z.array(singleViewSchema),
  },

  /** The queue behind an id seen in a route: `null` when the API knows no such queue. */
  'queue.get': {
    from: anyone,
    payload: z.object({ queueId: uuid }),
    answer: z.nullable(queueViewSchema),
  },
  'queue.search': {
    from: ownPage,
    payload: z.object({ text: z.string().check(z.maxLength(200)) }),
    answer: z.array(queueViewSchema),
  },

  /** Starts to list what waits in the queue; `job.get` shows how far it is. */
  'clear.draft': { from: anyone, payload: z.object({ queueId: uuid }), answer: jobViewSchema },
  /**
   * Leaves a sender's interactions out of a complete draft, or takes them back in. The draft's confirmation is void
   * from then on; the answer brings a new one.
   */
  'clear.keep': {
    from: anyone,
    payload: z.object({ jobId, sender: z.string().check(z.maxLength(1_000)), keep: z.boolean() }),
    answer: jobViewSchema,
  },
  'clear.start': {
    from: anyone,
    payload: z.object({
      jobId,
      confirmation: z.string(),
      typedName: z.string().check(z.maxLength(500)),
      reason,
    }),
    answer: jobViewSchema,
  },

  'jobs.list': { from: anyone, payload: nothing, answer: z.array(jobViewSchema) },
  'job.get': { from: anyone, payload: z.object({ jobId }), answer: jobViewSchema },
  'job.items': {
    from: anyone,
    payload: z.object({
      jobId,
      bucket: z.optional(bucketSchema),
      after: z.optional(z.number()),
      limit: z.number().check(z.minimum(1), z.maximum(500)),
    }),
    answer: z.array(itemViewSchema),
  },
  'job.pause': { from: anyone, payload: z.object({ jobId }), answer: jobViewSchema },
  'job.resume': { from: anyone, payload: z.object({ jobId }), answer: jobViewSchema },
  /** Cancels what has not been sent; for a click this is Undo. */
  'job.cancel': { from: anyone, payload: z.object({ jobId }), answer: jobViewSchema },
  'job.retryFailed': { from: anyone, payload: z.object({ jobId }), answer: jobViewSchema },
  /** One piece of the record; ask again with `next` until it is absent. */
  'job.export': {
    from: anyone,
    payload: z.object({ jobId, format: z.enum(['csv', 'json']), next: z.optional(z.number()) }),
    answer: z.object({ text: z.string(), next: z.optional(z.number()), fileName: z.string() }),
  },
} as const satisfies Record<
  string,
  { from: readonly SenderKind[]; payload: z.ZodMiniType; answer: z.ZodMiniType }
>;

export type Commands = typeof COMMANDS;
export type CommandName = keyof Commands;
export type PayloadOf<N extends CommandName> = z.infer<Commands[N]['payload']>;
export type AnswerOf<N extends CommandName> = z.infer<Commands[N]['answer']>;
