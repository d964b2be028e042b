import { createHash, webcrypto } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  authorizeUrl,
  pkcePair,
  randomText,
  readCodeAnswer,
  readImplicitAnswer,
} from '../../../utils/genesys/oauth';
import { OAuthError } from '../../../utils/genesys/oauth-error';
import { exchangeCode, revokeToken } from '../../../utils/genesys/oauth-token';
import { createSimulatedClock } from '../clock/simulated-clock';
import { type Answer, answeringFetch, empty, json, reset, silence } from './answering-fetch';
import { START } from './platform-under-test';
import { ERRORS, TOKEN } from './samples';

const redirectUri = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';
const state = 'state-1';
const expected = { redirectUri, state };

function problemOf(read: () => unknown): OAuthError {
  try {
    read();
  } catch (problem) {
    if (problem instanceof OAuthError) return problem;
    throw problem;
  }
  throw new Error('nothing was thrown');
}

describe('the authorize address', () => {
  const request = { region: 'mypurecloud.de', clientId: 'client-1', redirectUri, state } as const;

  test('of an implicit sign-in', () => {
    const url = new URL(authorizeUrl({ ...request, grant: 'implicit' }));
    expect(url.origin + url.pathname).toBe('https://login.mypurecloud.de/oauth/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: 'client-1',
      redirect_uri: redirectUri,
      response_type: 'token',
      state,
    });
  });

  test('of a PKCE sign-in', () => {
    const url = new URL(authorizeUrl({ ...request, grant: 'pkce', challenge: 'ch', prompt: 'login' }));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      code_challenge: 'ch',
      code_challenge_method: 'S256',
      prompt: 'login',
    });
    expect(() => authorizeUrl({ ...request, grant: 'pkce' })).toThrow(RangeError);
  });
});

describe('the answer of an implicit sign-in', () => {
  test('is the token in the fragment', () => {
    const url = `${redirectUri}#access_token=${TOKEN}&expires_in=86400&token_type=bearer&state=${state}`;
    expect(readImplicitAnswer(url, expected)).toEqual({ accessToken: TOKEN, expiresInMs: 86_400_000 });
  });

  test.each([
    ['access_denied', 'denied'],
    ['unsupported_response_type', 'refused'],
  ])('that names %s is "%s", in the fragment or the query', (error, kind) => {
    for (const mark of ['#', '?']) {
      const url = `${redirectUri}${mark}error=${error}&error_description=Not+today&state=${state}`;
      const problem = problemOf(() => readImplicitAnswer(url, expected));
      expect(problem).toMatchObject({ kind, code: error, description: 'Not today' });
    }
    expect(problemOf(() => readImplicitAnswer(`${redirectUri}#error=${error}`, expected)).kind).toBe(kind);
  });

  test('of another sign-in is refused, token or error', () => {
    for (const answer of [
      `access_token=${TOKEN}&expires_in=1&state=state-2`,
      `access_token=${TOKEN}&expires_in=1`,
      'error=access_denied&state=state-2',
    ]) {
      const problem = problemOf(() => readImplicitAnswer(`${redirectUri}#${answer}`, expected));
      expect(problem.kind, answer).toBe('state mismatch');
      expect(inspect(problem)).not.toContain(TOKEN);
    }
  });

  test('without a usable token, or at another address, is unreadable', () => {
    const good = `access_token=${TOKEN}&expires_in=60&state=${state}`;
    for (const url of [
      `${redirectUri}#state=${state}`,
      `${redirectUri}#access_token=&expires_in=60&state=${state}`,
      `${redirectUri}#access_token=${TOKEN}&state=${state}`,
      `${redirectUri}#access_token=${TOKEN}&expires_in=-5&state=${state}`,
      `${redirectUri}#${good}&token_type=mac`,
      `https://example.test/#${good}`,
      `${redirectUri}other#${good}`,
      'nonsense',
    ]) {
      expect(problemOf(() => readImplicitAnswer(url, expected)).kind, url).toBe('unreadable answer');
    }
  });
});

describe('the answer of a PKCE sign-in', () => {
  test('is the code in the query', () => {
    expect(readCodeAnswer(`${redirectUri}?code=code-1&state=${state}`, expected)).toBe('code-1');
  });

  test('is refused like the other', () => {
    const kinds = [
      ['?error=access_denied&state=state-1', 'denied'],
      ['#error=server_error&state=state-1', 'refused'],
      ['?code=code-1&state=state-2', 'state mismatch'],
      ['?code=code-1', 'state mismatch'],
      ['?state=state-1', 'unreadable answer'],
    ] as const;
    for (const [answer, kind] of kinds) {
      expect(problemOf(() => readCodeAnswer(redirectUri + answer, expected)).kind, answer).toBe(kind);
    }
  });
});

