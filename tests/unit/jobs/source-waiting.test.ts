import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ActivityRow } from '../../../utils/genesys/analytics-activity';
import { GenesysError } from '../../../utils/genesys/error';
import { openLedger } from '../../../utils/jobs/ledger-store';
import { listWaiting, newestFirst, type WaitingSourceParts } from '../../../utils/jobs/source-waiting';
import { Counting, senderOf } from '../../../utils/jobs/tally';
import { collectingJob, conversationId, QUEUE } from './sample-records';

const NOW = 1_000_000_000;

function row(number: number, changes: Partial<ActivityRow> = {}): ActivityRow {
  return {
    conversationId: conversationId(number),
    queueId: QUEUE.id,
    waiting: 1,
    alerting: 0,
    interacting: 0,
    entity: {
      mediaType: 'email',
      addressFrom: `A${number}@Spam.Example.TEST`,
      activityDate: NOW - number * 60_000,
    },
    ...changes,
  };
}

/** Lists what `page` gives for each page number. */
async function list(
  page: (number: number, size: number) => ActivityRow[] | Error,
  options: { depth?: number | Error; truncated?: boolean } = {},
) {
  const ledger = await openLedger(new IDBFactory());
  await ledger.createJob(collectingJob(), []);
  const platform: WaitingSourceParts['platform'] = {
    queryActivity: async ({ pageNumber = 1, pageSize = 0 }) => {
      const rows = page(pageNumber, pageSize);
      if (rows instanceof Error) throw rows;
      return { rows, truncated: options.truncated ?? false };
    },
    observeQueue: async () => {
      const { depth = 0 } = options;
      if (depth instanceof Error) throw depth;
      return { waiting: depth, alerting: 0, interacting: 0, byMedia: {} };
    },
  };
  await listWaiting('job-1', QUEUE.id, { ledger, platform, now: () => NOW });
  const job = await ledger.job('job-1');
  if (job === undefined) throw new Error('the draft is gone');
  return { draft: job.draft, items: await ledger.items('job-1', { limit: 500 }) };
}

const failure = (kind: GenesysError['kind']) =>
  new GenesysError({ kind, operation: 'queryActivity', message: 'no', status: 500, correlationId: 'c-9' });

describe('listing what waits', () => {
  test('takes all pages, the newest first, and counts media and senders', async () => {
    const pages = [
      [row(3), row(1)],
      [row(2), row(1)],
      [row(4, { entity: { mediaType: 'message', addressFrom: '+1555' } })],
      [],
    ];
    const { draft, items } = await list((number) => pages[number - 1] ?? [], { depth: 5 });
    expect(items.map((item) => item.conversationId)).toEqual([1, 2, 3, 4].map(conversationId));
    expect(draft).toMatchObject({ collecting: false, complete: true, depth: 5, oldestSince: NOW - 180_000 });
    expect(draft.media.rows).toEqual([
      { name: 'email', count: 3 },
      { name: 'message', count: 1 },
    ]);
    expect(draft.senders.rows).toEqual([
      { name: 'spam.example.test', count: 3 },
      { name: '+1555', count: 1 },
    ]);
  });

  test('ends with an API that gives the same for every page', async () => {
    const { draft, items } = await list(() => [row(1), row(2)]);
    expect(items).toHaveLength(2);
    expect(draft.complete).toBe(true);
    expect(draft.media.rows).toEqual([{ name: 'email', count: 2 }]);
  });

  test('leaves out what does not wait, or waits elsewhere', async () => {
    const { items } = await list((number) =>
      number > 1 ? [] : [row(1, { waiting: 0, interacting: 1 }), row(2, { queueId: 'other' }), row(3)],
    );
    expect(items.map((item) => item.order % 2 ** 20)).toEqual([2]);
  });

  test('a page that fails makes the draft incomplete, with the problem, and keeps what was listed', async () => {
    const { draft, items } = await list((number) => (number === 1 ? [row(1)] : failure('server')));
    expect(items).toHaveLength(1);
    expect(draft).toMatchObject({
      collecting: false,
      complete: false,
      problem: { code: 'Genesys error', correlationId: 'c-9' },
    });
  });

  test('nothing listed where the queue counts some is not "empty"', async () => {
    expect((await list(() => [], { depth: 7 })).draft).toMatchObject({ complete: false });
    expect((await list(() => [], { depth: 0 })).draft).toMatchObject({ complete: true });
  });

  test('a list that was cut is taken only where the queue tells its own count', async () => {
    const once = (number: number) => (number === 1 ? [row(1)] : []);
    expect((await list(once, { truncated: true, depth: failure('forbidden') })).draft.complete).toBe(false);
    expect((await list(once, { truncated: true, depth: 9 })).draft).toMatchObject({
      complete: true,
      depth: 9,
    });
  });

  test('a page size that is refused is asked for smaller', async () => {
    const sizes: number[] = [];
    const { draft } = await list((number, size) => {
      sizes.push(size);
      if (size > 100) return failure('bad request');
      return number === 1 ? [row(1)] : [];
    });
    expect(sizes).toEqual([500, 100, 100]);
    expect(draft.complete).toBe(true);
  });
});

test('the order is the newest first and never the same twice', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 10 ** 11 }))), (ages) => {
      const since = (age: number | null) => (age === null ? undefined : NOW - age);
      const orders = ages.map((age, place) => newestFirst(since(age), place, NOW));
      expect(new Set(orders).size).toBe(ages.length);
      expect(orders.every(Number.isSafeInteger)).toBe(true);
      for (const [i, a] of ages.entries()) {
        for (const [j, b] of ages.entries()) {
          const older = (b ?? Number.POSITIVE_INFINITY) - (a ?? Number.POSITIVE_INFINITY) >= 1_000;
          if (older) expect(orders[j]).toBeGreaterThan(orders[i] ?? 0);
        }
      }
    }),
  );
});

test('senders are counted by domain, folded; the biggest twenty are listed', () => {
  expect(senderOf({ from: 'Spam@Example.TEST' })).toBe('example.test');
  expect(senderOf({ from: 'sip:agent@example.test' })).toBe('sip:agent@example.test');
  expect(senderOf({ from: '  ' })).toBe('unknown');
  expect(senderOf({})).toBe('unknown');
  const counting = new Counting();
  for (let sender = 0; sender < 25; sender += 1) {
    for (let mail = 0; mail <= sender; mail += 1) counting.add(`s${sender}`);
  }
  const { rows, others } = counting.tally();
  expect(rows).toHaveLength(20);
  expect(rows[0]).toEqual({ name: 's24', count: 25 });
  expect(others).toBe(1 + 2 + 3 + 4 + 5);
});
