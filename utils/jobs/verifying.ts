import { MAX_IDS_PER_QUERY } from '../genesys/analytics-activity.ts';
import { GenesysError } from '../genesys/error.ts';
import { BREAKER_LIMIT, createReadFailures } from './breaker.ts';
import { mayGoOn, strangerTo } from './engine.ts';
import type { Run } from './job-run.ts';
import type { Item, Job } from './ledger-schema.ts';
import { laneOf } from './sending.ts';
import { leaveUnverified, verify } from './verifier.ts';

/** While sending goes on, a chunk is read when it is full, or its first has waited so long. */
const WHILE_SENDING_MS = 60_000;
/** Afterwards the last ones are still read together, but soon. */
const AFTERWARDS_MS = 3_000;
const SHORTEST_REST_MS = 50;
const LONGEST_REST_MS = 2_000;
/** Reasons to stand still by which nothing can be read either. */
const NOTHING_CAN_BE_READ = new Set(['sign-in', 'breaker', 'offline', 'updating']);

/**
 * Verifies what was accepted, in chunks that cost about one read for fifty, until nothing is accepted and sending is
 * over, or until there is something to send again. A job that stands still because a person said so, or that was
 * cancelled, is verified all the same.
 */
export async function verifyAccepted(run: Run): Promise<void> {
  const { engine, jobId, control } = run;
  const failures = createReadFailures(engine, control);
  while (!control.signal.aborted) {
    const job = await engine.ledger.job(jobId);
    if (job === undefined || job.open === 0) return;
    if (job.state === 'paused' && NOTHING_CAN_BE_READ.has(job.pause?.reason ?? '')) return;
    if (await hasToSend(run, job)) return;
    const accepted = await engine.ledger.count(jobId, 'accepted');
    if (accepted === 0) {
      if (!run.sending) return;
      await control.rest(LONGEST_REST_MS / 4);
      continue;
    }
    const now = engine.clock.now();
    const due = await engine.ledger.itemsDue(jobId, 'accepted', now, MAX_IDS_PER_QUERY);
    if (!worthReading(run, job, due, accepted, now)) {
      const next = await engine.ledger.nextDue(jobId, 'accepted');
      const wait = Math.max((next ?? now) - now, SHORTEST_REST_MS);
      await control.rest(job.source === 'ids' ? Math.min(wait, LONGEST_REST_MS) : LONGEST_REST_MS / 4);
      continue;
    }
    // Of a cancelled job nothing more can be known once a stranger's token is all there is to read with.
    if (job.state === 'cancelled' && strangerTo(job, await engine.whoNow()) !== undefined) {
      await leaveUnverified(engine, jobId, due);
      continue;
    }
    if (job.state !== 'cancelled' && !(await mayGoOn(engine, job))) return;
    try {
      await verify(engine, job, due, run.reader, laneOf(job), control.signal);
      failures.answered();
    } catch (error) {
      await failures.failed(jobId, error);
      if (error instanceof GenesysError && error.kind === 'forbidden' && job.state === 'paused') return;
      // A cancelled job cannot stand still and wait: what cannot be read is recorded as such.
      if (job.state !== 'cancelled') continue;
      if (failures.count() >= BREAKER_LIMIT) await leaveUnverified(engine, jobId, due);
      else await control.rest(LONGEST_REST_MS);
    }
  }
}

/** Whether there is something to send again: the job was resumed, or the last look sent items back. */
async function hasToSend({ engine, jobId, sending }: Run, job: Job): Promise<boolean> {
  if (sending) return false;
  if (job.state === 'running') return true;
  return job.state === 'verifying' && (await engine.ledger.count(jobId, 'pending')) > 0;
}

function worthReading(run: Run, job: Job, due: readonly Item[], accepted: number, now: number): boolean {
  const [first] = due;
  if (first === undefined) return false;
  if (job.source === 'ids') return true;
  const waited = now - first.notBefore;
  if (due.length >= MAX_IDS_PER_QUERY || (!run.sending && due.length === accepted)) return true;
  return waited >= (run.sending ? WHILE_SENDING_MS : AFTERWARDS_MS);
}
