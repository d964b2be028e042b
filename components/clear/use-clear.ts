import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { type Action, useAction } from '../action';
import { type JobFeed, useJobFeed } from '../job-feed';

const UNDER_WAY = ['running', 'paused', 'verifying'];

export interface ClearState {
  feed: JobFeed;
  beginning: Action;
  starting: Action;
  keeping: Action;
  /** The sender whose interactions are being left out or taken back in. */
  keepingSender: string | undefined;
  /** Makes a new list; one that is still being made is given up. */
  preview(): void;
  /** Starts the list; `reason` only where the list requires one. */
  start(typedName: string, reason?: string): void;
  /** Leaves a sender's interactions out of the list, or takes them back in. */
  keep(sender: string, keep: boolean): void;
}

/**
 * The life of one queue's clearing on a page. A clear of this queue that is under way already is shown instead of a
 * second list. A list that is still being made when the page goes is given up, so that it costs no more requests.
 */
export function useClear(client: WorkerClient, queueId: string): ClearState {
  const [jobId, setJobId] = useState<string>();
  const feed = useJobFeed(client, jobId);
  const beginning = useAction();
  const starting = useAction();
  const keeping = useAction();
  const [sender, setSender] = useState<string>();
  const shown = useRef<JobView>(undefined);
  shown.current = feed.job;
  const generation = useRef(0);

  const begin = useCallback(
    (join: boolean) => {
      generation.current += 1;
      const mine = generation.current;
      void beginning.run(async () => {
        const found = (join && (await underWay(client, queueId))) || undefined;
        const job = found ?? (await client.ask('clear.draft', { queueId }));
        if (mine === generation.current) setJobId(job.id);
        else giveUp(client, job);
      });
    },
    [client, queueId, beginning.run],
  );
  useEffect(() => {
    begin(true);
    return () => {
      generation.current += 1;
      giveUp(client, shown.current);
    };
  }, [client, begin]);

  return {
    feed,
    beginning,
    starting,
    keeping,
    keepingSender: keeping.busy ? sender : undefined,
    preview() {
      giveUp(client, shown.current);
      starting.clear();
      keeping.clear();
      setJobId(undefined);
      begin(false);
    },
    start(typedName, reason) {
      const job = shown.current;
      const confirmation = job?.confirmation;
      if (job === undefined || confirmation === undefined) return;
      void starting.run(async () => {
        const answer = { confirmation, typedName, ...(reason === undefined ? {} : { reason }) };
        feed.take(await client.ask('clear.start', { jobId: job.id, ...answer }));
      });
    },
    keep(name, keep) {
      const job = shown.current;
      if (job === undefined) return;
      setSender(name);
      void keeping.run(async () => {
        feed.take(await client.ask('clear.keep', { jobId: job.id, sender: name, keep }));
      });
    },
  };
}

async function underWay(client: WorkerClient, queueId: string): Promise<JobView | undefined> {
  const jobs = await client.ask('jobs.list', {});
  return jobs.find(
    (job) => job.source === 'waiting' && job.queue?.id === queueId && UNDER_WAY.includes(job.state),
  );
}

function giveUp(client: WorkerClient, job: JobView | undefined): void {
  if (job?.state !== 'draft' || !job.draft.collecting) return;
  // Nobody is left to tell if this fails; the worker ends an abandoned list by itself in the end.
  client.ask('job.cancel', { jobId: job.id }).catch(() => {});
}
