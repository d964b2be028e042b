import type { IDBPDatabase } from 'idb';
import { wrap } from 'idb';
import type { Ledger } from './ledger.ts';
import {
  LEDGER_NAME,
  LEDGER_VERSION,
  type LedgerDatabase,
  type UpgradeTransaction,
  upgradeLedger,
} from './ledger-database.ts';
import { readItem, readJob } from './ledger-reading.ts';
import { bucketOf, type Item, type Job } from './ledger-schema.ts';
import { type Bucket, bucketSchema, type Outcome } from './states.ts';

/** Sorts after every number, so a range that ends with it holds all of them. */
const END = [] as unknown as number;

/**
 * Opens the ledger, and brings an older one up to date. `factory` is the browser's `indexedDB`, or a test's.
 * Rejects when the database belongs to a newer version of Unstick.
 */
export async function openLedger(factory: IDBFactory): Promise<Ledger> {
  const request = factory.open(LEDGER_NAME, LEDGER_VERSION);
  request.addEventListener('upgradeneeded', (event) => {
    if (request.transaction === null) return;
    const database = wrap(request.result) as unknown as IDBPDatabase<LedgerDatabase>;
    void upgradeLedger(
      database,
      event.oldVersion,
      wrap(request.transaction) as unknown as UpgradeTransaction,
    );
  });
  const database = (await wrap(request)) as unknown as IDBPDatabase<LedgerDatabase>;
  // A later version that wants to upgrade must not wait for a worker that is about to be replaced.
  database.addEventListener('versionchange', () => database.close());
  return createLedger(database);
}

