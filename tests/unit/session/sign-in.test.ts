import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CLIENT, createStage, fails, NEEDED, problemOf, REDIRECT } from './fakes.ts';

const sessionKeys = (stage: ReturnType<typeof createStage>) => [...stage.sessionArea.kept.keys()];
const signIn = { interactive: true };

describe('the way there and back', () => {
  test('PKCE: the challenge is of the verifier, the code is exchanged without a secret', async () => {
    const stage = createStage();
    const view = await stage.session.signIn(signIn);
    expect(view).toEqual({
      who: {
        region: 'mypurecloud.com',
        orgId: 'o1',
        orgName: 'Org o1',
        userId: 'u1',
        userName: 'User u1',
        userEmail: 'u1@example.test',
      },
      expiresAt: stage.now() + 3_600_000,
      missingPermissions: [],
      region: 'mypurecloud.com',
      configured: true,
    });
    const asked = stage.windows[0]?.url;
    expect(asked?.origin).toBe('https://login.mypurecloud.com');
    expect(Object.fromEntries(asked?.searchParams ?? [])).toMatchObject({
      client_id: CLIENT,
      redirect_uri: REDIRECT,
      response_type: 'code',
      code_challenge_method: 'S256',
    });
    const form = new URLSearchParams(stage.requests[0]?.body);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    expect(challenge).toBe(asked?.searchParams.get('code_challenge'));
    expect(stage.requests[0]).toMatchObject({
      url: 'https://login.mypurecloud.com/oauth/token',
      authorization: null,
    });
    expect(await stage.session.access()).toEqual({ region: 'mypurecloud.com', token: 'secret-token-2' });
  });

  test('implicit: the token comes in the fragment, nothing is exchanged', async () => {
    const stage = createStage({ grant: 'implicit' });
    await stage.session.signIn(signIn);
    expect(stage.windows[0]?.url.searchParams.get('response_type')).toBe('token');
    expect(stage.requests).toEqual([]);
    expect(await stage.session.token()).toBe('secret-token-1');
  });

  test('each sign-in has a state of its own, and only the token is left afterwards', async () => {
    const stage = createStage();
    await stage.session.signIn(signIn);
    await stage.session.signOut();
    await stage.session.signIn(signIn);
    const [one, two] = stage.windows.map(({ url }) => url.searchParams.get('state'));
    expect(one).toMatch(/^[\w-]{43}$/);
    expect(two).not.toBe(one);
    expect(sessionKeys(stage)).toEqual(['token']);
  });

  test('the token is in storage.session and never in storage.local', async () => {
    const stage = createStage({ region: 'auto' });
    await stage.session.signIn({ ...signIn, region: 'mypurecloud.ie' });
    const local = JSON.stringify([...stage.local.kept]);
    for (const secret of stage.secrets) expect(local).not.toContain(secret);
    expect(JSON.stringify([...stage.sessionArea.kept])).toContain(await stage.session.token());
  });

  test('a worker that was started anew goes on with the token', async () => {
    const stage = createStage();
    await stage.session.signIn(signIn);
    expect(await stage.restarted().token()).toBe('secret-token-2');
    expect(stage.windows).toHaveLength(1);
  });

  test('two clicks at once open one window', async () => {
    const stage = createStage();
    const views = await Promise.all([stage.session.signIn(signIn), stage.session.signIn(signIn)]);
    expect(views.map((view) => view.who?.userId)).toEqual(['u1', 'u1']);
    expect(stage.windows).toHaveLength(1);
  });

  test('signing in again reads the permissions again, without a window', async () => {
    const stage = createStage();
    stage.person.divisions = [];
    expect((await stage.session.signIn(signIn)).missingPermissions).toEqual([NEEDED[0]]);
    stage.person.divisions = ['d1'];
    expect((await stage.session.signIn(signIn)).missingPermissions).toEqual([]);
    expect(stage.windows).toHaveLength(1);
  });

  test('auto takes the region of the tab, and remembers it', async () => {
    const stage = createStage({ region: 'auto' });
    await stage.session.signIn({ ...signIn, region: 'euw2.pure.cloud' });
    expect(stage.windows[0]?.url.host).toBe('login.euw2.pure.cloud');
    await stage.session.signOut();
    expect((await stage.session.current()).region).toBe('euw2.pure.cloud');
  });
});

