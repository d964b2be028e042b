import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { WorkerClient } from '../utils/protocol/client';
import type { JobView, Problem } from '../utils/protocol/views';
import { problemOf } from './interaction/problem-words';
import { addSample, type Sample, sampleOf } from './job/burn-samples';

/** Calls `run` once after `ms`; the answer takes it back. */
export type Wait = (run: () => void, ms: number) => () => void;

/** Whether anybody can see the page, and word of every change of that. */
export interface Sight {
  visible(): boolean;
  onChange(run: () => void): () => void;
}

const FAST = 1000;
const CALM = 3000;
const SLOW = 15_000;

/** How long until the job is looked at again, in ms: often only while it moves and somebody watches. */
export function lookInterval(job: JobView | undefined, visible: boolean): number {
  if (!visible) return SLOW;
  switch (job?.state) {
    case undefined:
    case 'running':
    case 'verifying':
      return FAST;
    case 'draft':
      return job.draft.collecting ? FAST : CALM;
    case 'paused':
      return CALM;
    case 'finished':
    case 'cancelled':
      return SLOW;
  }
}

export interface Following {
  /** Takes a view that came as the answer to a button, and looks again from there. */
  take(job: JobView): void;
  /** Looks now. */
  look(): void;
  stop(): void;
}

/**
 * Follows one job by asking the worker for it. Answers that were overtaken by a newer question are dropped.
 * A failure is told and asked again, slower each time up to 15 s; only a job that does not exist ends it.
 */
export function followJob(parts: {
  client: WorkerClient;
  jobId: string;
  wait: Wait;
  sight: Sight;
  onJob: (job: JobView) => void;
  onProblem: (problem: Problem) => void;
}): Following {
  const { client, jobId, wait, sight } = parts;
  let stopped = false;
  let question = 0;
  let failures = 0;
  let cancelWait = () => {};

  const schedule = (ms: number) => {
    cancelWait();
    cancelWait = wait(look, ms);
  };
  const accept = (job: JobView) => {
    failures = 0;
    parts.onJob(job);
    schedule(lookInterval(job, sight.visible()));
  };
  const fail = (error: unknown) => {
    const problem = problemOf(error);
    parts.onProblem(problem);
    failures += 1;
    if (problem.code !== 'no such job') schedule(Math.min(SLOW, FAST * 2 ** failures));
  };
  const look = () => {
    if (stopped) return;
    cancelWait();
    question += 1;
    const mine = question;
    const current = () => !stopped && mine === question;
    client.ask('job.get', { jobId }).then(
      (job) => current() && accept(job),
      (error: unknown) => current() && fail(error),
    );
  };
  const stopSight = sight.onChange(() => {
    if (sight.visible()) look();
  });
  look();
  return {
    take(job) {
      if (stopped || job.id !== jobId) return;
      question += 1;
      accept(job);
    },
    look,
    stop() {
      stopped = true;
      cancelWait();
      stopSight();
    },
  };
}

/** What a component sees of a job it follows. `problem` tells that the last look failed; `job` is then the one before. */
export interface JobFeed {
  job: JobView | undefined;
  problem: Problem | undefined;
  /** What was left to end, from when this page first saw the job run. */
  samples: readonly Sample[];
  take(job: JobView): void;
  look(): void;
}

/** Follows the job while the component stands; nothing is asked while there is no id. */
export function useJobFeed(client: WorkerClient, jobId: string | undefined): JobFeed {
  const [seen, setSeen] = useState<Omit<JobFeed, 'take' | 'look'>>(NOTHING);
  const following = useRef<Following>(undefined);
  useEffect(() => {
    setSeen(NOTHING);
    if (jobId === undefined) return;
    const begun = followJob({
      client,
      jobId,
      wait: browserWait,
      sight: documentSight,
      onJob: (job) =>
        setSeen((before) => ({
          job,
          problem: undefined,
          samples: addSample(before.samples, sampleOf(job, Date.now())),
        })),
      onProblem: (problem) => setSeen((before) => ({ ...before, problem })),
    });
    following.current = begun;
    return () => begun.stop();
  }, [client, jobId]);
  const take = useCallback((job: JobView) => following.current?.take(job), []);
  const look = useCallback(() => following.current?.look(), []);
  return { ...seen, take, look };
}

const NOTHING = { job: undefined, problem: undefined, samples: [] };

const browserWait: Wait = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const documentSight: Sight = {
  visible: () => document.visibilityState !== 'hidden',
  onChange(run) {
    document.addEventListener('visibilitychange', run);
    return () => document.removeEventListener('visibilitychange', run);
  },
};
