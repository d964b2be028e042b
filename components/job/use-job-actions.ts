import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView, Problem } from '../../utils/protocol/views';
import { useAction } from '../action';
import type { JobFeed } from '../job-feed';

type JobCommand = 'job.pause' | 'job.resume' | 'job.cancel' | 'job.retryFailed';

export interface JobActions {
  busy: boolean;
  problem: Problem | undefined;
  send(command: JobCommand): void;
  /** After a sign-in from here: goes on with a job that waited for it. */
  signedIn(): void;
}

/** The buttons of a job: each answer is shown at once, without waiting for the next look. */
export function useJobActions(client: WorkerClient, feed: JobFeed): JobActions {
  const action = useAction();
  const jobId = feed.job?.id;
  const send = (command: JobCommand) => {
    if (jobId === undefined) return;
    void action.run(async () => feed.take(await client.ask(command, { jobId })));
  };
  const signedIn = () => {
    if (jobId === undefined) return;
    void action.run(async () => {
      const job = await client.ask('job.get', { jobId });
      feed.take(waitsForSignIn(job) ? await client.ask('job.resume', { jobId }) : job);
    });
  };
  return { busy: action.busy, problem: action.problem, send, signedIn };
}

function waitsForSignIn(job: JobView): boolean {
  return job.state === 'paused' && job.pause?.reason === 'sign-in';
}
