import type { Clock } from '../clock/clock.ts';
import type { Budget } from '../genesys/budget.ts';
import type { Platform } from '../genesys/platform.ts';
import { draftClear, startClear } from './clears.ts';
import { activeFor, confirmOne, disconnectOne, single } from './clicks.ts';
import type { Policy } from './confirm.ts';
import { cancel, pause, resume, retryFailed, signedIn } from './controls.ts';
import type { Engine } from './engine.ts';
import { type ExportPage, exportPage } from './export.ts';
import { JobError } from './job-problem.ts';
import { type ItemView, itemViewOf, type JobView, viewOf } from './job-view.ts';
import { keepSender } from './keep-sender.ts';
import type { ItemQuery, Ledger } from './ledger.ts';
import type { Who } from './ledger-schema.ts';
import { openLedger } from './ledger-store.ts';
import { forgetOld } from './retention.ts';
import { createRunner, type RunnerParts } from './runner.ts';
import type { SingleView } from './single-view.ts';
import type { Triage } from './triage-part.ts';

export interface JobsParts {
  indexedDB: IDBFactory;
  platform: Pick<Platform, 'getConversation' | 'queryActivity' | 'observeQueue' | 'disconnect'>;
  budget: Pick<Budget, 'acquire' | 'state'>;
  clock: Clock;
  triage: Triage;
  /** Names this life of the worker. */
  bootId: string;
  /** A new unguessable id each time. */
  randomId: () => string;
  online: () => boolean;
  /** Who is signed in now, without asking anybody. */
  whoNow: () => Promise<Who | undefined>;
  policy: () => Promise<Policy>;
  /** How long a click can be taken back, ms. */
  undoMs: () => Promise<number>;
  /** Runs the work while nobody else does; resolves to undefined when somebody does. */
  lock: RunnerParts['lock'];
  onChange?: ((jobId: string) => void) | undefined;
  /** Told of a failure that no job can be blamed for, such as a ledger that cannot be read. */
  onProblem?: ((error: unknown) => void) | undefined;
}

/** Everything that can be asked of the jobs. Rejects with `JobError` (refused, with the reason) or `GenesysError`. */
export interface Jobs {
  /** Makes sure that unfinished work is under way. Never throws. */
  kick(): void;
  /** Stops after the requests on the wire; for the end of a test or a demo. */
  stop(): Promise<void>;
  unfinished(): Promise<boolean>;
  /** Resumes what stood still for want of this user's sign-in. */
  signedIn(who: Who): Promise<void>;
  disconnectOne(conversationId: string, who: Who): Promise<SingleView>;
  confirmOne(answer: {
    jobId: string;
    confirmation: string;
    reason?: string | undefined;
  }): Promise<SingleView>;
  single(jobId: string): Promise<SingleView>;
  activeFor(conversationIds: readonly string[]): Promise<SingleView[]>;
  draftClear(queue: { id: string; name: string }, who: Who): Promise<JobView>;
  /** Leaves a sender's items out of a draft, or takes them back in; the view brings a new confirmation. */
  keepSender(choice: { jobId: string; sender: string; keep: boolean }): Promise<JobView>;
  startClear(answer: {
    jobId: string;
    confirmation: string;
    typedName: string;
    reason?: string | undefined;
  }): Promise<JobView>;
  /** The newest first; drafts that nobody confirmed are left out. */
  list(): Promise<JobView[]>;
  view(jobId: string): Promise<JobView>;
  items(query: ItemQuery & { jobId: string }): Promise<ItemView[]>;
  pause(jobId: string): Promise<JobView>;
  resume(jobId: string): Promise<JobView>;
  /** For a click this is Undo. */
  cancel(jobId: string): Promise<JobView>;
  retryFailed(jobId: string): Promise<JobView>;
  exportPage(query: {
    jobId: string;
    format: 'csv' | 'json';
    next?: number | undefined;
  }): Promise<ExportPage>;
  /** Deletes the record of jobs that finished more than `days` ago; how many. */
  forgetOlderThan(days: number): Promise<number>;
}

const LISTED = 100;

