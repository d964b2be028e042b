import { describe, expect, test } from 'vitest';
import { signedIn } from './signed-in';

const SUPERVISOR = 'supervisor@example.test';

describe('refusals', () => {
  test('without a token, with a wrong one, with an expired one', async () => {
    const { emulator, call } = signedIn();
    const missing = await emulator.fetch(new Request('https://api.mypurecloud.com/api/v2/users/me'));
    expect(missing.status).toBe(401);
    expect(await missing.json()).toEqual({
      message: 'No authentication bearer token specified in authorization header.',
      code: 'authentication.required',
      status: 401,
    });
    const wrong = await call('GET', '/users/me', undefined, { authorization: 'Bearer made-up' });
    expect(wrong.json).toMatchObject({ status: 401, code: 'bad.credentials' });
    emulator.endTokens('expired');
    expect((await call('GET', '/users/me')).json).toMatchObject({ status: 401, code: 'credentials.expired' });
    emulator.turn({ expiredTokenCode: 'bad.credentials' });
    expect((await call('GET', '/users/me')).json.code).toBe('bad.credentials');
  });

  test('a token lives as long as its client says, or the knob; unused it may idle out', async () => {
    const { clock, call } = signedIn({ tokenLifetimeSeconds: 300, tokenIdleMs: 120_000 });
    await clock.advance(119_000);
    expect((await call('GET', '/tokens/me')).json.dateTokenIdles).toBe(
      new Date(clock.now() + 120_000).toISOString(),
    );
    await clock.advance(119_000);
    expect((await call('HEAD', '/tokens/me')).status).toBe(200);
    await clock.advance(62_000);
    expect((await call('HEAD', '/tokens/me')).status).toBe(401);
    const idle = signedIn({ tokenIdleMs: 120_000 });
    await idle.clock.advance(120_000);
    expect((await idle.call('GET', '/users/me')).status).toBe(401);
  });

  test('revoked is revoked', async () => {
    const { call } = signedIn();
    expect((await call('DELETE', '/tokens/me')).status).toBe(200);
    expect((await call('GET', '/users/me')).status).toBe(401);
  });

  test('a missing permission is named, in the vendor’s words', async () => {
    const { emulator, call } = signedIn();
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1 });
    emulator.grant(SUPERVISOR, ['conversation:communication:view']);
    const { status, json, headers } = await call('POST', `/conversations/${mail?.id}/disconnect`);
    const permissions = '[conversation:communication:disconnect]';
    expect({ status, json }).toEqual({
      status: 403,
      json: {
        message: `Unable to perform the requested action. You must have at least one of the following permissions assigned: ${permissions}`,
        code: 'missing.any.permissions',
        status: 403,
        messageWithParams:
          'Unable to perform the requested action. You must have at least one of the following permissions assigned: {permissions}',
        messageParams: { permissions },
        contextId: headers.get('inin-correlation-id'),
        details: [],
        errors: [],
      },
    });
    expect(emulator.truth.disconnects()).toMatchObject([{ status: 403, executed: false, moment: 'waiting' }]);
  });

  test('a wildcard grants what it covers', async () => {
    const { emulator, call } = signedIn();
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1 });
    emulator.grant(SUPERVISOR, ['conversation:*']);
    expect((await call('GET', `/conversations/${mail?.id}`)).status).toBe(200);
    expect((await call('GET', '/routing/queues')).status).toBe(403);
    emulator.grant(SUPERVISOR, ['conversation:call:*']);
    expect((await call('GET', `/conversations/${mail?.id}`)).status).toBe(403);
  });

  test('divisionRule: the permission in any or in all of a conversation’s divisions', async () => {
    const { emulator, call, queueId } = signedIn();
    const disconnect = 'conversation:communication:disconnect';
    const home = emulator.world.queue('Web').divisionId;
    const mixed = emulator.addSpecial({ kind: 'ghost in queue', media: 'chat', queue: 'Web' });
    emulator.world.moved(
      mixed,
      { kind: 'waiting', queueId: queueId('Returns'), since: 0 },
      emulator.clock.now(),
    );
    const [other] = emulator.addWaiting('chat', { queue: 'Returns', count: 1 });
    emulator.grant(SUPERVISOR, [{ permission: disconnect, divisions: [home] }]);
    const refused = await call('POST', `/conversations/${other?.id}/disconnect`);
    expect(refused.json).toMatchObject({ status: 403, code: 'missing.division.permission' });
    expect((await call('POST', `/conversations/${mixed.id}/disconnect`)).status).toBe(202);
    emulator.turn({ divisionRule: 'all' });
    expect((await call('POST', `/conversations/${mixed.id}/disconnect`)).status).toBe(403);
    const path = `/authorization/divisionspermitted/me?permission=${disconnect}`;
    expect((await call('GET', path)).json).toMatchObject([{ id: home, homeDivision: true }]);
    expect((await call('GET', '/authorization/divisionspermitted/me')).status).toBe(400);
    expect((await call('GET', path.replace('/me', '/paged/me'))).json).toMatchObject({
      total: 1,
      allDivsPermitted: false,
    });
  });

  test('scopeEnforcement: off, a token can do what its owner can; on, the scope counts too', async () => {
    const { emulator, call } = signedIn();
    const client = [...emulator.login.clients.values()][0];
    if (client) client.scopes = ['routing:readonly'];
    expect((await call('GET', '/users/me')).status).toBe(200);
    emulator.turn({ scopeEnforcement: true });
    expect((await call('GET', '/users/me')).status).toBe(403);
    expect((await call('GET', '/routing/queues')).status).toBe(200);
  });

  test('what is no JSON, too large, or not declared as JSON', async () => {
    const { call } = signedIn();
    const path = '/analytics/conversations/activity/query';
    expect((await call('POST', path, '{"metrics":')).json).toMatchObject({
      status: 400,
      code: 'bad.request',
    });
    expect((await call('POST', path, `"${'x'.repeat(512_000)}"`)).json).toMatchObject({
      status: 413,
      code: 'request.entity.too.large',
    });
    const plain = await call('POST', path, '{}', { 'content-type': 'text/plain' });
    expect(plain.json).toMatchObject({ status: 415, code: 'unsupported.media.type' });
  });

  test('an unknown path is not found, with a correlation id', async () => {
    const { call } = signedIn();
    const { status, json, headers } = await call('GET', '/conversations');
    expect(status).toBe(404);
    expect(json.contextId).toBe(headers.get('inin-correlation-id'));
  });
});