describe('every failure has its own name and leaves nothing half done', () => {
  type Stage = ReturnType<typeof createStage>;
  const back = (change: Record<string, string>) => (stage: Stage) => {
    stage.window = (asked) => stage.cameBack(asked, change);
  };
  const denied =
    (error: string, description = '') =>
    (stage: Stage) => {
      stage.window = (asked) => {
        const state = asked.searchParams.get('state') ?? '';
        const answer = new URLSearchParams({ error, error_description: description, state });
        return asked.searchParams.get('response_type') === 'token'
          ? `${REDIRECT}#${answer}`
          : `${REDIRECT}?${answer}`;
      };
    };
  const shows = (status: number, words: string) => (stage: Stage) => {
    stage.window = fails(words);
    stage.answer = () => new Response('page', { status });
  };
  const exchange = (status: number, body: unknown) => (stage: Stage) => {
    stage.answer = (url) => (url.pathname === '/oauth/token' ? Response.json(body, { status }) : undefined);
  };

  const cases: [string, string, (stage: Stage) => void, Parameters<typeof createStage>[0]?][] = [
    ['no client id', 'not configured', () => {}, { clientId: '' }],
    ['no region known', 'unknown region', () => {}, { region: 'auto' }],
    [
      'the person closed the window (Chrome)',
      'sign-in closed',
      shows(200, 'The user did not approve access.'),
    ],
    [
      'the person closed the window (Firefox)',
      'sign-in closed',
      shows(200, 'User cancelled or denied access.'),
    ],
    ['the person said no', 'sign-in denied', denied('access_denied', 'The user said no')],
    [
      'an error page that did not load',
      'wrong client',
      shows(400, 'Authorization page could not be loaded.'),
    ],
    ['an error page that was closed', 'wrong client', shows(400, 'The user did not approve access.')],
    [
      'a page that did not load, who knows why',
      'wrong client',
      shows(200, 'Authorization page could not be loaded.'),
    ],
    ['the login service is down', 'Genesys error', shows(503, 'Authorization page could not be loaded.')],
    ['a client that Genesys does not know', 'wrong client', exchange(401, { error: 'invalid_client' })],
    ['a client that may not do PKCE', 'wrong client', denied('unauthorized_client')],
    [
      'a client that may not do implicit',
      'grant refused',
      denied('unauthorized_client'),
      { grant: 'implicit' },
    ],
    ['a grant that is gone', 'grant refused', denied('unsupported_response_type'), { grant: 'implicit' }],
    ['a spent code', 'Genesys error', exchange(400, { error: 'invalid_grant' })],
    ['another state (PKCE)', 'state mismatch', back({ state: 'x'.repeat(43) })],
    ['another state (implicit)', 'state mismatch', back({ state: 'x'.repeat(43) }), { grant: 'implicit' }],
    ['no code at all', 'unreadable answer', back({ code: '' })],
    [
      'no network',
      'offline',
      (stage) => {
        stage.window = fails('Authorization page could not be loaded.');
        stage.answer = () => Promise.reject(new TypeError('fetch failed'));
      },
    ],
    [
      'a token that cannot be told whose it is',
      'internal',
      (stage) => {
        stage.lookUp = () => Promise.reject(new Error('boom'));
      },
    ],
  ];

  test.each(cases)('%s: %s', async (_name, code, arrange, chosen = {}) => {
    const stage = createStage(chosen);
    arrange(stage);
    const problem = await problemOf(stage.session.signIn(signIn));
    expect(problem.code).toBe(code);
    expect(sessionKeys(stage)).toEqual(['sign-in problem']);
    const view = await stage.session.current();
    expect(view.who).toBeUndefined();
    expect(view.problem).toEqual(problem);
    expect(await stage.session.access()).toBeUndefined();
    const told = JSON.stringify([problem, ...stage.local.kept, ...stage.sessionArea.kept]);
    for (const secret of stage.secrets) expect(told).not.toContain(secret);
  });

  test('a region that is not on the list is never spoken to', async () => {
    const stage = createStage({ region: 'auto' });
    const problem = await problemOf(
      stage.session.signIn({ ...signIn, region: 'mypurecloud.com.example.test' }),
    );
    expect(problem.code).toBe('unknown region');
    expect(stage.windows).toEqual([]);
    expect(stage.requests).toEqual([]);
    expect((await stage.session.current('example.test')).problem?.code).toBe('unknown region');
  });

  test('a silent sign-in that needs a person says so, and notes nothing', async () => {
    const stage = createStage();
    stage.window = fails('User interaction required.');
    expect((await problemOf(stage.session.signIn({ interactive: false }))).code).toBe('not signed in');
    expect(sessionKeys(stage)).toEqual([]);
  });

  test('the state is used once: the answer of an earlier sign-in finds nothing', async () => {
    const stage = createStage();
    let first = '';
    stage.window = (asked) => {
      first = stage.cameBack(asked);
      throw new Error('The user did not approve access.');
    };
    await problemOf(stage.session.signIn(signIn));
    stage.window = () => first;
    expect((await problemOf(stage.session.signIn(signIn))).code).toBe('state mismatch');
  });

  test('a state that somebody else overwrote meanwhile is a mismatch', async () => {
    const stage = createStage();
    stage.window = (asked) => {
      stage.sessionArea.kept.delete('pending sign-in');
      return stage.cameBack(asked);
    };
    expect((await problemOf(stage.session.signIn(signIn))).code).toBe('state mismatch');
  });

  test('a token that is not kept is revoked', async () => {
    const stage = createStage();
    stage.lookUp = () => Promise.reject(new Error('boom'));
    await problemOf(stage.session.signIn(signIn));
    expect(stage.requests.at(-1)).toMatchObject({
      method: 'DELETE',
      url: 'https://api.mypurecloud.com/api/v2/tokens/me',
      authorization: 'Bearer secret-token-2',
    });
  });

  test('the browser’s words are told without the address in them', async () => {
    const stage = createStage();
    stage.window = fails(`odd failure at ${REDIRECT}#access_token=secret-in-address`);
    const problem = await problemOf(stage.session.signIn(signIn));
    expect(problem.code).toBe('internal');
    expect(problem.detail).not.toContain('secret-in-address');
  });

  test('a mended set-up is no longer a problem', async () => {
    const stage = createStage({ clientId: '' });
    await problemOf(stage.session.signIn(signIn));
    await stage.settings.save({ clientId: CLIENT });
    expect((await stage.session.current()).problem).toBeUndefined();
  });
});