/** Opens the ledger and puts the pipeline together. A ledger that cannot be opened makes each request reject. */
export function createJobs(parts: JobsParts): Jobs {
  const opened = openLedger(parts.indexedDB).then((ledger) => createJobsOn(ledger, parts));
  opened.catch((error: unknown) => parts.onProblem?.(error));
  return {
    kick: () => void opened.then((jobs) => jobs.kick()).catch(() => {}),
    stop: async () => (await opened).stop(),
    unfinished: async () => (await opened).unfinished(),
    signedIn: async (who) => (await opened).signedIn(who),
    disconnectOne: async (conversationId, who) => (await opened).disconnectOne(conversationId, who),
    confirmOne: async (answer) => (await opened).confirmOne(answer),
    single: async (jobId) => (await opened).single(jobId),
    activeFor: async (conversationIds) => (await opened).activeFor(conversationIds),
    draftClear: async (queue, who) => (await opened).draftClear(queue, who),
    keepSender: async (choice) => (await opened).keepSender(choice),
    startClear: async (answer) => (await opened).startClear(answer),
    list: async () => (await opened).list(),
    view: async (jobId) => (await opened).view(jobId),
    items: async (query) => (await opened).items(query),
    pause: async (jobId) => (await opened).pause(jobId),
    resume: async (jobId) => (await opened).resume(jobId),
    cancel: async (jobId) => (await opened).cancel(jobId),
    retryFailed: async (jobId) => (await opened).retryFailed(jobId),
    exportPage: async (query) => (await opened).exportPage(query),
    forgetOlderThan: async (days) => (await opened).forgetOlderThan(days),
  };
}

/** The same on a ledger that is open already. */
function createJobsOn(ledger: Ledger, given: JobsParts): Jobs {
  const parts = { ...given, ledger, onChange: given.onChange ?? (() => {}) };
  const engine: Engine = parts;
  const runner = createRunner(parts);

  async function view(jobId: string): Promise<JobView> {
    const job = await ledger.job(jobId);
    if (job === undefined) throw new JobError('no such job');
    return viewOf(ledger, job, await circumstances());
  }

  /** What a view depends on besides the ledger. */
  async function circumstances() {
    return { budget: parts.budget.state(), policy: await parts.policy(), now: parts.clock.now() };
  }

  /** A change that the runner has to see at once, and how the job looks after it. */
  async function changed(jobId: string, work: Promise<unknown>): Promise<JobView> {
    await work;
    runner.kick();
    return view(jobId);
  }

  async function clicked(work: Promise<SingleView>): Promise<SingleView> {
    const shown = await work;
    runner.kick();
    return shown;
  }

  return {
    kick: runner.kick,
    stop: runner.stop,
    unfinished: runner.unfinished,
    async signedIn(who) {
      await signedIn(engine, who);
      runner.kick();
    },
    disconnectOne: (conversationId, who) => clicked(disconnectOne(parts, conversationId, who)),
    confirmOne: (answer) => clicked(confirmOne(parts, answer)),
    single: (jobId) => single(parts, jobId),
    activeFor: (conversationIds) => activeFor(parts, conversationIds),
    async draftClear(queue, who) {
      const { job } = await draftClear(parts, queue, who);
      return view(job.id);
    },
    async keepSender(choice) {
      await keepSender(parts, choice);
      return view(choice.jobId);
    },
    startClear: (answer) => changed(answer.jobId, startClear(parts, answer)),
    async list() {
      const jobs = (await ledger.jobs(LISTED)).filter((job) => job.confirmedAt !== undefined);
      const now = await circumstances();
      return Promise.all(jobs.map((job) => viewOf(ledger, job, now)));
    },
    view,
    items: async ({ jobId, ...query }) => (await ledger.items(jobId, query)).map(itemViewOf),
    pause: (jobId) => changed(jobId, pause(engine, jobId)),
    resume: (jobId) => changed(jobId, resume(engine, jobId)),
    cancel: (jobId) => changed(jobId, cancel(engine, jobId)),
    retryFailed: (jobId) => changed(jobId, retryFailed(engine, jobId)),
    exportPage: ({ jobId, format, next }) => exportPage(ledger, jobId, format, next),
    forgetOlderThan: (days) => forgetOld(ledger, days, parts.clock.now()),
  };
}
