import { describe, expect, test } from 'vitest';
import { exactly, MINUTE, signedIn, waitingIn } from './signed-in';

const PATH = '/analytics/conversations/activity/query';

describe('the activity query', () => {
  test('gives one row per waiting conversation, with its entity when details are asked for', async () => {
    const { emulator, call, queueId } = signedIn();
    const made = emulator.addWaiting('email', { queue: 'Web', count: 30 });
    emulator.addWaiting('email', { queue: 'Sales', count: 5 });
    const { json } = await call('POST', PATH, waitingIn(queueId('Web'), true));
    expect(json.entityIdDimension).toBe('conversationId');
    expect(json.results.map((row: Row) => row.group.conversationId).sort()).toEqual(
      made.map((each) => each.id).sort(),
    );
    expect(json.results[0].data).toEqual([{ metric: 'oWaiting', count: 1 }]);
    expect(json.results[0].entities).toMatchObject([
      { mediaType: 'email', direction: 'inbound', routingPriority: 0 },
    ]);
    const bare = await call('POST', PATH, waitingIn(queueId('Web')));
    expect(bare.json.results[0]).not.toHaveProperty('entities');
  });

  test('activityEntities: a row may come without the entities that were asked for', async () => {
    const { emulator, call, queueId } = signedIn({ activityEntities: 'absent' });
    emulator.addWaiting('email', { queue: 'Web', count: 1 });
    const { json } = await call('POST', PATH, waitingIn(queueId('Web'), true));
    expect(json.results[0]).not.toHaveProperty('entities');
  });

  test('groups, counts and truncates: the oldest half and the newest half of 100', async () => {
    const { emulator, call, queueId } = signedIn();
    const made = emulator.addWaiting('email', { queue: 'Web', count: 300 });
    emulator.addWaiting('chat', { queue: 'Web', count: 2 });
    const body = { ...waitingIn(queueId('Web'), true), groupBy: ['queueId', 'mediaType'] };
    const { json } = await call('POST', PATH, body);
    const email = json.results.find((row: Row) => row.group.mediaType === 'email');
    expect(email.data[0].count).toBe(300);
    expect(email.truncated).toBe(true);
    expect(email.entities).toHaveLength(100);
    expect(email.entities[0].conversationId).toBe(made[0]?.id);
    expect(email.entities[99].conversationId).toBe(made[299]?.id);
    const chat = json.results.find((row: Row) => row.group.mediaType === 'chat');
    expect(chat).toMatchObject({ truncated: false, data: [{ metric: 'oWaiting', count: 2 }] });
  });

  test('answers for exactly the ids of a nested filter, with the metric each is in', async () => {
    const { emulator, clock, call } = signedIn();
    const made = emulator.addWaiting('email', { queue: 'Web', count: 60 });
    emulator.actors.agentsPickUp({ queue: 'Web', count: 2, everyMs: 10_000, alertingMs: 3000 });
    await clock.advance(11_000);
    const ids = made.slice(0, 50).map((each) => each.id);
    const { json } = await call('POST', PATH, exactly(ids));
    const metricOf = new Map(json.results.map((row: Row) => [row.group.conversationId, row.data[0]?.metric]));
    expect(metricOf.size).toBe(50);
    expect(metricOf.get(ids[0])).toBe('oInteracting');
    expect(metricOf.get(ids[1])).toBe('oAlerting');
    expect(metricOf.get(ids[2])).toBe('oWaiting');
  });

  test('alertingCountsAsWaiting: what alerts may still be counted as waiting', async () => {
    for (const alertingCountsAsWaiting of [false, true]) {
      const { emulator, clock, call, queueId } = signedIn({ alertingCountsAsWaiting });
      emulator.addWaiting('email', { queue: 'Web', count: 3 });
      emulator.actors.agentsPickUp({ queue: 'Web', count: 1, alertingMs: MINUTE });
      await clock.advance(1000);
      const { json } = await call('POST', PATH, waitingIn(queueId('Web')));
      expect(json.results).toHaveLength(alertingCountsAsWaiting ? 3 : 2);
    }
  });

  test('activityPaging: pages, ignores paging, or caps', async () => {
    const listed = async (knobs: Parameters<typeof signedIn>[0], query: string) => {
      const { emulator, call, queueId } = signedIn(knobs);
      emulator.addWaiting('email', { queue: 'Web', count: 1200 });
      return (await call('POST', PATH + query, waitingIn(queueId('Web')))).json.results.length;
    };
    expect(await listed({}, '?pageSize=200&pageNumber=2')).toBe(200);
    expect(await listed({}, '?pageSize=500&pageNumber=3')).toBe(200);
    expect(await listed({}, '?pageSize=500&pageNumber=4')).toBe(0);
    expect(await listed({}, '?pageSize=1000')).toBe(500);
    expect(await listed({}, '?pageNumber=1')).toBe(25);
    expect(await listed({}, '')).toBe(1200);
    expect(await listed({ activityUnpaged: 'first page' }, '')).toBe(25);
    expect(await listed({ activityPaging: 'ignores paging' }, '?pageSize=200&pageNumber=2')).toBe(1200);
    expect(await listed({ activityPaging: 'caps' }, '?pageSize=500&pageNumber=2')).toBe(1000);
  });

  test('activityOversize: a page that is too large is made smaller or refused', async () => {
    const { call, queueId } = signedIn({ activityOversize: 'refuses' });
    const refused = await call('POST', `${PATH}?pageSize=501`, waitingIn(queueId('Web')));
    expect(refused.status).toBe(400);
    expect(refused.json.details).toEqual([{ errorCode: 'invalid.value', fieldName: 'pageSize' }]);
  });

  test('activityIdFilter: filtering by id may be refused', async () => {
    const { emulator, call } = signedIn({ activityIdFilter: 'refuses' });
    const [made] = emulator.addWaiting('email', { queue: 'Web', count: 1 });
    const refused = await call('POST', PATH, exactly([made?.id ?? '']));
    expect(refused).toMatchObject({ status: 400, json: { code: 'bad.request' } });
  });

  test('more predicates than it takes are refused', async () => {
    const { emulator, call } = signedIn();
    const ids = emulator.addWaiting('email', { queue: 'Web', count: 101 }).map((each) => each.id);
    expect((await call('POST', PATH, exactly(ids.slice(0, 100)))).status).toBe(200);
    expect((await call('POST', PATH, exactly(ids))).status).toBe(400);
  });

  test('activityLagMs: it tells what was, a little later', async () => {
    const { emulator, clock, call, queueId } = signedIn({ activityLagMs: 5000 });
    const [first] = emulator.addWaiting('email', { queue: 'Web', count: 2, until: clock.now() - MINUTE });
    await clock.advance(5000);
    await call('POST', `/conversations/${first?.id}/disconnect`);
    await clock.advance(2000);
    expect(emulator.truth.queue('Web').waiting).toHaveLength(1);
    expect((await call('POST', PATH, waitingIn(queueId('Web')))).json.results).toHaveLength(2);
    await clock.advance(5000);
    expect((await call('POST', PATH, waitingIn(queueId('Web')))).json.results).toHaveLength(1);
  });

  test.each([
    ['no metrics', { metrics: [] }, 'metrics'],
    ['an unknown metric', { metrics: [{ metric: 'oWaitin' }] }, 'metrics[0].metric'],
    ['the field name of the older examples', { metrics: [{ name: 'oWaiting' }] }, 'metrics[0].name'],
    ['no grouping', { groupBy: [] }, 'groupBy'],
    ['an unknown grouping', { groupBy: ['conversation'] }, 'groupBy[0]'],
    [
      'an unknown dimension',
      { filter: { type: 'and', predicates: [{ dimension: 'segmentEnd', operator: 'notExists' }] } },
      'filter.predicates[0].dimension',
    ],
    [
      'an unknown join',
      { filter: { type: 'not', predicates: [{ dimension: 'queueId', value: 'x' }] } },
      'filter.type',
    ],
    ['an unknown field', { interval: 'PT1H' }, 'body.interval'],
  ])('%s: a 400 that names the field', async (_name, wrong, fieldName) => {
    const { call, queueId } = signedIn();
    const answer = await call('POST', PATH, { ...waitingIn(queueId('Web')), ...wrong });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'bad.request', details: [{ fieldName }] });
  });

  test('shows only the queues of the divisions in which the permission is held', async () => {
    const { emulator, call } = signedIn();
    emulator.addWaiting('email', { queue: 'Web', count: 1 });
    emulator.addWaiting('email', { queue: 'Returns', count: 1 });
    const divisions = [emulator.world.queue('Returns').divisionId];
    emulator.grant('supervisor@example.test', [{ permission: 'analytics:queueObservation:view', divisions }]);
    const { filter: _all, ...body } = waitingIn('');
    const { json } = await call('POST', PATH, body);
    expect(json.results.map((row: Row) => row.group.queueId)).toEqual([emulator.world.queue('Returns').id]);
  });
});