describe('PKCE', () => {
  const crypto = webcrypto as unknown as Crypto;

  test('the challenge is the S256 of a verifier of legal length, new each time', async () => {
    const pairs = await Promise.all(Array.from({ length: 20 }, () => pkcePair(crypto)));
    for (const { verifier, challenge } of pairs) {
      expect(verifier).toMatch(/^[\w-]{43,128}$/);
      expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    }
    expect(new Set(pairs.map((pair) => pair.verifier)).size).toBe(20);
    expect(randomText(crypto)).toMatch(/^[\w-]{43}$/);
  });
});

const exchange = {
  region: 'mypurecloud.com',
  clientId: 'client-1',
  redirectUri,
  code: 'code-secret-1',
  verifier: 'verifier-secret-1',
} as const;

function exchanging(answer: Answer) {
  const clock = createSimulatedClock(START);
  const fetch = answeringFetch(answer);
  return { clock, fetch, parts: { clock, fetch } };
}

describe('the exchange of a code', () => {
  test('is a form without a secret and without a token', async () => {
    const { clock, fetch, parts } = exchanging(
      json({ access_token: TOKEN, expires_in: 64_800, token_type: 'bearer' }),
    );
    const issued = await clock.runUntil(exchangeCode(exchange, parts));
    expect(issued).toEqual({ accessToken: TOKEN, expiresInMs: 64_800_000 });
    const [request] = fetch.seen;
    expect(request).toMatchObject({ method: 'POST', url: 'https://login.mypurecloud.com/oauth/token' });
    expect(request?.headers.get('authorization')).toBeNull();
    expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    expect(request?.init).toMatchObject({ redirect: 'error', credentials: 'omit' });
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      grant_type: 'authorization_code',
      code: 'code-secret-1',
      code_verifier: 'verifier-secret-1',
      client_id: 'client-1',
      redirect_uri: redirectUri,
    });
  });

  test.each([
    [
      'a spent code',
      json({ error: 'invalid_grant', error_description: 'code code-secret-1 is spent' }, 400),
      'refused',
      'invalid_grant',
    ],
    [
      'an API error',
      json({ message: 'bad verifier-secret-1', code: 'invalid.value' }, 400),
      'refused',
      'invalid.value',
    ],
    ['a page', () => new Response('<html>', { status: 502 }), 'refused', 'status 502'],
    ['no token', json({ token_type: 'bearer' }), 'unreadable answer', undefined],
    ['no JSON', () => new Response('ok'), 'unreadable answer', undefined],
    ['a reset', reset, 'network', undefined],
    ['silence', silence, 'timeout', undefined],
  ] as const)('%s is told by its kind, without code or verifier', async (_name, answer, kind, code) => {
    const { clock, parts } = exchanging(answer);
    const problem = await clock.runUntil(exchangeCode(exchange, parts).catch((it: unknown) => it));
    expect(problem).toBeInstanceOf(OAuthError);
    expect(problem).toMatchObject({ kind, code });
    expect(inspect(problem)).not.toMatch(/secret/);
  });

  test('can be aborted', async () => {
    const { clock, parts } = exchanging(silence);
    const stop = new AbortController();
    const call = exchangeCode(exchange, { ...parts, signal: stop.signal });
    call.catch(() => {});
    await clock.advance(10);
    stop.abort(new Error('window closed'));
    await expect(call).rejects.toThrow('window closed');
  });
});

describe('revoking', () => {
  const access = { region: 'mypurecloud.com', token: TOKEN } as const;

  test('deletes the token; one that is no longer valid counts as revoked', async () => {
    for (const answer of [empty(204), json({}, 200), json(ERRORS.unauthorized, 401)]) {
      const { clock, fetch, parts } = exchanging(answer);
      await clock.runUntil(revokeToken(access, parts));
      expect(fetch.seen[0]).toMatchObject({
        method: 'DELETE',
        url: 'https://api.mypurecloud.com/api/v2/tokens/me',
      });
      expect(fetch.seen[0]?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
    }
  });

  test.each([
    ['refused', json({ message: `no ${TOKEN}` }, 500)],
    ['network', reset],
    ['timeout', silence],
  ] as const)('that fails says "%s", without the token', async (kind, answer) => {
    const { clock, parts } = exchanging(answer);
    const problem = await clock.runUntil(revokeToken(access, parts).catch((it: unknown) => it));
    expect(problem).toMatchObject({ kind });
    expect(inspect(problem)).not.toContain(TOKEN);
  });
});
