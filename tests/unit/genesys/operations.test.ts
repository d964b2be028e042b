import { describe, expect, test } from 'vitest';
import { isPatchable } from '../../../utils/genesys/conversations';
import { holdsPermission } from '../../../utils/genesys/identity';
import type { Answer } from './answering-fetch';
import { json } from './answering-fetch';
import { underTest } from './platform-under-test';
import { CONVERSATION_ID, QUEUE_ID } from './samples';

const JOB = { lane: 'job' } as const;
const DAY = 86_400_000;

function asked(answer: Answer) {
  const { platform, seen, run } = underTest([answer]);
  const body = () => JSON.parse(seen[0]?.body ?? 'null') as unknown;
  const path = () => (seen[0] === undefined ? '' : seen[0].url.replace('https://api.mypurecloud.com', ''));
  return { platform, seen, run, body, path };
}

describe('the activity query', () => {
  const answer = json({
    results: [
      {
        group: { conversationId: 'a', queueId: QUEUE_ID },
        data: [{ metric: 'oWaiting', count: 1 }],
        entities: [
          {
            activityDate: '2026-11-20T08:00:02.000Z',
            metric: 'oWaiting',
            conversationId: 'a',
            mediaType: 'email',
            direction: 'inbound',
            addressFrom: 'Spam@Example.test',
            addressTo: 'desk@example.test',
            routingPriority: 3,
          },
        ],
      },
      {
        group: { conversationId: 'b', queueId: QUEUE_ID },
        data: [
          { metric: 'oAlerting', count: 1 },
          { metric: 'oInteracting', entityIds: ['b'] },
        ],
        truncated: true,
      },
      { group: { conversationId: 'c', queueId: null }, data: null },
      {
        data: [
          { metric: 'oWaiting', qualifier: 'x', count: 2 },
          { metric: 'oWaiting', count: 3 },
        ],
      },
    ],
    entityIdDimension: 'conversationId',
  });

  test('asks by queue and ids with one row per conversation, and only for these', async () => {
    const { platform, run, body, path } = asked(answer);
    const query = {
      queueId: QUEUE_ID,
      conversationIds: ['a', 'b'],
      mediaTypes: ['email'],
      metrics: ['oWaiting', 'oAlerting', 'oInteracting'],
    } as const;
    await run(platform.queryActivity(query, JOB));
    const is = (dimension: string, value: string) => ({
      type: 'dimension',
      dimension,
      operator: 'matches',
      value,
    });
    expect(path()).toBe('/api/v2/analytics/conversations/activity/query');
    expect(body()).toEqual({
      metrics: [{ metric: 'oWaiting' }, { metric: 'oAlerting' }, { metric: 'oInteracting' }],
      groupBy: ['conversationId', 'queueId'],
      filter: {
        type: 'and',
        clauses: [
          { type: 'or', predicates: [is('queueId', QUEUE_ID)] },
          { type: 'or', predicates: [is('conversationId', 'a'), is('conversationId', 'b')] },
          { type: 'or', predicates: [is('mediaType', 'email')] },
        ],
      },
    });
  });

  test('asks for a page with details', async () => {
    const { platform, run, body, path } = asked(answer);
    const query = {
      queueId: QUEUE_ID,
      metrics: ['oWaiting'],
      details: true,
      pageNumber: 2,
      pageSize: 500,
    } as const;
    await run(platform.queryActivity(query, JOB));
    expect(path()).toBe('/api/v2/analytics/conversations/activity/query?pageSize=500&pageNumber=2');
    expect(body()).toMatchObject({ metrics: [{ metric: 'oWaiting', details: true }] });
  });

  test('reads rows, counts, entity and truncation', async () => {
    const { platform, run } = asked(answer);
    const page = await run(platform.queryActivity({ metrics: ['oWaiting'] }, JOB));
    expect(page.truncated).toBe(true);
    expect(page.rows).toMatchObject([
      {
        conversationId: 'a',
        queueId: QUEUE_ID,
        waiting: 1,
        alerting: 0,
        interacting: 0,
        entity: {
          mediaType: 'email',
          addressFrom: 'Spam@Example.test',
          activityDate: Date.parse('2026-11-20T08:00:02Z'),
          priority: 3,
        },
      },
      { conversationId: 'b', waiting: 0, alerting: 1, interacting: 1 },
      { conversationId: 'c', waiting: 0 },
      { waiting: 5 },
    ]);
    expect(page.rows[1]?.entity).toBeUndefined();
    expect(page.rows[2]?.queueId).toBeUndefined();
  });

  test('an entity of another conversation is not taken for the row', async () => {
    const group = { conversationId: 'a', queueId: QUEUE_ID };
    const entities = [{ activityDate: '2026-11-20T08:00:02Z', conversationId: 'b', mediaType: 'email' }];
    const { platform, run } = asked(json({ results: [{ group, data: [], entities }] }));
    const page = await run(platform.queryActivity({ metrics: ['oWaiting'], details: true }, JOB));
    expect(page.rows[0]?.entity).toBeUndefined();
  });

  test('an empty answer is no rows; no ids asks nothing; too many are refused', async () => {
    const { platform, run, seen } = asked(json({}));
    const none = { metrics: ['oWaiting'], conversationIds: [] } as const;
    expect(await run(platform.queryActivity(none, JOB))).toEqual({ rows: [], truncated: false });
    const many = {
      metrics: ['oWaiting'] as const,
      conversationIds: Array.from({ length: 51 }, (_, n) => `id-${n}`),
    };
    await expect(run(platform.queryActivity(many, JOB))).rejects.toThrow(RangeError);
    expect(seen).toEqual([]);
    expect(await run(platform.queryActivity({ metrics: ['oWaiting'] }, JOB))).toEqual({
      rows: [],
      truncated: false,
    });
  });
});

