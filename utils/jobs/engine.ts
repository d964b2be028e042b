import type { Clock } from '../clock/clock.ts';
import type { Budget } from '../genesys/budget.ts';
import type { Platform } from '../genesys/platform.ts';
import type { JobProblem } from './job-problem.ts';
import { paused } from './job-states.ts';
import type { Ledger } from './ledger.ts';
import type { Job, Who } from './ledger-schema.ts';
import type { PauseReason } from './states.ts';
import type { Triage } from './triage-part.ts';

/** What of the Platform API the pipeline uses once a job is confirmed. */
export type EnginePlatform = Pick<Platform, 'getConversation' | 'queryActivity' | 'disconnect'>;

/** The parts that everything between confirm and record works with. */
export interface Engine {
  ledger: Ledger;
  platform: EnginePlatform;
  budget: Pick<Budget, 'acquire' | 'state'>;
  clock: Clock;
  triage: Triage;
  /** Names this life of the worker. */
  bootId: string;
  online: () => boolean;
  /** Who is signed in now, without asking anybody. */
  whoNow: () => Promise<Who | undefined>;
  /** Called after something of the job changed. */
  onChange: (jobId: string) => void;
}

/** The life of one run: how to wait, and when to stop. */
export interface Control {
  /** Waits, at most `ms`; ends early when a job was changed from outside, or the run is stopped. */
  rest(ms: number): Promise<void>;
  /** Aborted when the run is stopped; what is on the wire is still waited for. */
  signal: AbortSignal;
}

/** Lets the job stand still, unless it does already or is over. */
export async function pauseJob(
  engine: Engine,
  jobId: string,
  reason: PauseReason,
  problem?: JobProblem,
): Promise<void> {
  const at = engine.clock.now();
  await engine.ledger.updateJob(jobId, (job) => paused(job, reason, at, problem));
  engine.onChange(jobId);
}

/** What forbids `who` to go on with a job that somebody started: only the same user in the same org may. */
export function strangerTo(job: Job, who: Who | undefined): JobProblem | undefined {
  if (who === undefined) return { code: 'not signed in' };
  if (who.orgId !== job.who.orgId || who.region !== job.who.region) {
    return { code: 'another organisation', detail: who.orgName };
  }
  return who.userId === job.who.userId ? undefined : { code: 'another user', detail: who.userName };
}

/** Whether the job may read and send now; lets it stand still with the reason if not. */
export async function mayGoOn(engine: Engine, job: Job): Promise<boolean> {
  if (!engine.online()) {
    await pauseJob(engine, job.id, 'offline');
    return false;
  }
  const stranger = strangerTo(job, await engine.whoNow());
  if (stranger === undefined) return true;
  await pauseJob(engine, job.id, 'sign-in', stranger);
  return false;
}
