import { describe, expect, test } from 'vitest';
import type { ActivityRow } from '../../../utils/genesys/analytics-activity';
import { GenesysError } from '../../../utils/genesys/error';
import { createActivityReader } from '../../../utils/jobs/activity-reader';
import { createChunkSizer } from '../../../utils/jobs/chunk';
import type { EnginePlatform } from '../../../utils/jobs/engine';
import { createOverlap } from '../../../utils/jobs/overlap';

const ids = (count: number) => Array.from({ length: count }, (_, number) => `c${number}`);
const waits = (conversationId: string): ActivityRow => ({
  conversationId,
  queueId: 'q',
  waiting: 1,
  alerting: 0,
  interacting: 0,
});

function reader(
  answer: (page: number, ids: readonly string[]) => { rows: ActivityRow[]; truncated?: boolean },
) {
  let requests = 0;
  let now = 0;
  const queryActivity: EnginePlatform['queryActivity'] = async ({ pageNumber = 1, conversationIds = [] }) => {
    requests += 1;
    now += 100;
    return { truncated: false, ...answer(pageNumber, conversationIds) };
  };
  const never = () => Promise.reject(new Error('not asked for'));
  const made = createActivityReader({
    platform: { queryActivity, getConversation: never, disconnect: never },
    budget: {
      acquire: async () => {},
      state: () => ({
        allowedPerMinute: 300,
        usablePerMinute: 288,
        remainingThisMinute: 300,
        perMinuteNow: 0,
      }),
    },
    clock: { now: () => now, sleep: async () => {} },
  });
  return {
    read: (asked: string[]) => made.read(asked, 'job', new AbortController().signal),
    requests: () => requests,
  };
}

describe('where conversations stand', () => {
  test('one page, read once; the time is that of its beginning', async () => {
    const { read, requests } = reader((_, asked) => ({ rows: asked.map(waits) }));
    const reading = await read(ids(50));
    expect(reading?.standing.size).toBe(50);
    expect(reading?.readAt).toBe(0);
    expect(requests()).toBe(1);
  });

  test('a page that was cut does not make the rest look gone', async () => {
    const { read } = reader((page, asked) => ({ rows: asked.map(waits).slice((page - 1) * 20, page * 20) }));
    expect((await read(ids(50)))?.standing.size).toBe(50);
  });

  test('a page shorter than one that was seen is whole', async () => {
    const { read, requests } = reader((page, asked) => ({
      rows: page > 1 ? [] : asked.map(waits).filter((_, at) => asked.length === 50 || at < 3),
    }));
    await read(ids(50));
    expect((await read(ids(40)))?.standing.size).toBe(3);
    expect(requests()).toBe(2);
  });

  test('rows of others, and all that several queues say of one, are sorted out', async () => {
    const { read } = reader((page) => ({
      rows:
        page > 1
          ? []
          : [
              waits('stranger'),
              waits('c0'),
              { ...waits('c0'), queueId: 'elsewhere', waiting: 0, interacting: 1 },
              { ...waits('c1'), waiting: 0, alerting: 1 },
            ],
    }));
    const standing = (await read(ids(3)))?.standing;
    expect(standing?.get('c0')).toEqual({ waitingIn: new Set(['q']), alerting: false, interacting: true });
    expect(standing?.get('c1')?.alerting).toBe(true);
    expect(standing?.has('c2')).toBe(false);
    expect(standing?.has('stranger')).toBe(false);
  });

  test('a truncated answer is none', async () => {
    const { read } = reader((_, asked) => ({ rows: asked.map(waits), truncated: true }));
    expect(await read(ids(5))).toBeUndefined();
  });

  test('a refused filter is not asked for again; any other failure is thrown', async () => {
    const refused = reader(() => {
      throw new GenesysError({ kind: 'bad request', operation: 'queryActivity', message: 'no' });
    });
    expect(await refused.read(ids(5))).toBeUndefined();
    expect(await refused.read(ids(5))).toBeUndefined();
    expect(refused.requests()).toBe(1);
    const broken = reader(() => {
      throw new GenesysError({ kind: 'server', operation: 'queryActivity', message: 'no' });
    });
    await expect(broken.read(ids(5))).rejects.toMatchObject({ kind: 'server' });
    await expect(broken.read(ids(51))).rejects.toBeInstanceOf(RangeError);
  });
});

describe('how much one reading serves', () => {
  test('little until the queue has proved calm, most then, little again once agents take', () => {
    const chunks = createChunkSizer();
    expect(chunks.size(5_000, 288)).toBe(16);
    for (let reading = 0; reading < 13; reading += 1) chunks.saw(16, 0);
    expect(chunks.size(5_000, 288)).toBe(50);
    expect(chunks.size(100, 288)).toBe(25);
    expect(chunks.size(8, 288)).toBe(5);
    chunks.saw(50, 1);
    expect(chunks.size(5_000, 288)).toBe(16);
  });

  test('never more than can be sent while it is young', () => {
    const chunks = createChunkSizer();
    chunks.saw(1_000, 0);
    expect(chunks.size(5_000, 60)).toBe(10);
    expect(chunks.size(5_000, 1)).toBe(1);
  });

  test('the overlap follows the answers', () => {
    const overlap = createOverlap();
    for (let answer = 0; answer < 50; answer += 1) overlap.answered(100);
    expect(overlap.limit(300)).toBe(2);
    for (let answer = 0; answer < 50; answer += 1) overlap.answered(2_000);
    expect(overlap.limit(300)).toBe(11);
    for (let answer = 0; answer < 50; answer += 1) overlap.answered(60_000);
    expect(overlap.limit(300)).toBe(32);
  });
});
