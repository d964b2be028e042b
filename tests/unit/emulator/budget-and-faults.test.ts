import { describe, expect, test } from 'vitest';
import { MINUTE, signedIn } from './signed-in';

describe('the request budget', () => {
  const many = async ({ call }: ReturnType<typeof signedIn>, count: number) => {
    const statuses: number[] = [];
    for (let index = 0; index < count; index++) statuses.push((await call('HEAD', '/tokens/me')).status);
    return statuses;
  };
  const refused = (statuses: number[]) => statuses.filter((each) => each === 429).length;

  test('a fixed window begins with the first request and is whole again after a minute', async () => {
    const tenant = signedIn({ ratePerMinute: 10, rateWindow: 'fixed' });
    expect(refused(await many(tenant, 2))).toBe(0);
    await tenant.clock.advance(50_000);
    expect(refused(await many(tenant, 10))).toBe(2);
    await tenant.clock.advance(10_000);
    expect(refused(await many(tenant, 11))).toBe(1);
  });

  test('a sliding window gives back one by one', async () => {
    const tenant = signedIn({ ratePerMinute: 10, rateWindow: 'sliding' });
    expect(refused(await many(tenant, 2))).toBe(0);
    await tenant.clock.advance(50_000);
    expect(refused(await many(tenant, 10))).toBe(2);
    await tenant.clock.advance(10_000);
    expect(refused(await many(tenant, 11))).toBe(9);
  });

  test('every answer counts down, a refusal says how long, and is not carried out', async () => {
    const tenant = signedIn({ ratePerMinute: 2 });
    const [mail] = tenant.emulator.addWaiting('email', { queue: 'Web', count: 1 });
    const first = await tenant.call('GET', '/users/me');
    expect(first.headers.get('inin-ratelimit-count')).toBe('1');
    expect(first.headers.get('inin-ratelimit-allowed')).toBe('2');
    await tenant.clock.advance(18_000);
    await tenant.call('GET', '/users/me');
    const { status, json, headers } = await tenant.call('POST', `/conversations/${mail?.id}/disconnect`);
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('42');
    expect(headers.get('inin-ratelimit-reset')).toBe('42');
    expect(json).toMatchObject({
      message: 'Rate limit exceeded the maximum. Retry the request in [42] seconds',
      code: 'too.many.requests',
      status: 429,
      limit: { key: 'token.rate.per.minute', namespace: 'platform.api', value: 2 },
    });
    await tenant.clock.advance(5000);
    expect(tenant.emulator.truth.ended()).toEqual([]);
    expect(tenant.emulator.truth.rate()).toMatchObject({ requests: 3, refused429: 1 });
  });

  test('retryAfterHeader, retryAfterInMessage, rateHeaders: each may be absent', async () => {
    const tenant = signedIn({
      ratePerMinute: 1,
      retryAfterHeader: false,
      retryAfterInMessage: false,
      rateHeaders: false,
    });
    await tenant.call('GET', '/users/me');
    const { headers, json } = await tenant.call('GET', '/users/me');
    expect(headers.has('retry-after')).toBe(false);
    expect(headers.has('inin-ratelimit-count')).toBe(false);
    expect(json.message).toBe('Rate limit exceeded the maximum.');
  });

  test('burstPerSecond: too many within one second are refused long before the minute is full', async () => {
    expect(refused(await many(signedIn({ ratePerMinute: 300, burstPerSecond: 10 }), 12))).toBe(2);
    expect(
      refused(await many(signedIn({ ratePerMinute: 300, burstPerSecond: 'three times the even rate' }), 16)),
    ).toBe(1);
    expect(refused(await many(signedIn({ ratePerMinute: 300, burstPerSecond: 'any' }), 300))).toBe(0);
  });

  test('two tokens have two budgets; another client with the same token eats from it', async () => {
    const tenant = signedIn({ ratePerMinute: 100 });
    tenant.emulator.otherClient({ perMinute: 60, forMs: MINUTE });
    await tenant.call('GET', '/users/me');
    await tenant.clock.advance(30_000);
    const { headers } = await tenant.call('GET', '/users/me');
    expect(Number(headers.get('inin-ratelimit-count'))).toBeGreaterThanOrEqual(32);
    const { token } = tenant.emulator.issueToken();
    const other = await tenant.call('GET', '/users/me', undefined, { authorization: `Bearer ${token}` });
    expect(other.headers.get('inin-ratelimit-count')).toBe('1');
  });
});