function createLedger(database: IDBPDatabase<LedgerDatabase>): Ledger {
  const within = (jobId: string, bucket: Bucket, from: number, to: number, openStart = false) =>
    IDBKeyRange.bound([jobId, bucket, from], [jobId, bucket, to], openStart, false);

  return {
    async createJob(job, items) {
      const transaction = database.transaction(['jobs', 'items'], 'readwrite', { durability: 'strict' });
      const work: Promise<unknown>[] = [transaction.objectStore('jobs').add(job)];
      for (const item of items) work.push(transaction.objectStore('items').add(filed(item)));
      await all(work, transaction);
    },
    async job(jobId) {
      const found = await database.get('jobs', jobId);
      return found === undefined ? undefined : readJob(found);
    },
    async jobs(limit) {
      const found: Job[] = [];
      const index = database.transaction('jobs').store.index('created');
      for (
        let at = await index.openCursor(null, 'prev');
        at && found.length < limit;
        at = await at.continue()
      ) {
        found.push(readJob(at.value));
      }
      return found;
    },
    async jobsIn(state) {
      return (await database.getAllFromIndex('jobs', 'state', state)).map(readJob);
    },
    async openJobs() {
      const found = (await database.getAllFromIndex('jobs', 'open', 1)).map(readJob);
      return found.sort((a, b) => (a.confirmedAt ?? a.createdAt) - (b.confirmedAt ?? b.createdAt));
    },
    jobsFinishedBy: (by) => database.getAllKeysFromIndex('jobs', 'finished', IDBKeyRange.upperBound(by)),
    async updateJob(jobId, change) {
      const transaction = database.transaction('jobs', 'readwrite', { durability: 'strict' });
      return committed(transaction, async () => {
        const stored = await transaction.store.get(jobId);
        if (stored === undefined) return undefined;
        const job = readJob(stored);
        const changed = change(job);
        if (changed === undefined) return job;
        await transaction.store.put(changed);
        return changed;
      });
    },
    async deleteJob(jobId) {
      const transaction = database.transaction(['jobs', 'items'], 'readwrite');
      await all(
        [
          transaction.objectStore('jobs').delete(jobId),
          transaction.objectStore('items').delete(IDBKeyRange.bound([jobId], [jobId, END])),
        ],
        transaction,
      );
    },

    async addItems(jobId, items) {
      const transaction = database.transaction(['jobs', 'items'], 'readwrite');
      return committed(transaction, async () => {
        const job = await transaction.objectStore('jobs').get(jobId);
        if (job === undefined || !readJob(job).draft.collecting) return [];
        const store = transaction.objectStore('items');
        const added: Item[] = [];
        for (const item of items) {
          if ((await store.getKey([jobId, item.conversationId])) !== undefined) continue;
          await store.add(filed(item));
          added.push(item);
        }
        return added;
      });
    },
    async item(jobId, conversationId) {
      const found = await database.get('items', [jobId, conversationId]);
      return found === undefined ? undefined : readItem(found);
    },
    async items(jobId, { bucket, after, limit }) {
      const from = after ?? Number.NEGATIVE_INFINITY;
      const found =
        bucket === undefined
          ? await database.getAllFromIndex(
              'items',
              'by order',
              IDBKeyRange.bound([jobId, from], [jobId, END], after !== undefined),
              limit,
            )
          : await database.getAllFromIndex(
              'items',
              'by bucket',
              within(jobId, bucket, from, END, after !== undefined),
              limit,
            );
      return found.map(readItem);
    },
    async itemsDue(jobId, bucket, by, limit) {
      const range = within(jobId, bucket, Number.NEGATIVE_INFINITY, by);
      return (await database.getAllFromIndex('items', 'by due', range, limit)).map(readItem);
    },
    async nextDue(jobId, bucket) {
      const range = within(jobId, bucket, Number.NEGATIVE_INFINITY, END);
      const first = await database.getFromIndex('items', 'by due', range);
      return first === undefined ? undefined : readItem(first).notBefore;
    },
    async itemsOf(conversationIds) {
      const index = database.transaction('items').store.index('by conversation');
      const found = await Promise.all(conversationIds.map((id) => index.getAll(id)));
      return found.flat().map(readItem);
    },
    async counts(jobId) {
      const index = database.transaction('items').store.index('by bucket');
      const buckets = bucketSchema.options;
      const counted = await Promise.all(
        buckets.map((bucket) => index.count(within(jobId, bucket, Number.NEGATIVE_INFINITY, END))),
      );
      const counts: Partial<Record<Bucket, number>> = {};
      for (const [position, bucket] of buckets.entries()) {
        const count = counted[position] ?? 0;
        if (count > 0) counts[bucket] = count;
      }
      return counts;
    },
    count: (jobId, bucket) =>
      database.countFromIndex('items', 'by bucket', within(jobId, bucket, Number.NEGATIVE_INFINITY, END)),
    settledSince: (jobId: string, outcome: Outcome, since: number) =>
      database.countFromIndex(
        'items',
        'by settling',
        IDBKeyRange.bound([jobId, outcome, since], [jobId, outcome, END]),
      ),
    async updateItems(jobId, conversationIds, change, options = {}) {
      const transaction = database.transaction(['jobs', 'items'], 'readwrite', {
        durability: options.strict ? 'strict' : 'default',
      });
      return committed(transaction, async () => {
        const stored = await transaction.objectStore('jobs').get(jobId);
        if (stored === undefined) return [];
        const job = readJob(stored);
        const store = transaction.objectStore('items');
        // All reads at once, then all writes: waiting for each took most of the time of a large change.
        const ids = [...new Set(conversationIds)];
        const found = await Promise.all(ids.map((conversationId) => store.get([jobId, conversationId])));
        const changed: Item[] = [];
        for (const item of found) {
          const next = item === undefined ? undefined : change(readItem(item), job);
          if (next !== undefined) changed.push(filed(next));
        }
        await Promise.all(changed.map((item) => store.put(item)));
        return changed;
      });
    },
    close: () => database.close(),
  };
}

/** The item in the drawer that its state says, whatever its copy said. */
function filed(item: Item): Item {
  return { ...item, bucket: bucketOf(item) };
}

/** Runs the steps of a transaction and waits until it has committed; a step that fails undoes it. */
async function committed<T>(
  transaction: { done: Promise<void>; abort(): void },
  steps: () => Promise<T>,
): Promise<T> {
  const done = transaction.done;
  // Its failure is told by the step that failed, too; whichever comes first is the one thrown.
  done.catch(() => {});
  try {
    const result = await steps();
    await done;
    return result;
  } catch (problem) {
    try {
      transaction.abort();
    } catch {
      // It has already ended, by the same failure.
    }
    throw problem;
  }
}

async function all(work: Promise<unknown>[], transaction: { done: Promise<void> }): Promise<void> {
  await Promise.all([...work, transaction.done]);
}
