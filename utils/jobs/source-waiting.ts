import type { ActivityPage, ActivityRow } from '../genesys/analytics-activity.ts';
import { GenesysError } from '../genesys/error.ts';
import type { Platform } from '../genesys/platform.ts';
import { problemOf } from './job-problem.ts';
import type { Ledger } from './ledger.ts';
import { type Job, newItem, type Proposal } from './ledger-schema.ts';
import { Counting, senderOf } from './tally.ts';

export interface WaitingSourceParts {
  ledger: Ledger;
  platform: Pick<Platform, 'queryActivity' | 'observeQueue'>;
  now: () => number;
  signal?: AbortSignal | undefined;
  /** Called after each page that was taken in. */
  onPage?: (() => void) | undefined;
}

/** Bigger pages cost fewer requests; what the API gives of it is not documented, so both sizes are tried. */
const PAGE_SIZES = [500, 100] as const;
/** A listing that brings something new on every page ends; one that never ends is a fault of the answer. */
const MOST_PAGES = 5_000;

type Draft = Job['draft'];

/**
 * Lists what waits in the queue into the job's ledger, page by page, and closes the draft: complete, or
 * incomplete with the problem. A page that fails never makes the list look empty. Resolves when the draft is
 * closed; rejects only when the ledger does.
 */
export async function listWaiting(jobId: string, queueId: string, parts: WaitingSourceParts): Promise<void> {
  const media = new Counting();
  const senders = new Counting();
  const startedAt = parts.now();
  let read = 0;
  let oldestSince: number | undefined;
  let truncated = false;

  const draftSoFar = (): Partial<Draft> => ({
    media: media.tally(),
    senders: senders.tally(),
    ...(oldestSince === undefined ? {} : { oldestSince }),
  });

  async function take(rows: readonly ActivityRow[]): Promise<number> {
    const proposals = proposalsOf(rows, queueId, read, startedAt);
    const added = await parts.ledger.addItems(
      jobId,
      proposals.map((proposal) => newItem(jobId, proposal)),
    );
    for (const item of added) {
      media.add(item.media ?? 'unknown');
      senders.add(senderOf(item));
      if (item.since !== undefined) oldestSince = Math.min(oldestSince ?? item.since, item.since);
    }
    read += rows.length;
    return added.length;
  }

  try {
    const depth = await queueDepth(queueId, parts);
    await change(parts.ledger, jobId, { ...(depth === undefined ? {} : depth) });
    let listed = 0;
    for await (const page of pages(queueId, parts)) {
      truncated ||= page.truncated;
      const added = await take(page.rows);
      listed += added;
      await change(parts.ledger, jobId, draftSoFar());
      parts.onPage?.();
      // An answer that ignores paging repeats itself; a page may also be short, so only "nothing new" ends it.
      if (added === 0) break;
    }
    await change(parts.ledger, jobId, {
      ...draftSoFar(),
      ...doubtsOf(listed, depth?.depth, truncated),
      collecting: false,
      listedAt: parts.now(),
    });
  } catch (error) {
    await change(parts.ledger, jobId, {
      ...draftSoFar(),
      collecting: false,
      complete: false,
      listedAt: parts.now(),
      problem: parts.signal?.aborted ? { code: 'draft incomplete', detail: 'interrupted' } : problemOf(error),
    });
  }
}

/**
 * Whether the list may be taken for whole. Fewer than the queue counts is normal while agents work, and is
 * shown beside it; a list that cannot be compared, or is empty where the queue counts some, is not.
 */
function doubtsOf(listed: number, depth: number | undefined, truncated: boolean): Partial<Draft> {
  const incomplete = (detail: string): Partial<Draft> => ({
    complete: false,
    problem: { code: 'draft incomplete', detail },
  });
  if (listed === 0 && (depth ?? 0) > 0) return incomplete(`the queue counts ${depth}, the list holds none`);
  if (truncated && depth === undefined) return incomplete('Genesys left a part of the list out');
  return { complete: true };
}

async function queueDepth(
  queueId: string,
  { platform, signal }: WaitingSourceParts,
): Promise<Pick<Draft, 'depth' | 'oldestSince'> | undefined> {
  try {
    const counts = await platform.observeQueue(queueId, { lane: 'interactive', signal });
    return { depth: counts.waiting, oldestSince: counts.oldestWaitingSince };
  } catch (error) {
    signal?.throwIfAborted();
    // The count only serves to compare; the list itself tells what went wrong, if it does for the list too.
    if (error instanceof GenesysError) return undefined;
    throw error;
  }
}

async function* pages(queueId: string, parts: WaitingSourceParts): AsyncGenerator<ActivityPage, void> {
  let pageSize: number = PAGE_SIZES[0];
  for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber += 1) {
    const read = (size: number) =>
      parts.platform.queryActivity(
        {
          queueId,
          metrics: ['oWaiting'],
          groupBy: ['conversationId', 'queueId'],
          details: true,
          pageNumber,
          pageSize: size,
        },
        { lane: 'job', signal: parts.signal },
      );
    let page: ActivityPage;
    try {
      page = await read(pageSize);
    } catch (error) {
      const refused = error instanceof GenesysError && error.kind === 'bad request';
      if (!refused || pageNumber > 1 || pageSize === PAGE_SIZES[1]) throw error;
      pageSize = PAGE_SIZES[1];
      page = await read(pageSize);
    }
    if (page.rows.length === 0) return;
    yield page;
  }
  throw new GenesysError({
    kind: 'unreadable answer',
    operation: 'queryActivity',
    message: 'The list of waiting interactions did not end.',
  });
}

function proposalsOf(
  rows: readonly ActivityRow[],
  queueId: string,
  listedBefore: number,
  startedAt: number,
): Proposal[] {
  const proposals: Proposal[] = [];
  for (const [position, row] of rows.entries()) {
    if (row.conversationId === undefined || row.waiting <= 0) continue;
    if (row.queueId !== undefined && row.queueId !== queueId) continue;
    const entity = row.entity;
    proposals.push({
      conversationId: row.conversationId,
      order: newestFirst(entity?.activityDate, listedBefore + position, startedAt),
      media: entity?.mediaType ?? row.mediaType,
      direction: entity?.direction,
      from: entity?.addressFrom ?? entity?.ani,
      to: entity?.addressTo ?? entity?.dnis,
      remote: entity?.participantName,
      since: entity?.activityDate,
      confirmed: {
        verdict: 'waiting',
        evidence: [{ fact: 'waiting in queue', since: entity?.activityDate, media: entity?.mediaType }],
      },
    });
  }
  return proposals;
}

const LISTING_BITS = 2 ** 20;
const LONGEST_WAIT_S = 2 ** 32 - 1;

/**
 * Where an item stands in the job: the newest first. Genesys routes the highest priority and then the oldest
 * first, so clearing from the newest end stays farthest from what agents are about to be given, and the race
 * between the read and the send is smallest. Unknown age counts as oldest. Unique by its place in the listing.
 */
export function newestFirst(since: number | undefined, place: number, now: number): number {
  const seconds = since === undefined ? LONGEST_WAIT_S : Math.max(0, Math.floor((now - since) / 1_000));
  return Math.min(seconds, LONGEST_WAIT_S) * LISTING_BITS + (place % LISTING_BITS);
}

async function change(ledger: Ledger, jobId: string, draft: Partial<Draft>): Promise<void> {
  await ledger.updateJob(jobId, (job) =>
    job.draft.collecting ? { ...job, draft: { ...job.draft, ...draft } } : undefined,
  );
}
