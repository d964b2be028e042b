import { webcrypto } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createBudget } from '../../../utils/genesys/budget.ts';
import { createPlatform } from '../../../utils/genesys/platform.ts';
import { createTransport } from '../../../utils/genesys/transport.ts';
import type { Grant } from '../../../utils/protocol/views.ts';
import { createSettings } from '../../../utils/session/settings.ts';
import { createSession } from '../../../utils/session/sign-in.ts';
import { clientOf, createEmulator, type EmulatorOptions } from '../../emulator/emulator.ts';
import { createArea, createHandClock, NEEDED, problemOf, REDIRECT } from './fakes.ts';

/** The session against the emulator's login and API, with a browser window that a person fills in. */
function open(
  grant: Grant,
  options: { knobs?: EmulatorOptions['knobs']; clientId?: string; redirect?: string } = {},
) {
  const clock = createHandClock();
  const emulator = createEmulator({
    clock,
    knobs: { latency: { minMs: 0, maxMs: 0, tailMs: 0, tailChance: 0 }, ...options.knobs },
    clients: [clientOf(grant, [options.redirect ?? REDIRECT])],
  });
  const decision = { value: 'sign in' as 'sign in' | 'cancel' | 'close' };
  let cookie = '';
  const visit = async (url: string, form?: Record<string, string>) => {
    const response = await emulator.fetch(
      new Request(url, {
        method: form ? 'POST' : 'GET',
        headers: cookie === '' ? {} : { cookie },
        redirect: 'manual',
        ...(form ? { body: new URLSearchParams(form) } : {}),
      }),
    );
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return { status: response.status, text: await response.text(), to: response.headers.get('location') };
  };
  /** As Chrome does it: a page that answers an error has not loaded, and a silent flow stops at the first page. */
  const launchWebAuthFlow = async ({ url, interactive }: { url: string; interactive: boolean }) => {
    let { status, text, to } = await visit(url);
    if (status >= 400) throw new Error('Authorization page could not be loaded.');
    if (to === null) {
      if (!interactive) throw new Error('User interaction required.');
      if (decision.value === 'close') throw new Error('The user did not approve access.');
      const asked = text.match(/name="asked" value="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const form = { asked, email: 'supervisor@example.test', decision: decision.value };
      ({ to } = await visit('https://login.mypurecloud.com/signin', form));
    }
    return to ?? '';
  };
  const fetch: typeof globalThis.fetch = (input, init) =>
    emulator.fetch(new Request(input, init as RequestInit));
  const budget = createBudget({ clock });
  const local = createArea();
  const settings = createSettings({ local, managed: { get: async () => ({}) }, redirectUri: () => REDIRECT });
  const sessionArea = createArea();
  const session = createSession({
    settings,
    sessionArea,
    identity: { getRedirectURL: () => REDIRECT, launchWebAuthFlow },
    fetch,
    clock,
    crypto: webcrypto as unknown as Crypto,
    platformFor: (region, token) =>
      createPlatform(createTransport({ access: () => ({ region, token }), fetch, clock, budget })),
  });
  const platform = createPlatform(
    createTransport({ access: session.access, renew: session.renew, fetch, clock, budget }),
  );
  return {
    clock,
    emulator,
    session,
    platform,
    sessionArea,
    decision,
    ready: settings.save({
      grant,
      clientId: options.clientId ?? clientOf(grant).clientId,
      region: 'mypurecloud.com',
    }),
    endLogin() {
      cookie = '';
    },
  };
}

const signIn = { interactive: true };

describe.each<Grant>(['pkce', 'implicit'])('against the emulator, %s', (grant) => {
  async function opened(options: Parameters<typeof open>[1] = {}) {
    const stage = open(grant, options);
    await stage.ready;
    return stage;
  }

  test('signs in as somebody, and out again', async () => {
    const { session, platform, emulator } = await opened();
    const view = await session.signIn(signIn);
    expect(view).toMatchObject({
      who: { orgName: 'Example Care', userName: 'Sam Supervisor', userEmail: 'supervisor@example.test' },
      missingPermissions: [],
      configured: true,
    });
    const token = await session.token();
    expect(await platform.getMe({ lane: 'interactive' })).toMatchObject({ name: 'Sam Supervisor' });
    expect((await session.signOut()).problem).toBeUndefined();
    const again = new Request('https://api.mypurecloud.com/api/v2/users/me', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect((await emulator.fetch(again)).status).toBe(401);
  });

  test('names the permissions that are missing', async () => {
    const { session, emulator } = await opened();
    emulator.grant('supervisor@example.test', ['routing:queue:view', 'analytics:*:*']);
    expect((await session.signIn(signIn)).missingPermissions).toEqual(NEEDED.slice(0, 2));
  });

  test('a token that dies in the middle of work is renewed by the next request, without a window', async () => {
    const { session, platform, emulator, decision } = await opened();
    const { who } = await session.signIn(signIn);
    decision.value = 'close';
    emulator.endTokens('expired');
    expect(await platform.getMe({ lane: 'interactive' })).toMatchObject({ id: who?.userId });
  });

  test('one that runs out is renewed before that', async () => {
    const { session, emulator, clock } = await opened({ knobs: { tokenLifetimeSeconds: 300 } });
    await session.signIn(signIn);
    const first = await session.token();
    clock.pass(260_000);
    expect(await session.token()).not.toBe(first);
    expect(emulator.truth.requests().filter((one) => one.status === 401)).toEqual([]);
  });

  test('when Genesys asks for a sign-in by hand, the work stops with its reason', async () => {
    const { session, platform, emulator, endLogin } = await opened();
    await session.signIn(signIn);
    emulator.endTokens('revoked');
    endLogin();
    await expect(platform.getMe({ lane: 'interactive' })).rejects.toMatchObject({ kind: 'unauthorized' });
    expect((await session.current()).problem?.code).toBe('token expired');
    expect((await session.signIn(signIn)).who?.userName).toBe('Sam Supervisor');
  });

  test.each<[string, Parameters<typeof open>[1], 'sign in' | 'cancel' | 'close']>([
    ['wrong client', { clientId: '00000000-0000-4000-8000-00000000dead' }, 'sign in'],
    ['wrong client', { redirect: `${REDIRECT}other` }, 'sign in'],
    ['sign-in denied', {}, 'cancel'],
    ['sign-in closed', {}, 'close'],
    ['state mismatch', { knobs: { tamperState: true } }, 'sign in'],
  ])('%s (%o, %s)', async (code, options, decides) => {
    const { session, decision, sessionArea } = await opened(options);
    decision.value = decides;
    expect((await problemOf(session.signIn(signIn))).code).toBe(code);
    expect([...sessionArea.kept.keys()]).toEqual(['sign-in problem']);
  });
});

test('an implicit grant that is gone says so', async () => {
  const { session, ready } = open('implicit', { knobs: { implicitGrant: false } });
  await ready;
  expect((await problemOf(session.signIn(signIn))).code).toBe('grant refused');
});
