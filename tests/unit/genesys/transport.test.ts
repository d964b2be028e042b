import { inspect } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { GenesysError } from '../../../utils/genesys/error';
import type { Region } from '../../../utils/genesys/regions';
import type { Access } from '../../../utils/genesys/transport';
import { empty, json, reset, silence } from './answering-fetch';
import { START, underTest } from './platform-under-test';
import { CONVERSATION_ID, ERRORS, GHOST_CALL, TOKEN } from './samples';

const CLICK = { lane: 'interactive' } as const;
const limited = json(ERRORS.rateLimited, 429, { 'Retry-After': '12' });
const broken = json({ message: 'Something went wrong', code: 'internal.server.error' }, 500);

async function failureOf(call: Promise<unknown>): Promise<GenesysError> {
  const error = await call.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (!(error instanceof GenesysError)) throw new Error(`no GenesysError but ${String(error)}`);
  return error;
}

describe('a request', () => {
  test('goes to the API of the region, with the token, without cookies, and never follows a redirect', async () => {
    const { platform, seen, run } = underTest([json(GHOST_CALL)]);
    await run(platform.getConversation(CONVERSATION_ID, CLICK));
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe(`https://api.mypurecloud.com/api/v2/conversations/${CONVERSATION_ID}`);
    expect(seen[0]?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
    expect(seen[0]?.init).toMatchObject({ redirect: 'error', credentials: 'omit', cache: 'no-store' });
  });

  test('carries a content type on every write, body or not', async () => {
    const { platform, seen, run } = underTest([json('Accepted', 202)]);
    await run(platform.disconnect(CONVERSATION_ID, CLICK));
    await run(platform.deleteConversation(CONVERSATION_ID, CLICK));
    await run(platform.patchMedia('email', CONVERSATION_ID, CLICK));
    await run(platform.patchParticipant(CONVERSATION_ID, 'p/1', CLICK));
    expect(seen.map(({ method, url }) => [method, new URL(url).pathname])).toEqual([
      ['POST', `/api/v2/conversations/${CONVERSATION_ID}/disconnect`],
      ['DELETE', `/api/v2/conversations/${CONVERSATION_ID}`],
      ['PATCH', `/api/v2/conversations/emails/${CONVERSATION_ID}`],
      ['PATCH', `/api/v2/conversations/${CONVERSATION_ID}/participants/p%2F1`],
    ]);
    for (const request of seen) expect(request.headers.get('content-type')).toBe('application/json');
    expect(seen.map((request) => request.body)).toEqual([
      undefined,
      undefined,
      '{"state":"disconnected"}',
      '{"state":"disconnected"}',
    ]);
  });

  test('is never sent to a region that is not one of the 18, nor out of the API by its path', async () => {
    const region = 'mypurecloud.com.example.test' as Region;
    const { platform, seen, run } = underTest([json(GHOST_CALL)], {
      access: () => ({ region, token: TOKEN }),
    });
    await expect(run(platform.getConversation(CONVERSATION_ID, CLICK))).rejects.toThrow('region');
    const other = underTest([json(GHOST_CALL)]);
    for (const path of [
      '//example.test/api/v2/x',
      '/oauth/token',
      '/api/v2/../../x',
      'https://example.test/api/v2/x',
    ]) {
      const write = other.transport.write({ operation: 'x', method: 'POST', path }, CLICK);
      await expect(other.run(write), path).rejects.toThrow('path');
    }
    expect([...seen, ...other.seen]).toEqual([]);
    await other.run(other.platform.getQueue('../../users/me', CLICK)).catch(() => {});
    expect(other.seen[0]?.url).toBe('https://api.mypurecloud.com/api/v2/routing/queues/..%2F..%2Fusers%2Fme');
  });

  test('holds a time-out below the limit of a worker', () => {
    expect(() => underTest([], { timeoutMs: 25_000 })).toThrow(RangeError);
  });
});

describe('an accepted write', () => {
  test.each([200, 202, 204])('is any 2xx: %d', async (status) => {
    const answer =
      status === 204
        ? empty(204, { 'ININ-Correlation-Id': 'c-9' })
        : json('Accepted', status, { 'ININ-Correlation-Id': 'c-9' });
    const { platform, run } = underTest([answer]);
    expect(await run(platform.disconnect(CONVERSATION_ID, CLICK))).toEqual({ status, correlationId: 'c-9' });
  });

  test('stays accepted when its body breaks off or never ends', async () => {
    const breaking = () =>
      new Response(new ReadableStream({ start: (it) => it.error(new TypeError('reset')) }), { status: 202 });
    const endless = () => new Response(new ReadableStream(), { status: 202 });
    for (const answer of [breaking, endless]) {
      const { platform, run } = underTest([answer]);
      expect((await run(platform.disconnect(CONVERSATION_ID, CLICK))).status).toBe(202);
    }
  });
});

describe('a write', () => {
  test.each([
    ['a 5xx', broken, 'server'],
    ['a lost connection', reset, 'network'],
    ['silence', silence, 'timeout'],
    ['a 429', limited, 'rate limited'],
  ] as const)('is sent once: %s is thrown', async (_name, answer, kind) => {
    const { platform, seen, run } = underTest([answer]);
    const error = await failureOf(run(platform.disconnect(CONVERSATION_ID, CLICK)));
    expect(error).toMatchObject({ kind, operation: 'disconnect' });
    expect(seen).toHaveLength(1);
    if (kind === 'rate limited') expect(error.retryAfterMs).toBe(12_000);
  });

  test('waits a 429 out when told to', async () => {
    const { platform, seen, run, clock } = underTest([limited, json('Accepted', 202)]);
    const options = { lane: 'job', onRateLimit: 'wait' } as const;
    expect((await run(platform.disconnect(CONVERSATION_ID, options))).status).toBe(202);
    expect(seen).toHaveLength(2);
    expect(clock.now() - START).toBeGreaterThanOrEqual(13_000);
  });
});

describe('a read', () => {
  test('waits out every 429: it is never a failure', async () => {
    const { platform, seen, run, clock } = underTest([...Array(8).fill(limited), json(GHOST_CALL)]);
    const conversation = await run(platform.getConversation(CONVERSATION_ID, { lane: 'job' }));
    expect(conversation.id).toBe(CONVERSATION_ID);
    expect(seen).toHaveLength(9);
    expect(clock.now() - START).toBeGreaterThanOrEqual(8 * 13_000);
  });

  test('throws a 429 when told to', async () => {
    const { platform, run } = underTest([limited]);
    const call = platform.getConversation(CONVERSATION_ID, { lane: 'job', onRateLimit: 'throw' });
    expect((await failureOf(run(call))).kind).toBe('rate limited');
  });

  test.each([
    ['5xx', broken],
    ['a lost connection', reset],
    ['silence', silence],
  ])('is tried again a few times after %s, further and further apart', async (_name, answer) => {
    const good = underTest([answer, answer, answer, json(GHOST_CALL)]);
    await good.run(good.platform.getConversation(CONVERSATION_ID, CLICK));
    expect(good.seen).toHaveLength(4);
    expect(good.clock.now() - START).toBeGreaterThanOrEqual(750 + 1_500 + 3_000);
    const bad = underTest([answer]);
    await failureOf(bad.run(bad.platform.getConversation(CONVERSATION_ID, CLICK)));
    expect(bad.seen).toHaveLength(4);
  });

  test.each([400, 403, 404, 409, 413, 415])('is not tried again after %d', async (status) => {
    const { platform, seen, run } = underTest([json({ message: 'no' }, status)]);
    await failureOf(run(platform.getConversation(CONVERSATION_ID, CLICK)));
    expect(seen).toHaveLength(1);
  });

  test('an answer that cannot be read names the wrong field and no value', async () => {
    const wrong = { ...GHOST_CALL, participants: [{ id: 'p', calls: [{ state: { secret: 'value-7' } }] }] };
    const { platform, seen, run } = underTest([json(wrong, 200, { 'ININ-Correlation-Id': 'c-8' })]);
    const error = await failureOf(run(platform.getConversation(CONVERSATION_ID, CLICK)));
    expect(error).toMatchObject({ kind: 'unreadable answer', correlationId: 'c-8', status: 200 });
    expect(error.message).toContain('"participants.0.calls.0.state"');
    expect(inspect(error)).not.toContain('value-7');
    expect(seen).toHaveLength(1);
    const page = underTest([() => new Response('<html>', { status: 200 })]);
    expect(
      (await failureOf(page.run(page.platform.getConversation(CONVERSATION_ID, CLICK)))).message,
    ).toContain('not JSON');
  });

  test('an answer about another conversation is refused', async () => {
    const { platform, run } = underTest([json({ ...GHOST_CALL, id: 'other' })]);
    expect((await failureOf(run(platform.getConversation(CONVERSATION_ID, CLICK)))).kind).toBe(
      'unreadable answer',
    );
  });
});

describe('a 401', () => {
  const refused = json(ERRORS.unauthorized, 401);

  function signedIn(renew: ((access: Access) => Promise<boolean>) | undefined) {
    const access: Access = { region: 'mypurecloud.com', token: 'old-token-000' };
    const renewing = renew === undefined ? undefined : vi.fn(() => renew(access));
    return { access: () => ({ ...access }), renew: renewing, held: access };
  }

  test('leads to one renewal for all who wait, and everybody goes on with the new token', async () => {
    const parts = signedIn(async (access) => {
      await Promise.resolve();
      access.token = 'new-token-111';
      return true;
    });
    const answer = ({ headers }: { headers: Headers }) =>
      headers.get('authorization') === 'Bearer new-token-111'
        ? new Response(JSON.stringify(GHOST_CALL))
        : new Response(JSON.stringify(ERRORS.unauthorized), { status: 401 });
    const { platform, run, seen } = underTest([answer], parts);
    await run(Promise.all([1, 2, 3].map(() => platform.getConversation(CONVERSATION_ID, CLICK))));
    expect((await run(platform.disconnect(CONVERSATION_ID, CLICK))).status).toBe(200);
    expect(parts.renew).toHaveBeenCalledTimes(1);
    expect(seen).toHaveLength(7);
  });

  test('is thrown when the renewal fails, is missing, or does not help', async () => {
    const cases = [
      { parts: signedIn(async () => false), requests: 1 },
      { parts: signedIn(async () => Promise.reject(new Error('closed'))), requests: 1 },
      { parts: signedIn(undefined), requests: 1 },
      { parts: signedIn(async () => true), requests: 2 },
    ];
    for (const { parts, requests } of cases) {
      const { platform, run, seen } = underTest([refused], parts);
      const error = await failureOf(run(platform.disconnect(CONVERSATION_ID, CLICK)));
      expect(error).toMatchObject({ kind: 'unauthorized', code: 'authentication.required' });
      expect(seen).toHaveLength(requests);
    }
  });

  test('signed out, nothing is sent', async () => {
    const { platform, run, seen } = underTest([json(GHOST_CALL)], { access: () => undefined });
    expect((await failureOf(run(platform.getConversation(CONVERSATION_ID, CLICK)))).kind).toBe(
      'unauthorized',
    );
    expect(seen).toEqual([]);
  });
});

describe('the budget', () => {
  test('every request takes a grant, repeated ones too; a grant already held is used once', async () => {
    const { clock, platform, run } = underTest([broken, json(GHOST_CALL)], {});
    const acquired: string[] = [];
    const budget = {
      acquire: async (lane: string) => void acquired.push(lane),
      observe: () => {},
      setAllowed: () => {},
      setReserve: () => {},
      state: () => ({ allowedPerMinute: 1, usablePerMinute: 1, remainingThisMinute: 1, perMinuteNow: 0 }),
      snapshot: () => ({ savedAt: 0, allowedPerMinute: 1, reservePercent: 0, notBefore: 0, sentAt: [] }),
    };
    const counted = underTest([broken, json(GHOST_CALL)], { budget });
    await counted.run(counted.platform.getConversation(CONVERSATION_ID, { lane: 'job' }));
    expect(acquired).toEqual(['job', 'job']);
    const granted = underTest([broken, json(GHOST_CALL)], { budget });
    await granted.run(
      granted.platform.getConversation(CONVERSATION_ID, { lane: 'interactive', granted: true }),
    );
    expect(acquired).toEqual(['job', 'job', 'interactive']);
    await run(platform.getConversation(CONVERSATION_ID, CLICK));
    expect(clock.now()).toBeGreaterThan(START);
  });

  test('jobs are paced: a hundred reads take twenty seconds', async () => {
    const { clock, platform, run, seen } = underTest([json(GHOST_CALL)]);
    const many = Array.from({ length: 100 }, () =>
      platform.getConversation(CONVERSATION_ID, { lane: 'job' }),
    );
    await run(Promise.all(many));
    expect(seen).toHaveLength(100);
    expect(clock.now() - START).toBeGreaterThan(19_000);
    expect(clock.now() - START).toBeLessThan(22_000);
  });
});

describe('aborting', () => {
  test('rejects with the reason: on the wire, in the queue, in a pause and between tries', async () => {
    for (const answer of [silence, limited, broken]) {
      const stop = new AbortController();
      const { platform, clock, seen } = underTest([answer]);
      const call = platform.getConversation(CONVERSATION_ID, { lane: 'interactive', signal: stop.signal });
      call.catch(() => {});
      await clock.advance(100);
      expect(seen).toHaveLength(1);
      stop.abort(new Error('stopped by the user'));
      await expect(call).rejects.toThrow('stopped by the user');
      await clock.advance(60_000);
      expect(seen).toHaveLength(1);
    }
    const { platform, seen } = underTest([json(GHOST_CALL)]);
    const signal = AbortSignal.abort(new Error('already'));
    await expect(platform.disconnect(CONVERSATION_ID, { lane: 'job', signal })).rejects.toThrow('already');
    await expect(
      platform.disconnect(CONVERSATION_ID, { lane: 'job', signal, granted: true }),
    ).rejects.toThrow('already');
    expect(seen).toEqual([]);
  });
});

describe('the token', () => {
  test('is in no error, whatever went wrong and whatever the answer repeats', async () => {
    const echo = (status: number) =>
      json(
        {
          message: `bad ${TOKEN}`,
          code: `code-${TOKEN}`,
          contextId: TOKEN,
          messageParams: { permissions: TOKEN },
        },
        status,
        { 'ININ-Correlation-Id': `c-${TOKEN}` },
      );
    const thrown = () => {
      throw Object.assign(new TypeError(`fetch failed with Bearer ${TOKEN}`), { cause: { headers: TOKEN } });
    };
    const answers = [...[400, 401, 403, 404, 409, 429, 500].map(echo), thrown, silence, json({ id: TOKEN })];
    for (const answer of answers) {
      for (const call of ['disconnect', 'getConversation'] as const) {
        const { platform, run } = underTest([answer]);
        const options = { lane: 'interactive', onRateLimit: 'throw' } as const;
        const calling: Promise<unknown> = platform[call](CONVERSATION_ID, options);
        const error = await run(calling).catch((problem: unknown) => problem);
        const told = `${inspect(error, { depth: 10, showHidden: true })}${JSON.stringify(error)}`;
        expect(told).not.toContain(TOKEN);
      }
    }
  });
});