describe('faults', () => {
  test('a status, as often as asked, after as many as asked, on what is asked', async () => {
    const { emulator, call } = signedIn();
    const id = emulator.faults.add({
      path: '/users/me$',
      method: 'GET',
      times: 2,
      after: 1,
      effect: { status: 503 },
    });
    const statuses: number[] = [];
    for (let index = 0; index < 4; index++) statuses.push((await call('GET', '/users/me')).status);
    expect(statuses).toEqual([200, 503, 503, 200]);
    expect((await call('GET', '/organizations/me')).status).toBe(200);
    expect(emulator.faults.list()).toMatchObject([{ id, struck: 2 }]);
    emulator.faults.clear(id);
    expect(emulator.faults.list()).toEqual([]);
  });

  test('a 429 with its own Retry-After, or none', async () => {
    const { emulator, call } = signedIn();
    emulator.faults.add({ times: 1, effect: { status: 429, retryAfterSeconds: 7 } });
    emulator.faults.add({ times: 1, effect: { status: 429 } });
    const first = await call('GET', '/users/me');
    expect(first.headers.get('retry-after')).toBe('7');
    expect(first.json.message).toContain('[7]');
    const second = await call('GET', '/users/me');
    expect(second.status).toBe(429);
    expect(second.headers.has('retry-after')).toBe(false);
  });

  test('a disconnect that is not carried out, and one of which only the answer is lost', async () => {
    const { emulator, clock, call } = signedIn();
    const ids = emulator.addWaiting('email', { queue: 'Web', count: 2 }).map((each) => each.id);
    const [lost, done] = ids;
    emulator.faults.add({ conversationId: lost ?? '', effect: 'reset' });
    emulator.faults.add({ conversationId: done ?? '', effect: 'reset', executes: true });
    for (const id of ids) {
      await expect(call('POST', `/conversations/${id}/disconnect`)).rejects.toThrow('fetch failed');
    }
    await clock.advance(2000);
    expect(emulator.truth.ended('our call')).toEqual([done]);
    expect(emulator.truth.disconnects()).toMatchObject([
      { conversationId: lost, status: 'reset', executed: false },
      { conversationId: done, status: 'reset', executed: true },
    ]);
  });

  test('a time-out never answers until the caller gives up', async () => {
    const { emulator, clock, token } = signedIn();
    emulator.faults.add({ effect: 'timeout' });
    const giveUp = new AbortController();
    const asked = emulator.fetch(
      new Request('https://api.mypurecloud.com/api/v2/users/me', {
        headers: { authorization: `Bearer ${token}` },
        signal: giveUp.signal,
      }),
    );
    let settled = false;
    const outcome = asked.finally(() => {
      settled = true;
    });
    outcome.catch(() => {});
    await clock.advance(10 * MINUTE);
    expect(settled).toBe(false);
    giveUp.abort(new Error('enough'));
    await expect(outcome).rejects.toThrow('enough');
  });

  test('slow is late, bad JSON is not JSON', async () => {
    const { emulator, clock, call, token } = signedIn();
    emulator.faults.add({ times: 1, effect: 'slow', slowMs: 5000 });
    const before = clock.now();
    expect((await clock.runUntil(call('GET', '/users/me'))).status).toBe(200);
    expect(clock.now() - before).toBe(5000);
    emulator.faults.add({ effect: 'bad json' });
    const headers = { authorization: `Bearer ${token}` };
    const bad = await emulator.fetch(new Request('https://api.mypurecloud.com/api/v2/users/me', { headers }));
    expect(bad.status).toBe(200);
    await expect(bad.json()).rejects.toThrow(SyntaxError);
  });

  test('what has been sent is carried out although the caller has gone', async () => {
    const { emulator, clock, token } = signedIn({
      latency: { minMs: 1000, maxMs: 1000, tailMs: 0, tailChance: 0 },
    });
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1 });
    const gone = new AbortController();
    const asked = emulator.fetch(
      new Request(`https://api.mypurecloud.com/api/v2/conversations/${mail?.id}/disconnect`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        signal: gone.signal,
      }),
    );
    asked.catch(() => {});
    await clock.advance(100);
    gone.abort();
    await expect(asked).rejects.toThrow();
    await clock.advance(3000);
    expect(emulator.truth.ended('our call')).toEqual([mail?.id]);
  });

  test('the login host has its faults too, and a rule for one host leaves the other alone', async () => {
    const { emulator, call } = signedIn();
    const exchange = () =>
      emulator.fetch(new Request('https://login.mypurecloud.com/oauth/token', { method: 'POST', body: 'x' }));
    emulator.faults.add({ path: '^login\\.', times: 1, effect: { status: 503 } });
    emulator.faults.add({ path: '/oauth/token$', times: 1, effect: 'reset' });
    expect((await call('GET', '/users/me')).status).toBe(200);
    expect((await exchange()).status).toBe(503);
    await expect(exchange()).rejects.toThrow('fetch failed');
    expect((await exchange()).status).toBe(400);
  });

  test('a misspelt knob is an error, not a default', () => {
    const { emulator } = signedIn();
    // @ts-expect-error: this is what the test is about
    expect(() => emulator.turn({ ratePerMinutes: 5 })).toThrow('ratePerMinutes');
  });
});