describe('the observations query', () => {
  test('sums the media and reads the longest wait as a point in time', async () => {
    const { platform, run, body } = asked(
      json({
        results: [
          {
            group: { queueId: QUEUE_ID, mediaType: 'email' },
            data: [
              { metric: 'oWaiting', stats: { count: 169 } },
              { metric: 'oLongestWaiting', stats: { count: 1, calculatedMetricValue: 1_787_230_858_678 } },
              { metric: 'oInteracting', stats: { count: 2 } },
            ],
          },
          {
            group: { queueId: QUEUE_ID, mediaType: 'voice' },
            data: [
              { metric: 'oWaiting', stats: { count: 1 } },
              { metric: 'oAlerting', stats: { count: 4 } },
              { metric: 'oLongestWaiting', stats: { calculatedMetricValue: 1_787_230_000_000 } },
            ],
          },
          {
            group: { queueId: QUEUE_ID, mediaType: 'chat' },
            data: [{ metric: 'oLongestWaiting', stats: { calculatedMetricValue: 0 } }],
          },
        ],
      }),
    );
    const observed = await run(platform.observeQueue(QUEUE_ID, JOB));
    expect(observed).toMatchObject({
      waiting: 170,
      alerting: 4,
      interacting: 2,
      oldestWaitingSince: 1_787_230_000_000,
      byMedia: {
        email: { waiting: 169, oldestWaitingSince: 1_787_230_858_678 },
        voice: { waiting: 1 },
        chat: { waiting: 0 },
      },
    });
    expect(observed.byMedia.chat?.oldestWaitingSince).toBeUndefined();
    expect(body()).toMatchObject({
      filter: { type: 'and', predicates: [{ dimension: 'queueId', value: QUEUE_ID }] },
      metrics: ['oWaiting', 'oAlerting', 'oInteracting', 'oLongestWaiting'],
    });
  });

  test('an idle queue answers nothing and counts nothing', async () => {
    const { platform, run } = asked(json({ results: [] }));
    expect(await run(platform.observeQueue(QUEUE_ID, JOB))).toMatchObject({
      waiting: 0,
      interacting: 0,
      byMedia: {},
    });
  });
});