describe('a page of the web that asks', () => {
  test('may ask, and does not see the budget', async () => {
    const { call, emulator } = signedIn();
    const { headers } = await call('GET', '/users/me', undefined, { origin: 'https://apps.mypurecloud.com' });
    expect(headers.get('access-control-allow-origin')).toBe('https://apps.mypurecloud.com');
    expect(headers.get('access-control-expose-headers')?.toLowerCase()).not.toMatch(/ratelimit|retry-after/);
    const preflight = await emulator.fetch(
      new Request('https://api.mypurecloud.com/api/v2/users/me', {
        method: 'OPTIONS',
        headers: { origin: 'https://apps.mypurecloud.com' },
      }),
    );
    expect(preflight.headers.get('access-control-allow-headers')).toContain('Authorization');
  });
});

describe('who and where', () => {
  test('the user with what may be expanded, the org, the queues by name', async () => {
    const { call, emulator } = signedIn();
    const me = (await call('GET', '/users/me?expand=authorization,organization')).json;
    expect(me).toMatchObject({ email: SUPERVISOR, organization: { name: 'Example Care' } });
    expect(me.authorization.permissions).toContain('conversation:communication:disconnect');
    expect((await call('GET', '/users/me')).json).not.toHaveProperty('authorization');
    expect((await call('GET', '/organizations/me')).json.id).toBe(emulator.world.organization.id);

    const names = async (query: string) =>
      (await call('GET', `/routing/queues?${query}`)).json.entities.map(
        (each: { name: string }) => each.name,
      );
    expect(await names('name=support')).toEqual(['Support']);
    expect(await names('name=support*')).toEqual(['Support', 'Support e-mail']);
    expect(await names('name=*MAIL*')).toEqual(['Support e-mail']);
    const page = (await call('GET', '/routing/queues?pageSize=3&pageNumber=3')).json;
    expect(page).toMatchObject({ total: 8, pageCount: 3, pageNumber: 3, pageSize: 3 });
    expect(page.entities).toHaveLength(2);
    expect(page).not.toHaveProperty('nextUri');
    expect((await call('GET', '/routing/queues')).json.pageSize).toBe(25);
    expect((await call('GET', '/routing/queues/nope')).status).toBe(404);
  });

  test('the limits, told as they are or not', async () => {
    const { call, emulator } = signedIn({ ratePerMinute: 180 });
    const perToken = async (path: string) =>
      (await call('GET', path)).json.entities.find(
        (each: { key: string }) => each.key === 'token.rate.per.minute',
      ).value;
    expect(await perToken('/organizations/limits/namespaces/platform.api')).toBe(180);
    expect(await perToken('/organizations/limits/namespaces/platform.api/defaults')).toBe(300);
    emulator.turn({ advertisedRatePerMinute: 300 });
    expect(await perToken('/organizations/limits/namespaces/platform.api')).toBe(300);
    expect((await call('GET', '/organizations/limits/namespaces')).json.entities).toContain('platform.api');
    expect((await call('GET', '/organizations/limits/namespaces/nope')).status).toBe(404);
  });
});
