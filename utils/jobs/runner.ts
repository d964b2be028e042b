import { type Control, type Engine, pauseJob } from './engine.ts';
import { problemOf } from './job-problem.ts';
import { runJob } from './job-run.ts';
import { resumed } from './job-states.ts';
import type { Job } from './ledger-schema.ts';
import { recover } from './recovery.ts';

export interface RunnerParts extends Omit<Engine, 'onChange'> {
  /** Runs `run` while nobody else does (a Web Lock, if available); resolves to undefined when somebody does. */
  lock: <T>(run: () => Promise<T>) => Promise<T | undefined>;
  onChange?: ((jobId: string) => void) | undefined;
  /** Told of a failure that no job can be blamed for, such as a ledger that cannot be read. */
  onProblem?: ((error: unknown) => void) | undefined;
}

/** Runs what is confirmed. Nothing true lives only here: a runner that dies is replaced by the next. */
export interface Runner {
  /**
   * Makes sure that unfinished work is under way, and that changes made to jobs are seen at once. To be called at
   * every start of the worker, every alarm, and after every change. Never rejects.
   */
  kick(): void;
  /** Stops after the requests that are on the wire; resolves when they are recorded. */
  stop(): Promise<void>;
  /** Whether something is left that goes on without a person: the worker must be kept, or woken, for it. */
  unfinished(): Promise<boolean>;
}

/** Before a job that has more to do is run again. */
const BETWEEN_RUNS_MS = 250;

/** Creates the one runner: clears one after another, clicks at once beside them. */
export function createRunner(parts: RunnerParts): Runner {
  const engine: Engine = { ...parts, onChange: parts.onChange ?? (() => {}) };
  const { ledger, clock } = engine;
  const stopping = new AbortController();
  let nudge = new AbortController();
  let active: Promise<unknown> | undefined;
  let kicked = false;

  const control: Control = {
    signal: stopping.signal,
    rest: (ms) => clock.sleep(ms, nudge.signal).catch(() => {}),
  };

  function wake(): void {
    const before = nudge;
    nudge = new AbortController();
    before.abort();
    if (stopping.signal.aborted) nudge.abort();
  }

  function kick(): void {
    if (stopping.signal.aborted) return;
    kicked = true;
    wake();
    if (active !== undefined) return;
    active = parts
      .lock(work)
      .catch((error: unknown) => parts.onProblem?.(error))
      .then((ran) => {
        active = undefined;
        // A kick that came while the last round was closing must not be lost.
        if (ran === true && kicked) kick();
      });
  }

  async function work(): Promise<true> {
    await recover(engine);
    const running = new Map<string, Promise<void>>();
    /** Jobs that have come as far as they can until something changes. */
    const parked = new Set<string>();
    let clearing: string | undefined;
    while (!stopping.signal.aborted) {
      if (kicked) parked.clear();
      kicked = false;
      await resumeOffline();
      for (const job of await ledger.openJobs()) {
        if (running.has(job.id) || parked.has(job.id) || !(await canProgress(job))) continue;
        if (job.source === 'waiting') {
          if (clearing !== undefined) continue;
          clearing = job.id;
        }
        const task = runOne(job.id).then((again) => {
          running.delete(job.id);
          if (clearing === job.id) clearing = undefined;
          if (!again) parked.add(job.id);
        });
        running.set(job.id, task);
      }
      if (kicked) continue;
      if (running.size === 0) break;
      await Promise.race([...running.values(), nudged()]);
    }
    await Promise.all(running.values());
    return true;
  }

  function nudged(): Promise<void> {
    const { signal } = nudge;
    if (kicked || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }

  /** Runs one job; whether it has more to do at once. */
  async function runOne(jobId: string): Promise<boolean> {
    try {
      await runJob(engine, jobId, control);
    } catch (error) {
      parts.onProblem?.(error);
      await pauseJob(engine, jobId, 'breaker', problemOf(error)).catch((problem: unknown) =>
        parts.onProblem?.(problem),
      );
      return false;
    }
    const job = await ledger.job(jobId);
    if (job?.state !== 'running' && job?.state !== 'verifying') return false;
    await control.rest(BETWEEN_RUNS_MS);
    return true;
  }

  async function resumeOffline(): Promise<void> {
    if (!engine.online()) return;
    for (const job of await ledger.jobsIn('paused')) {
      if (job.pause?.reason !== 'offline') continue;
      await ledger.updateJob(job.id, (found) =>
        found.pause?.reason === 'offline' ? resumed(found) : undefined,
      );
      engine.onChange(job.id);
    }
  }

  /** A job that stands still is run only for what it has accepted, and only if that can be read. */
  async function canProgress(job: Job): Promise<boolean> {
    if (job.state !== 'paused') return true;
    if (job.pause?.reason !== 'user' && job.pause?.reason !== 'permission') return false;
    return (await ledger.count(job.id, 'accepted')) > 0;
  }

  return {
    kick,
    async stop() {
      stopping.abort();
      wake();
      await active;
    },
    async unfinished() {
      const open = await ledger.openJobs();
      if (open.some((job) => job.state !== 'paused' || goesOnByItself(job))) return true;
      const drafts = await ledger.jobsIn('draft');
      return drafts.some((job) => job.draft.collecting && job.draft.bootId === engine.bootId);
    },
  };
}

function goesOnByItself(job: Job): boolean {
  return job.pause?.reason === 'offline' || job.pause?.reason === 'updating';
}
