import type { Item, Job } from './ledger-schema.ts';
import type { Bucket, JobState, Outcome } from './states.ts';

/** Which of a job's items, in rising order. */
export interface ItemQuery {
  bucket?: Bucket | undefined;
  /** Only items whose order is greater. */
  after?: number | undefined;
  limit: number;
}

/** How safely a change must lie on disk before it counts. */
interface ChangeOptions {
  /** Waits until it is on disk: what is written before a request that cannot be taken back. */
  strict?: boolean;
}

/**
 * The record of every job and item, and the only place where their state lives. Each method is one transaction.
 * A `change` is run inside it on what is stored now and must not wait for anything; what it throws undoes the
 * transaction. Rejects with `LedgerError` when a stored document is not what it should be.
 */
export interface Ledger {
  createJob(job: Job, items: readonly Item[]): Promise<void>;
  job(jobId: string): Promise<Job | undefined>;
  /** The newest first. */
  jobs(limit: number): Promise<Job[]>;
  jobsIn(state: JobState): Promise<Job[]>;
  /** Confirmed or cancelled, and not finished; the oldest first. */
  openJobs(): Promise<Job[]>;
  /** Finished at or before `by` (epoch ms), by id. */
  jobsFinishedBy(by: number): Promise<string[]>;
  /** `change` gives the new document, or undefined to leave it. Resolves to what is stored then. */
  updateJob(jobId: string, change: (job: Job) => Job | undefined): Promise<Job | undefined>;
  /** With all its items. */
  deleteJob(jobId: string): Promise<void>;

  /** Adds those whose conversation the job does not hold yet, if the job is still collecting; gives those. */
  addItems(jobId: string, items: readonly Item[]): Promise<Item[]>;
  item(jobId: string, conversationId: string): Promise<Item | undefined>;
  items(jobId: string, query: ItemQuery): Promise<Item[]>;
  /** Items of a bucket whose `notBefore` has passed at `by`, the longest due first. */
  itemsDue(jobId: string, bucket: Bucket, by: number, limit: number): Promise<Item[]>;
  /** The earliest `notBefore` in a bucket. */
  nextDue(jobId: string, bucket: Bucket): Promise<number | undefined>;
  /** Every item of these conversations in any job. */
  itemsOf(conversationIds: readonly string[]): Promise<Item[]>;
  /** Counts from the index that the items are listed by, so that they cannot disagree with them. */
  counts(jobId: string): Promise<Partial<Record<Bucket, number>>>;
  count(jobId: string, bucket: Bucket): Promise<number>;
  settledSince(jobId: string, outcome: Outcome, since: number): Promise<number>;
  /** Changes items together with a look at their job; gives those that were changed. */
  updateItems(
    jobId: string,
    conversationIds: readonly string[],
    change: (item: Item, job: Job) => Item | undefined,
    options?: ChangeOptions,
  ): Promise<Item[]>;
  close(): void;
}

/** A stored document that cannot be read. Named, never passed over: it may be the only record of a send. */
export class LedgerError extends Error {
  override readonly name = 'LedgerError';
  constructor(store: string, key: string, field: string) {
    super(`The record "${key}" in "${store}" cannot be read: the field "${field}" is missing or wrong.`);
  }
}
