import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Ledger, LedgerError } from '../../../utils/jobs/ledger';
import { openLedger } from '../../../utils/jobs/ledger-store';
import { collectingJob, conversationId, sampleItem, sampleJob } from './sample-records';

let factory: IDBFactory;
let ledger: Ledger;

beforeEach(async () => {
  factory = new IDBFactory();
  ledger = await openLedger(factory);
});

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

describe('jobs', () => {
  test('are kept, changed in place and found by what they still need', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1)]);
    await ledger.createJob(
      sampleJob({ id: 'job-2', createdAt: 5_000, open: 0, state: 'finished', finishedAt: 7 }),
      [],
    );
    expect((await ledger.jobs(10)).map((job) => job.id)).toEqual(['job-2', 'job-1']);
    expect((await ledger.openJobs()).map((job) => job.id)).toEqual(['job-1']);
    expect(await ledger.jobsFinishedBy(7)).toEqual(['job-2']);
    expect(await ledger.jobsFinishedBy(6)).toEqual([]);
    await ledger.updateJob('job-1', (job) => ({ ...job, state: 'paused', pause: { reason: 'user', at: 9 } }));
    expect((await ledger.job('job-1'))?.pause).toEqual({ reason: 'user', at: 9 });
    expect(await ledger.updateJob('nobody', (job) => job)).toBeUndefined();
  });

  test('a change that throws leaves everything as it was', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1), sampleItem(2)]);
    const refused = ledger.updateItems('job-1', [conversationId(1), conversationId(2)], (item) => {
      if (item.order === 2) throw new Error('no');
      return { ...item, state: 'sending' };
    });
    await expect(refused).rejects.toThrow('no');
    expect(await ledger.counts('job-1')).toEqual({ pending: 2 });
  });

  test('go with all their items and leave those of others', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1)]);
    await ledger.createJob(sampleJob({ id: 'job-10' }), [sampleItem(1, { jobId: 'job-10' })]);
    await ledger.deleteJob('job-1');
    expect(await ledger.job('job-1')).toBeUndefined();
    expect(await ledger.items('job-1', { limit: 10 })).toEqual([]);
    expect(await ledger.items('job-10', { limit: 10 })).toHaveLength(1);
  });
});

describe('items', () => {
  test('a conversation listed twice is held once, also across pages', async () => {
    await ledger.createJob(collectingJob(), []);
    expect(await ledger.addItems('job-1', [sampleItem(1), sampleItem(2)])).toHaveLength(2);
    const added = await ledger.addItems('job-1', [sampleItem(2, { order: 77 }), sampleItem(3)]);
    expect(added.map((item) => item.order)).toEqual([3]);
    expect((await ledger.items('job-1', { limit: 10 })).map((item) => item.order)).toEqual([1, 2, 3]);
  });

  test('a draft that no longer collects takes nothing in', async () => {
    await ledger.createJob(sampleJob(), []);
    expect(await ledger.addItems('job-1', [sampleItem(1)])).toEqual([]);
  });

  test('pages follow each other by order, in all and within a bucket', async () => {
    await ledger.createJob(
      sampleJob(),
      range(0, 25).map((n) => sampleItem(n)),
    );
    await ledger.updateItems(
      'job-1',
      range(0, 25)
        .filter((n) => n % 2)
        .map(conversationId),
      (item) => ({
        ...item,
        state: 'done',
        outcome: 'ended',
        settledAt: item.order,
      }),
    );
    const seen: number[] = [];
    for (let after: number | undefined; ; after = seen.at(-1)) {
      const page = await ledger.items('job-1', { bucket: 'ended', after, limit: 5 });
      if (page.length === 0) break;
      seen.push(...page.map((item) => item.order));
    }
    expect(seen).toEqual(range(0, 25).filter((n) => n % 2));
    expect((await ledger.items('job-1', { after: 9, limit: 2 })).map((item) => item.order)).toEqual([10, 11]);
    expect(await ledger.counts('job-1')).toEqual({ pending: 13, ended: 12 });
    expect(await ledger.count('job-1', 'ended')).toBe(12);
    expect(await ledger.settledSince('job-1', 'ended', 20)).toBe(2);
  });

  test('are due by their time, not by their order', async () => {
    await ledger.createJob(sampleJob(), [
      sampleItem(1, { notBefore: 300 }),
      sampleItem(2, { notBefore: 100 }),
      sampleItem(3, { notBefore: 200 }),
    ]);
    expect((await ledger.itemsDue('job-1', 'pending', 200, 9)).map((item) => item.order)).toEqual([2, 3]);
    expect(await ledger.nextDue('job-1', 'pending')).toBe(100);
    expect(await ledger.nextDue('job-1', 'accepted')).toBeUndefined();
  });

  test('the drawer follows the state, whatever the copy says', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1)]);
    const [item] = await ledger.updateItems('job-1', [conversationId(1)], (found) => ({
      ...found,
      state: 'done',
      outcome: 'skipped',
      bucket: 'pending',
    }));
    expect(item?.bucket).toBe('skipped');
    expect(await ledger.counts('job-1')).toEqual({ skipped: 1 });
  });

  test('are found by conversation over all jobs', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1), sampleItem(2)]);
    await ledger.createJob(sampleJob({ id: 'job-2' }), [sampleItem(1, { jobId: 'job-2' })]);
    expect((await ledger.itemsOf([conversationId(1)])).map((item) => item.jobId)).toEqual(['job-1', 'job-2']);
  });
});

describe('what cannot be read', () => {
  async function spoil(store: 'jobs' | 'items', key: IDBValidKey, change: object) {
    ledger.close();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = factory.open('unstick');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    await new Promise<void>((resolve) => {
      const transaction = database.transaction(store, 'readwrite');
      const request = transaction.objectStore(store).get(key);
      request.onsuccess = () => transaction.objectStore(store).put({ ...request.result, ...change });
      transaction.oncomplete = () => resolve();
    });
    database.close();
    ledger = await openLedger(factory);
  }

  test('is named with its store, key and field', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1)]);
    await spoil('items', ['job-1', conversationId(1)], { attempts: 'many' });
    const reading = ledger.items('job-1', { limit: 5 });
    await expect(reading).rejects.toBeInstanceOf(LedgerError);
    await expect(reading).rejects.toThrow(`"job-1 / ${conversationId(1)}" in "items"`);
    await expect(reading).rejects.toThrow('"attempts"');
  });

  test('an item in the wrong drawer is not believed', async () => {
    await ledger.createJob(sampleJob(), [sampleItem(1)]);
    await spoil('items', ['job-1', conversationId(1)], { bucket: 'ended' });
    await expect(ledger.item('job-1', conversationId(1))).rejects.toThrow('"bucket"');
  });

  test('a job of an unknown kind stops whoever asks for it', async () => {
    await ledger.createJob(sampleJob(), []);
    await spoil('jobs', 'job-1', { state: 'dreaming' });
    await expect(ledger.openJobs()).rejects.toThrow('"state"');
  });
});

test('everything is there again when the ledger is opened anew', async () => {
  await ledger.createJob(sampleJob(), [sampleItem(1, { state: 'sending' })]);
  ledger.close();
  const again = await openLedger(factory);
  expect(await again.counts('job-1')).toEqual({ sending: 1 });
  expect((await again.job('job-1'))?.queue?.name).toBe('Support e-mail');
});