describe('the observation query', () => {
  const observe = (queueId: string, more = {}) => ({
    filter: { type: 'and', predicates: [{ dimension: 'queueId', value: queueId }] },
    metrics: ['oWaiting', 'oInteracting', 'oLongestWaiting'],
    ...more,
  });

  test('counts per media, and tells the longest wait as the time it began', async () => {
    const { emulator, clock, call, queueId } = signedIn();
    const since = clock.now() - 90 * MINUTE;
    emulator.addWaiting('email', { queue: 'Web', count: 169, since });
    emulator.addWaiting('message', { queue: 'Web', count: 4 });
    const { json } = await call('POST', '/analytics/queues/observations/query', observe(queueId('Web')));
    const email = json.results.find((row: Row) => row.group.mediaType === 'email');
    expect(email.data).toEqual([
      { metric: 'oWaiting', stats: { count: 169 } },
      { metric: 'oInteracting', stats: { count: 0 } },
      { metric: 'oLongestWaiting', stats: { count: 1, calculatedMetricValue: since } },
    ]);
    expect(json.results).toHaveLength(2);
  });

  test('details stop at 100: the oldest 50 and the newest 50', async () => {
    const { emulator, call, queueId } = signedIn();
    const made = emulator.addWaiting('email', { queue: 'Web', count: 250 });
    const body = observe(queueId('Web'), { detailMetrics: ['oWaiting'] });
    const [group] = (await call('POST', '/analytics/queues/observations/query', body)).json.results;
    expect(group.data[0]).toMatchObject({ truncated: true, stats: { count: 250 } });
    const ids = group.data[0].observations.map((each: { conversationId: string }) => each.conversationId);
    expect(ids).toEqual([...made.slice(0, 50), ...made.slice(200)].map((each) => each.id));
  });

  test('filters by queue and media, and by nothing else', async () => {
    const { call } = signedIn();
    const filter = { type: 'and', predicates: [{ dimension: 'conversationId', value: 'x' }] };
    const refused = await call('POST', '/analytics/queues/observations/query', observe('', { filter }));
    expect(refused.json).toMatchObject({
      status: 400,
      details: [{ fieldName: 'filter.predicates[0].dimension' }],
    });
  });
});

interface Row {
  group: Record<string, string>;
  data: { metric: string; count: number }[];
}
