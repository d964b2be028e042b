import { describe, expect, test } from 'vitest';
import { DAY, HOUR, START, signedIn, unendedIn } from './signed-in';

const PATH = '/analytics/conversations/details/query';
const idsOf = (json: { conversations?: { conversationId: string }[] }) =>
  (json.conversations ?? []).map((each) => each.conversationId);

describe('the details query', () => {
  test('finds what STARTED on a day the interval touches, and an older one not, however alive', async () => {
    const { emulator, call, queueId } = signedIn();
    const [old] = emulator.addWaiting('email', { queue: 'Web', count: 1, since: START - 40 * DAY });
    const [early] = emulator.addWaiting('email', { queue: 'Web', count: 1, since: START - 11 * HOUR });
    const today = await call('POST', PATH, unendedIn(queueId('Web'), START - HOUR, START));
    expect(idsOf(today.json)).toEqual([early?.id]);
    const window = await call('POST', PATH, unendedIn(queueId('Web'), START - 41 * DAY, START - 39 * DAY));
    expect(idsOf(window.json)).toEqual([old?.id]);
  });

  test('an interval is at most 31 days, 7 without filters, and must be one', async () => {
    const { call, queueId } = signedIn();
    const status = async (body: unknown) => (await call('POST', PATH, body)).status;
    expect(await status(unendedIn(queueId('Web'), START - 31 * DAY, START))).toBe(200);
    expect(await status(unendedIn(queueId('Web'), START - 32 * DAY, START))).toBe(400);
    const interval = (days: number) =>
      `${new Date(START - days * DAY).toISOString()}/${new Date(START).toISOString()}`;
    expect(await status({ interval: interval(7) })).toBe(200);
    expect(await status({ interval: interval(8) })).toBe(400);
    expect((await call('POST', PATH, { interval: 'yesterday' })).json).toMatchObject({
      code: 'invalid.date',
    });
    expect((await call('POST', PATH, {})).json.details[0].fieldName).toBe('interval');
  });

  test('pages hold at most 100, and end at the 100,000th row', async () => {
    const { call, queueId } = signedIn();
    const over = await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, 1, 101));
    expect(over.json.details[0].fieldName).toBe('paging.pageSize');
    const wall = await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, 1001, 100));
    expect(wall.status).toBe(400);
    expect(wall.json.message).toMatch(/^Pagination may not exceed 100000 results\./);
    expect((await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, 1000, 100))).status).toBe(
      200,
    );
  });

  test('there is no segmentStart to filter by, and `wait` finds nothing', async () => {
    const { call } = signedIn();
    const filters = [{ type: 'and', predicates: [{ dimension: 'segmentStart', operator: 'exists' }] }];
    const body = { ...unendedIn('', START - DAY, START), segmentFilters: filters };
    expect((await call('POST', PATH, body)).json.details[0].fieldName).toBe(
      'segmentFilters[0].predicates[0].dimension',
    );
  });

  test('the predicates of one entry must hold on one segment, those of two entries need not', async () => {
    const { emulator, call, queueId } = signedIn();
    const live = emulator.addSpecial({ kind: 'live', media: 'email', queue: 'Web' });
    const queue = { dimension: 'queueId', value: queueId('Web') };
    const open = { dimension: 'segmentEnd', operator: 'notExists' };
    const acd = { dimension: 'purpose', value: 'ACD' };
    const ask = async (segmentFilters: unknown) =>
      idsOf((await call('POST', PATH, { ...unendedIn('', START - DAY, START), segmentFilters })).json);
    expect(await ask([{ type: 'and', predicates: [queue, acd, open] }])).toEqual([]);
    expect(
      await ask([
        { type: 'and', predicates: [queue, acd] },
        { type: 'and', predicates: [open] },
      ]),
    ).toEqual([live.id]);
  });

  test('detailsLagMs: an end shows later than it happens', async () => {
    const { emulator, clock, call, queueId } = signedIn({ detailsLagMs: 30_000 });
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1, since: START - HOUR });
    await call('POST', `/conversations/${mail?.id}/disconnect`);
    await clock.advance(5000);
    expect((await call('GET', `/conversations/${mail?.id}`)).json).toHaveProperty('endTime');
    const unended = () => call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START + DAY));
    expect(idsOf((await unended()).json)).toEqual([mail?.id]);
    await clock.advance(30_000);
    expect(idsOf((await unended()).json)).toEqual([]);
  });

  test('detailsDuplicates: rows repeat across pages and pages are short, yet nothing is missing', async () => {
    const { emulator, call, queueId } = signedIn({ detailsDuplicates: 0.2, totalHitsError: 0.1 });
    const made = emulator.addWaiting('email', { queue: 'Web', count: 950, since: START - 3 * HOUR });
    const seen: string[] = [];
    let short = 0;
    const totals = new Set<number>();
    for (let page = 1; page <= 15; page++) {
      const { json } = await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, page));
      const ids = idsOf(json);
      if (ids.length === 0) break;
      expect(new Set(ids).size).toBe(ids.length);
      if (ids.length < 100) short += 1;
      seen.push(...ids);
      totals.add(json.totalHits);
    }
    expect(new Set(seen)).toEqual(new Set(made.map((each) => each.id)));
    expect(seen.length).toBeGreaterThan(950);
    expect(short).toBeGreaterThan(1);
    expect(totals.size).toBeGreaterThan(1);
  });

  test('without duplicates and error it is exact', async () => {
    const { emulator, call, queueId } = signedIn();
    emulator.addWaiting('email', { queue: 'Web', count: 150, since: START - HOUR });
    const { json } = await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, 2));
    expect(json.totalHits).toBe(150);
    expect(json.conversations).toHaveLength(50);
  });

  test('paging by number while the set shrinks skips rows', async () => {
    const { emulator, clock, call, queueId } = signedIn();
    const made = emulator.addWaiting('email', { queue: 'Web', count: 200, since: START - HOUR });
    await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START));
    for (const each of made.slice(0, 50)) await call('POST', `/conversations/${each.id}/disconnect`);
    await clock.advance(2000);
    const second = await call('POST', PATH, unendedIn(queueId('Web'), START - DAY, START, 2));
    expect(idsOf(second.json)[0]).toBe(made[150]?.id);
  });
});
