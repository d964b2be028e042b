import { GenesysError } from '../genesys/error.ts';
import { type Control, type Engine, pauseJob } from './engine.ts';
import { type JobProblem, problemOf } from './job-problem.ts';
import type { Job } from './ledger-schema.ts';

/** So many failures in a row are not about the single interaction. */
export const BREAKER_LIMIT = 5;

const NO_FAILURES = { forbidden: 0, systemic: 0 } as const;
const PAUSE_OF = { forbidden: 'permission', systemic: 'breaker' } as const;

/** Counts a send that failed; the fifth of its kind in a row lets the job stand still with the problem. */
export async function countFailure(
  engine: Engine,
  jobId: string,
  kind: 'forbidden' | 'systemic',
  problem: JobProblem,
): Promise<void> {
  const job = await engine.ledger.updateJob(jobId, (found) => ({
    ...found,
    breaker: { ...NO_FAILURES, [kind]: found.breaker[kind] + 1 },
  }));
  if ((job?.breaker[kind] ?? 0) >= BREAKER_LIMIT) await pauseJob(engine, jobId, PAUSE_OF[kind], problem);
}

/** Forgets the failures, after a send that was answered. Costs nothing while there are none. */
export async function countSuccess(engine: Engine, job: Job): Promise<void> {
  if (job.breaker.forbidden === 0 && job.breaker.systemic === 0) return;
  await engine.ledger.updateJob(job.id, (found) => ({ ...found, breaker: { ...NO_FAILURES } }));
}

/** What to do about a read that failed: wait and try again, or stand still. Sending never goes on without it. */
export interface ReadFailures {
  /** Resolves after the wait; the job's state says whether it stands still. Throws what Genesys is not to blame for. */
  failed(jobId: string, error: unknown): Promise<void>;
  answered(): void;
  /** Failures in a row. */
  count(): number;
}

/** Counts reads that fail in a row; a run of `BREAKER_LIMIT` lets the job stand still. */
export function createReadFailures(engine: Engine, control: Control): ReadFailures {
  let inARow = 0;
  return {
    answered: () => {
      inARow = 0;
    },
    count: () => inARow,
    async failed(jobId, error) {
      if (control.signal.aborted) return;
      if (!(error instanceof GenesysError)) throw error;
      inARow += 1;
      const problem = problemOf(error);
      if (error.kind === 'unauthorized') return pauseJob(engine, jobId, 'sign-in', problem);
      if (error.kind === 'forbidden') return pauseJob(engine, jobId, 'permission', problem);
      if (!engine.online()) return pauseJob(engine, jobId, 'offline', problem);
      if (inARow >= BREAKER_LIMIT) return pauseJob(engine, jobId, 'breaker', problem);
      await control.rest(1_000 * 2 ** inARow);
    },
  };
}
