import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import type { Item, Job } from './ledger-schema.ts';
import type { Bucket, JobState, Outcome } from './states.ts';

/** The database's stores and indexes. What is read from it is parsed all the same. */
export interface LedgerDatabase extends DBSchema {
  jobs: {
    key: string;
    value: Job;
    indexes: { state: JobState; open: number; created: number; finished: number };
  };
  items: {
    key: [string, string];
    value: Item;
    indexes: {
      'by order': [string, number];
      'by bucket': [string, Bucket, number];
      'by due': [string, Bucket, number];
      'by settling': [string, Outcome, number];
      'by conversation': string;
    };
  };
}

export type UpgradeTransaction = IDBPTransaction<LedgerDatabase, ('jobs' | 'items')[], 'versionchange'>;

type Upgrade = (
  database: IDBPDatabase<LedgerDatabase>,
  transaction: UpgradeTransaction,
) => void | Promise<void>;

/** One step per version, from the version before it; a database of any age walks all that it lacks. */
const UPGRADES: readonly Upgrade[] = [
  (database) => {
    const jobs = database.createObjectStore('jobs', { keyPath: 'id' });
    jobs.createIndex('state', 'state');
    jobs.createIndex('open', 'open');
    jobs.createIndex('created', 'createdAt');
    jobs.createIndex('finished', 'finishedAt');
    const items = database.createObjectStore('items', { keyPath: ['jobId', 'conversationId'] });
    items.createIndex('by order', ['jobId', 'order'], { unique: true });
    items.createIndex('by bucket', ['jobId', 'bucket', 'order']);
    items.createIndex('by due', ['jobId', 'bucket', 'notBefore']);
    items.createIndex('by settling', ['jobId', 'outcome', 'settledAt']);
    items.createIndex('by conversation', 'conversationId');
  },
];

export const LEDGER_NAME = 'unstick';
export const LEDGER_VERSION = UPGRADES.length;

/** Brings a database of version `from` (0: new) to the present one. */
export async function upgradeLedger(
  database: IDBPDatabase<LedgerDatabase>,
  from: number,
  transaction: UpgradeTransaction,
): Promise<void> {
  for (const upgrade of UPGRADES.slice(from)) await upgrade(database, transaction);
}