describe('sign-out', () => {
  test('revokes and forgets', async () => {
    const stage = createStage();
    await stage.session.signIn(signIn);
    const view = await stage.session.signOut();
    expect(view).toEqual({ missingPermissions: [], configured: true, region: 'mypurecloud.com' });
    expect(stage.requests.at(-1)).toMatchObject({ method: 'DELETE', authorization: 'Bearer secret-token-2' });
    expect(sessionKeys(stage)).toEqual([]);
    expect((await problemOf(stage.session.token())).code).toBe('not signed in');
  });

  test.each([
    ['refused', () => new Response('no', { status: 500 })],
    ['unreachable', () => Promise.reject(new TypeError('fetch failed'))],
  ])('forgets even when Genesys is %s, and says so', async (_name, answer) => {
    const stage = createStage();
    await stage.session.signIn(signIn);
    stage.answer = answer;
    const view = await stage.session.signOut();
    expect(view.who).toBeUndefined();
    expect(view.problem?.detail).toMatch(/signed out here, but Genesys did not revoke/);
    expect(sessionKeys(stage)).toEqual([]);
  });

  test('a sign-in that comes back after the sign-out is not kept', async () => {
    const stage = createStage();
    let comeBack = () => {};
    const opened = new Promise<void>((open) => {
      stage.window = (asked) =>
        new Promise((resolve) => {
          comeBack = () => resolve(stage.cameBack(asked));
          open();
        });
    });
    const signingIn = problemOf(stage.session.signIn(signIn));
    await opened;
    await stage.session.signOut();
    comeBack();
    await signingIn;
    expect(await stage.session.access()).toBeUndefined();
    expect(stage.sessionArea.kept.has('token')).toBe(false);
  });

  test('nor one that is just being looked up, and its token is revoked', async () => {
    const stage = createStage();
    let goOn = () => {};
    const asked = new Promise<void>((open) => {
      stage.lookUp = () =>
        new Promise((resolve) => {
          goOn = resolve;
          open();
        });
    });
    const signingIn = problemOf(stage.session.signIn(signIn));
    await asked;
    await stage.session.signOut();
    goOn();
    expect((await signingIn).code).toBe('sign-in closed');
    expect(stage.sessionArea.kept.has('token')).toBe(false);
    expect(stage.requests.at(-1)).toMatchObject({ method: 'DELETE', authorization: 'Bearer secret-token-2' });
  });

  test('a token of a client that is no longer set is dropped and revoked', async () => {
    const stage = createStage();
    await stage.session.signIn(signIn);
    await stage.settings.save({ clientId: 'another-client' });
    expect(await stage.session.access()).toBeUndefined();
    expect(stage.requests.at(-1)).toMatchObject({ method: 'DELETE', authorization: 'Bearer secret-token-2' });
  });
});
