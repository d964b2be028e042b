import type { Platform } from '../genesys/platform.ts';
import { confirmedClear } from './confirm.ts';
import { signedInAs } from './controls.ts';
import { JobError } from './job-problem.ts';
import type { Ledger } from './ledger.ts';
import type { Job, Who } from './ledger-schema.ts';
import { emptyDraft } from './new-draft.ts';
import type { JobsParts } from './service.ts';
import { listWaiting } from './source-waiting.ts';

type ClearParts = Pick<JobsParts, 'clock' | 'bootId' | 'randomId' | 'policy' | 'whoNow' | 'onProblem'> & {
  ledger: Ledger;
  platform: Pick<Platform, 'queryActivity' | 'observeQueue'>;
  onChange: (jobId: string) => void;
};

/**
 * Begins to list what waits in a queue, and gives the draft at once; the list grows in the ledger while it is made.
 * `listed` resolves when the draft is closed and never rejects. Throws `JobError`.
 */
export async function draftClear(
  parts: ClearParts,
  queue: { id: string; name: string },
  who: Who,
): Promise<{ job: Job; listed: Promise<void> }> {
  if (!(await parts.policy()).bulkEnabled) throw new JobError('forbidden by policy');
  const job: Job = {
    id: parts.randomId(),
    version: 1,
    source: 'waiting',
    state: 'draft',
    open: 0,
    queue: { id: queue.id, name: queue.name },
    who,
    createdAt: parts.clock.now(),
    draft: emptyDraft(parts.bootId),
    confirmation: parts.randomId(),
    breaker: { forbidden: 0, systemic: 0 },
  };
  await parts.ledger.createJob(job, []);
  const listed = listWaiting(job.id, queue.id, {
    ledger: parts.ledger,
    platform: parts.platform,
    now: parts.clock.now,
    onPage: () => parts.onChange(job.id),
  })
    .catch((error: unknown) => parts.onProblem?.(error))
    .then(() => parts.onChange(job.id));
  return { job, listed };
}

/** Takes the typed name of the queue and, where the policy wants one, the reason; the draft becomes a running job. Throws `JobError`. */
export async function startClear(
  parts: ClearParts,
  answer: { jobId: string; confirmation: string; typedName: string; reason?: string | undefined },
): Promise<void> {
  const draft = await parts.ledger.job(answer.jobId);
  if (draft === undefined) throw new JobError('no such job');
  signedInAs(draft, await parts.whoNow());
  const chosen = await parts.ledger.count(answer.jobId, 'pending');
  const policy = await parts.policy();
  const now = parts.clock.now();
  await parts.ledger.updateJob(answer.jobId, (job) => confirmedClear(job, answer, chosen, policy, now));
  parts.onChange(answer.jobId);
}