describe('the details query', () => {
  const from = Date.parse('2026-11-01T00:00:00Z');

  test('asks for what is not ended in a queue, oldest first', async () => {
    const { platform, run, body } = asked(json({ conversations: [], totalHits: 0 }));
    await run(
      platform.queryDetails({ from, to: from + DAY, queueId: QUEUE_ID, unended: true, pageNumber: 3 }, JOB),
    );
    expect(body()).toEqual({
      interval: '2026-11-01T00:00:00.000Z/2026-11-02T00:00:00.000Z',
      order: 'asc',
      orderBy: 'conversationStart',
      paging: { pageNumber: 3, pageSize: 100 },
      conversationFilters: [
        {
          type: 'and',
          predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'notExists' }],
        },
      ],
      segmentFilters: [
        {
          type: 'and',
          predicates: [{ type: 'dimension', dimension: 'queueId', operator: 'matches', value: QUEUE_ID }],
        },
      ],
    });
  });

  test('asks for ids by an "or"', async () => {
    const { platform, run, body } = asked(json({}));
    await run(platform.queryDetails({ from, to: from + DAY, conversationIds: ['a', 'b'] }, JOB));
    expect(body()).toMatchObject({
      conversationFilters: [{ type: 'or', predicates: [{ value: 'a' }, { value: 'b' }] }],
    });
  });

  test("reads the customer's addresses, the subject and what is still open", async () => {
    const { platform, run } = asked(
      json({
        totalHits: 1,
        conversations: [
          {
            conversationId: CONVERSATION_ID,
            conversationStart: '2026-11-20T08:00:00.000Z',
            originatingDirection: 'inbound',
            divisionIds: ['d0'],
            participants: [
              { participantId: 'p2', purpose: 'workflow', sessions: [{ mediaType: 'email', segments: [] }] },
              {
                participantId: 'p1',
                purpose: 'external',
                participantName: 'A Sender',
                sessions: [
                  {
                    mediaType: 'email',
                    addressFrom: 'Spam@Example.test',
                    addressTo: 'desk@example.test',
                    segments: [{ segmentType: 'interact', subject: 'WIN' }],
                  },
                ],
              },
              {
                participantId: 'p3',
                purpose: 'acd',
                sessions: [
                  {
                    mediaType: 'email',
                    addressFrom: 'other@example.test',
                    segments: [{ queueId: QUEUE_ID }, { queueId: QUEUE_ID }],
                  },
                ],
              },
            ],
          },
        ],
      }),
    );
    const page = await run(platform.queryDetails({ from, to: from + DAY }, JOB));
    expect(page.totalHits).toBe(1);
    expect(page.conversations).toEqual([
      {
        conversationId: CONVERSATION_ID,
        startedAt: Date.parse('2026-11-20T08:00:00Z'),
        endedAt: undefined,
        direction: 'inbound',
        mediaTypes: ['email'],
        addressFrom: 'Spam@Example.test',
        addressTo: 'desk@example.test',
        ani: undefined,
        dnis: undefined,
        participantName: 'A Sender',
        subject: 'WIN',
        queueIds: [QUEUE_ID],
        divisionIds: ['d0'],
      },
    ]);
  });

  test('refuses what the API would refuse', async () => {
    const { platform, run, seen } = asked(json({}));
    const ids = Array.from({ length: 101 }, (_, n) => `id-${n}`);
    for (const wrong of [
      { from, to: from },
      { from, to: from + 31 * DAY + 1 },
      { from, to: from + DAY, conversationIds: ids },
      { from, to: from + DAY, pageSize: 101 },
    ]) {
      await expect(run(platform.queryDetails(wrong, JOB))).rejects.toThrow(RangeError);
    }
    expect(await run(platform.queryDetails({ from, to: from + DAY, conversationIds: [] }, JOB))).toEqual({
      conversations: [],
      totalHits: 0,
    });
    expect(seen).toEqual([]);
  });
});

describe('conversations', () => {
  test('the media with a PATCH of their own are the five that the API still has', async () => {
    const { platform, run, seen } = asked(json({}));
    const media = ['voice', 'callback', 'email', 'message', 'cobrowse'] as const;
    for (const it of media) await run(platform.patchMedia(it, 'x', JOB));
    expect(seen.map(({ url }) => url.split('/').at(-2))).toEqual([
      'calls',
      'callbacks',
      'emails',
      'messages',
      'cobrowsesessions',
    ]);
    for (const it of ['chat', 'webchat', 'video', 'toString', '']) expect(isPatchable(it), it).toBe(false);
    for (const it of media) expect(isPatchable(it), it).toBe(true);
  });
});

describe('queues', () => {
  const queue = { id: QUEUE_ID, name: 'Support', division: { id: 'd0', name: 'Home' }, memberCount: 4 };

  test('one by id', async () => {
    const { platform, run, path } = asked(json(queue));
    expect(await run(platform.getQueue(QUEUE_ID, JOB))).toEqual({
      id: QUEUE_ID,
      name: 'Support',
      divisionId: 'd0',
    });
    expect(path()).toBe(`/api/v2/routing/queues/${QUEUE_ID}`);
  });

  test('by name, escaped', async () => {
    const { platform, run, seen } = asked(
      json({ entities: [queue], pageNumber: 2, pageCount: 3, total: 60 }),
    );
    const page = await run(platform.searchQueues(' Sales & Support +1/ü ', 2, JOB));
    expect(page).toEqual({
      queues: [{ id: QUEUE_ID, name: 'Support', divisionId: 'd0' }],
      pageNumber: 2,
      pageCount: 3,
      total: 60,
    });
    const params = new URL(seen[0]?.url ?? '').searchParams;
    expect(params.get('name')).toBe('*Sales & Support +1/ü*');
    expect(params.get('pageNumber')).toBe('2');
    const all = asked(json({ entities: null }));
    expect(await all.run(all.platform.searchQueues('  ', 1, JOB))).toEqual({
      queues: [],
      pageNumber: 1,
      pageCount: 0,
      total: 0,
    });
    expect(all.path()).not.toContain('name=');
  });
});

