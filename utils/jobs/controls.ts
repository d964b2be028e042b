import type { Engine } from './engine.ts';
import { strangerTo } from './engine.ts';
import { JobError } from './job-problem.ts';
import { cancelPending, conclude } from './job-run.ts';
import { paused, pendingAgain, resumed } from './job-states.ts';
import type { Job, Who } from './ledger-schema.ts';
import { RETRYABLE_OUTCOMES } from './states.ts';

const RETRY_BATCH = 200;
/** Cancelled before the answer is given, so that a click taken back is shown so at once; the runner does the rest. */
const CANCELLED_AT_ONCE = 500;

/** Throws `JobError` unless `who` is the one the job belongs to. */
export function signedInAs(job: Job, who: Who | undefined): void {
  const stranger = strangerTo(job, who);
  if (stranger !== undefined) throw new JobError(stranger);
}

/** Lets the job stand still before its next send. One that stands still already stays as it is. */
export async function pause(engine: Engine, jobId: string): Promise<void> {
  const at = engine.clock.now();
  await change(engine, jobId, (job) => {
    if (job.state === 'paused') return undefined;
    const next = paused(job, 'user', at);
    if (next === undefined) throw new JobError('wrong state', job.state);
    return next;
  });
}

/**
 * Lets the job go on, for the user who started it only: for anybody else it stands still as "sign-in", with the
 * problem. A click goes on from now, not from its undo time.
 */
export async function resume(engine: Engine, jobId: string): Promise<void> {
  const who = await engine.whoNow();
  const at = engine.clock.now();
  await change(engine, jobId, (job) => {
    if (job.state !== 'paused') return undefined;
    const problem = strangerTo(job, who);
    if (problem !== undefined) return { ...job, pause: { reason: 'sign-in', at, problem } };
    return { ...resumed(job), ...clickFromNow(job, at) };
  });
}

/** Resumes what stood still for want of this user's sign-in. */
export async function signedIn(engine: Engine, who: Who): Promise<void> {
  const at = engine.clock.now();
  for (const job of await engine.ledger.jobsIn('paused')) {
    if (job.pause?.reason !== 'sign-in' || strangerTo(job, who) !== undefined) continue;
    await change(engine, job.id, (found) =>
      found.pause?.reason === 'sign-in' ? { ...resumed(found), ...clickFromNow(found, at) } : undefined,
    );
  }
}

/** Cancels what has not been sent; what was is still verified and reported. A draft is given up. */
export async function cancel(engine: Engine, jobId: string): Promise<void> {
  await change(engine, jobId, (job) => {
    if (job.state === 'cancelled') return undefined;
    if (job.state === 'finished') throw new JobError('wrong state', job.state);
    const { pause: _p, confirmation: _c, ...rest } = job;
    return { ...rest, state: 'cancelled', open: 1, draft: { ...job.draft, collecting: false } };
  });
  await cancelPending(engine, jobId, CANCELLED_AT_ONCE);
  await conclude(engine, jobId);
}

/**
 * Takes up again what was not cleared, failed or stayed unverified; each is read again before it is sent. Throws
 * `JobError` with `nothing chosen` when there is none.
 */
export async function retryFailed(engine: Engine, jobId: string): Promise<void> {
  const job = await engine.ledger.job(jobId);
  if (job === undefined) throw new JobError('no such job');
  if (job.state === 'draft') throw new JobError('wrong state', job.state);
  signedInAs(job, await engine.whoNow());
  const left = await Promise.all(RETRYABLE_OUTCOMES.map((outcome) => engine.ledger.count(jobId, outcome)));
  if (left.every((count) => count === 0)) throw new JobError('nothing chosen');
  const at = engine.clock.now();
  await change(engine, jobId, (found) => {
    const { finishedAt: _, ...rest } = found;
    const state = found.state === 'paused' ? 'paused' : 'running';
    return { ...rest, state, open: 1, breaker: { forbidden: 0, systemic: 0 }, ...clickFromNow(found, at) };
  });
  for (const outcome of RETRYABLE_OUTCOMES) {
    for (;;) {
      const again = await engine.ledger.items(jobId, { bucket: outcome, limit: RETRY_BATCH });
      if (again.length === 0) break;
      // Those that fail anew meanwhile carry a later time, and are left for the next "retry".
      const old = again.filter((item) => (item.settledAt ?? 0) <= at);
      if (old.length === 0) break;
      await engine.ledger.updateItems(
        jobId,
        old.map((item) => item.conversationId),
        (item) =>
          item.outcome === outcome ? { ...pendingAgain(item, at), rung: 0, unknownTries: 0 } : undefined,
      );
    }
  }
  engine.onChange(jobId);
}

function clickFromNow(job: Job, at: number): Partial<Job> {
  return job.source === 'ids' ? { notBefore: Math.max(at, job.notBefore ?? at) } : {};
}

async function change(engine: Engine, jobId: string, next: (job: Job) => Job | undefined): Promise<void> {
  const job = await engine.ledger.updateJob(jobId, next);
  if (job === undefined) throw new JobError('no such job');
  engine.onChange(jobId);
}
