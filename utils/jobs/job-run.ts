import { type ActivityReader, createActivityReader } from './activity-reader.ts';
import type { Control, Engine } from './engine.ts';
import { cancelled, finished } from './job-states.ts';
import type { Job } from './ledger-schema.ts';
import { sendPending } from './sending.ts';
import { verifyAccepted } from './verifying.ts';

/** What the two halves of a job's run share. */
export interface Run {
  engine: Engine;
  jobId: string;
  reader: ActivityReader;
  control: Control;
  /** Whether the sending half is still at it. */
  sending: boolean;
}

const CANCEL_BATCH = 500;

/**
 * Brings a confirmed job as far as it will go: sends what is pending and verifies what was accepted, side by side;
 * then closes it. Returns when the job is over, stands still, or the run is stopped.
 */
export async function runJob(engine: Engine, jobId: string, control: Control): Promise<void> {
  const reader = createActivityReader(engine);
  const run: Run = { engine, jobId, reader, control, sending: true };
  await started(engine, jobId);
  const sending = sendPending(run).finally(async () => {
    await conclude(engine, jobId);
    run.sending = false;
  });
  await Promise.all([sending, verifyAccepted(run)]);
  await cancelPending(engine, jobId, Number.POSITIVE_INFINITY);
  await conclude(engine, jobId);
}

/** Gives at least the first `most` pending items of a cancelled job their outcome; the runner does the rest. */
export async function cancelPending(engine: Engine, jobId: string, most: number): Promise<void> {
  for (let done = 0; done < most; done += CANCEL_BATCH) {
    const job = await engine.ledger.job(jobId);
    if (job?.state !== 'cancelled') return;
    const left = await engine.ledger.items(jobId, { bucket: 'pending', limit: CANCEL_BATCH });
    if (left.length === 0) return;
    const at = engine.clock.now();
    await engine.ledger.updateItems(
      jobId,
      left.map((item) => item.conversationId),
      (item, found) => (item.state === 'pending' ? cancelled(item, found, at) : undefined),
    );
    engine.onChange(jobId);
  }
}

/** Closes a job of which nothing is left; says so when only verification is left, or when that sent items back. */
export async function conclude(engine: Engine, jobId: string): Promise<void> {
  const [pending, sending, accepted] = await Promise.all([
    engine.ledger.count(jobId, 'pending'),
    engine.ledger.count(jobId, 'sending'),
    engine.ledger.count(jobId, 'accepted'),
  ]);
  const at = engine.clock.now();
  const next = (job: Job): Job | undefined => {
    if (job.open === 0) return undefined;
    if (pending + sending + accepted === 0) return finished(job, at);
    if (job.state === 'running' && pending + sending === 0) return { ...job, state: 'verifying' };
    if (job.state === 'verifying' && pending > 0) return { ...job, state: 'running' };
    return undefined;
  };
  await engine.ledger.updateJob(jobId, next);
  engine.onChange(jobId);
}

async function started(engine: Engine, jobId: string): Promise<void> {
  const at = engine.clock.now();
  await engine.ledger.updateJob(jobId, (job) =>
    job.startedAt === undefined && job.state === 'running' ? { ...job, startedAt: at } : undefined,
  );
}
