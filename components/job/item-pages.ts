import { useEffect, useRef, useState } from 'preact/hooks';
import type { Bucket } from '../../utils/jobs/states';
import type { WorkerClient } from '../../utils/protocol/client';
import type { ItemView, Problem } from '../../utils/protocol/views';
import { problemOf } from '../interaction/problem-words';

const PAGE_SIZE = 50;

/** One page of a job's items and the way to its neighbours. */
export interface ItemPage {
  items: readonly ItemView[];
  loading: boolean;
  problem: Problem | undefined;
  /** How many items come before this page. */
  offset: number;
  back: (() => void) | undefined;
  forward: (() => void) | undefined;
}

/**
 * Reads a job's items page by page, by their order. The same page is read again whenever `revision` changes (the
 * counts moved, for example); another drawer starts at its first page.
 */
export function useItemPage(
  client: WorkerClient,
  jobId: string,
  bucket: Bucket | undefined,
  revision: string,
): ItemPage {
  const drawer = `${jobId} ${bucket ?? ''}`;
  const [place, setPlace] = useState<{ drawer: string; cursors: number[] }>({ drawer, cursors: [] });
  const cursors = place.drawer === drawer ? place.cursors : [];
  const after = cursors.at(-1);
  const [read, setRead] = useState<{
    drawer: string;
    items: readonly ItemView[];
    problem: Problem | undefined;
  }>();
  const question = useRef(0);

  // A new revision is the reason to read the same page again.
  useEffect(() => {
    question.current += 1;
    const mine = question.current;
    const show = (items: readonly ItemView[], problem?: Problem) => {
      if (mine === question.current) setRead({ drawer, items, problem });
    };
    client
      .ask('job.items', {
        jobId,
        limit: PAGE_SIZE + 1,
        ...(bucket === undefined ? {} : { bucket }),
        ...(after === undefined ? {} : { after }),
      })
      .then(show, (error: unknown) => show([], problemOf(error)));
    return () => {
      question.current += 1;
    };
  }, [client, jobId, bucket, after, revision]);

  const fresh = read?.drawer === drawer ? read : undefined;
  const items = fresh?.items.slice(0, PAGE_SIZE) ?? [];
  const last = items.at(-1);
  const more = (fresh?.items.length ?? 0) > PAGE_SIZE && last !== undefined;
  return {
    items,
    loading: fresh === undefined,
    problem: fresh?.problem,
    offset: cursors.length * PAGE_SIZE,
    back: cursors.length > 0 ? () => setPlace({ drawer, cursors: cursors.slice(0, -1) }) : undefined,
    forward: more ? () => setPlace({ drawer, cursors: [...cursors, last.order] }) : undefined,
  };
}
