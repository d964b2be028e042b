import { useEffect, useState } from 'preact/hooks';
import type { WorkerClient } from '../utils/protocol/client';
import type { JobView, Problem } from '../utils/protocol/views';
import { problemOf } from './interaction/problem-words';

const EVERY = 2000;

/** Jobs that a person started: a list that was only looked at is no job to show. Newest first. */
function shownJobs(jobs: readonly JobView[]): JobView[] {
  return jobs
    .filter((job) => job.confirmedAt !== undefined || job.startedAt !== undefined)
    .sort((a, b) => b.createdAt - a.createdAt);
}

/** Whether a job still has something to do. */
export function isUnfinished(job: JobView): boolean {
  return job.state === 'running' || job.state === 'paused' || job.state === 'verifying';
}

/** The jobs on record, read again every two seconds while the page can be seen. */
export function useJobsList(client: WorkerClient): {
  jobs: JobView[] | undefined;
  problem: Problem | undefined;
} {
  const [seen, setSeen] = useState<{ jobs: JobView[] | undefined; problem: Problem | undefined }>({
    jobs: undefined,
    problem: undefined,
  });
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      try {
        const jobs = shownJobs(await client.ask('jobs.list', {}));
        if (!gone) setSeen({ jobs, problem: undefined });
      } catch (error) {
        if (!gone) setSeen((before) => ({ ...before, problem: problemOf(error) }));
      }
      if (!gone && document.visibilityState !== 'hidden') timer = setTimeout(look, EVERY);
    };
    const wake = () => {
      clearTimeout(timer);
      if (document.visibilityState !== 'hidden') void look();
    };
    document.addEventListener('visibilitychange', wake);
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    };
  }, [client]);
  return seen;
}