describe('identity', () => {
  test('the user with permissions and organization', async () => {
    const { platform, run, path } = asked(
      json({
        id: 'u1',
        name: 'Example Supervisor',
        email: 'supervisor@example.test',
        username: 'supervisor@example.test',
        authorization: { permissions: ['conversation:communication:disconnect'], roles: [] },
        organization: { id: 'o1', name: 'Example Care' },
      }),
    );
    expect(await run(platform.getMe(JOB))).toEqual({
      id: 'u1',
      name: 'Example Supervisor',
      email: 'supervisor@example.test',
      username: 'supervisor@example.test',
      permissions: ['conversation:communication:disconnect'],
      organization: { id: 'o1', name: 'Example Care' },
    });
    expect(path()).toBe('/api/v2/users/me?expand=authorization,organization');
    const bare = asked(json({ id: 'u1', name: null, email: 'a@example.test' }));
    expect(await bare.run(bare.platform.getMe(JOB))).toMatchObject({
      name: 'a@example.test',
      permissions: [],
      organization: undefined,
    });
  });

  test('the organization', async () => {
    const { platform, run } = asked(json({ id: 'o1', name: 'Example Care', version: 7 }));
    expect(await run(platform.getOrganization(JOB))).toEqual({ id: 'o1', name: 'Example Care' });
  });

  test('the divisions of a permission, over all pages, or everywhere', async () => {
    const { platform, run, seen } = underTest([
      json({ entities: [{ id: 'd0', name: 'Home' }], pageCount: 2, allDivsPermitted: false }),
      json({ entities: [{ id: 'd1' }, { id: 'd0', name: 'Home' }], pageCount: 2 }),
    ]);
    const permission = 'conversation:communication:disconnect';
    expect(await run(platform.permittedDivisions(permission, { lane: 'interactive' }))).toEqual({
      all: false,
      divisions: [
        { id: 'd0', name: 'Home' },
        { id: 'd1', name: undefined },
      ],
    });
    expect(seen.map(({ url }) => new URL(url).searchParams.get('pageNumber'))).toEqual(['1', '2']);
    expect(new URL(seen[0]?.url ?? '').searchParams.get('permission')).toBe(permission);
    const everywhere = asked(json({ entities: [{ id: 'd0' }], pageCount: 9, allDivsPermitted: true }));
    expect((await everywhere.run(everywhere.platform.permittedDivisions(permission, JOB))).all).toBe(true);
    expect(everywhere.seen).toHaveLength(1);
    const nowhere = asked(json({ entities: [], pageCount: 0 }));
    expect(await nowhere.run(nowhere.platform.permittedDivisions(permission, JOB))).toEqual({
      all: false,
      divisions: [],
    });
  });

  test('a held permission covers by wildcard, part by part', () => {
    const wanted = 'conversation:communication:disconnect';
    for (const held of [wanted, 'conversation:communication:*', 'conversation:*:*', '*:*:*']) {
      expect(holdsPermission(['routing:queue:view', held], wanted), held).toBe(true);
    }
    for (const held of [
      'conversation:communication:view',
      'conversation:*',
      '*',
      'conversation:communication:disconnect:x',
      '',
    ]) {
      expect(holdsPermission([held], wanted), held).toBe(false);
    }
  });
});

describe('limits', () => {
  test("the token's requests per minute, when the org names it", async () => {
    const { platform, run, path } = asked(
      json({
        entities: [
          { key: 'request.bytes.max', value: 512_000 },
          { key: 'token.rate.per.minute', namespace: 'platform.api', value: 180 },
        ],
      }),
    );
    expect(await run(platform.getRequestLimit(JOB))).toBe(180);
    expect(path()).toBe('/api/v2/organizations/limits/namespaces/platform.api');
    const silent = asked(json({ entities: [{ key: 'token.rate.per.minute', value: 0 }] }));
    expect(await silent.run(silent.platform.getRequestLimit(JOB))).toBeUndefined();
  });
});
