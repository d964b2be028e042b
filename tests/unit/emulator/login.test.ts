import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator/emulator';
import { clientOf, createEmulator } from '../../emulator/emulator';
import { createSimulatedClock } from '../clock/simulated-clock';
import { MINUTE, START } from './signed-in';

const REDIRECT = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';
const VERIFIER = 'a-verifier-that-is-made-up-and-long-enough-0123456789';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** A browser's cookie jar of one, in front of the login host. */
function browser(knobs: EmulatorOptions['knobs'] = {}) {
  const clock = createSimulatedClock(START);
  const emulator = createEmulator({
    clock,
    knobs: { latency: { minMs: 0, maxMs: 0, tailMs: 0, tailChance: 0 }, ...knobs },
    clients: [clientOf('implicit', [REDIRECT]), clientOf('pkce', [REDIRECT])],
  });
  let cookie = '';
  const visit = async (path: string, form?: Record<string, string>) => {
    const response = await emulator.fetch(
      new Request(`https://login.mypurecloud.com${path}`, {
        method: form ? 'POST' : 'GET',
        headers: { ...(cookie === '' ? {} : { cookie }) },
        ...(form ? { body: new URLSearchParams(form) } : {}),
      }),
    );
    const set = response.headers.getSetCookie()[0]?.split(';')[0];
    if (set !== undefined) cookie = set.endsWith('=') ? '' : set;
    const location = response.headers.get('location');
    return { status: response.status, headers: response.headers, text: await response.text(), location };
  };
  const authorize = (grant: 'implicit' | 'pkce', more: Record<string, string> = {}) =>
    visit(
      `/oauth/authorize?${new URLSearchParams({
        client_id: clientOf(grant).clientId,
        redirect_uri: REDIRECT,
        response_type: grant === 'implicit' ? 'token' : 'code',
        state: 'state-1',
        ...(grant === 'pkce' ? { code_challenge: CHALLENGE, code_challenge_method: 'S256' } : {}),
        ...more,
      })}`,
    );
  /** Fills the page's form in, as a person would. */
  const decide = (page: string, decision: 'sign in' | 'cancel', email = 'supervisor@example.test') => {
    const asked = page.match(/name="asked" value="([^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
    return visit('/signin', { asked, email, decision });
  };
  return { clock, emulator, visit, authorize, decide };
}

const fragmentOf = (location: string | null) => new URLSearchParams(new URL(location ?? '').hash.slice(1));
const queryOf = (location: string | null) => new URL(location ?? '').searchParams;

describe('signing in', () => {
  test('the page has the two buttons, forbids inline style, and gives a token in the fragment', async () => {
    const { authorize, decide, emulator } = browser();
    const page = await authorize('implicit');
    expect(page.status).toBe(200);
    expect(page.text).toMatch(/<button[^>]*>Sign in<\/button>/);
    expect(page.text).toMatch(/<button[^>]*>Cancel<\/button>/);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'self'/);
    expect(page.text).not.toMatch(/<style|style=|<script/);
    const answer = await decide(page.text, 'sign in');
    expect(answer.location?.startsWith(`${REDIRECT}#`)).toBe(true);
    const fragment = fragmentOf(answer.location);
    expect(fragment.get('state')).toBe('state-1');
    expect(fragment.get('token_type')).toBe('bearer');
    expect(fragment.get('expires_in')).toBe('86400');
    const me = await emulator.fetch(
      new Request('https://api.mypurecloud.com/api/v2/users/me', {
        headers: { authorization: `Bearer ${fragment.get('access_token')}` },
      }),
    );
    expect(((await me.json()) as { email: string }).email).toBe('supervisor@example.test');
  });

  test('a later one goes straight through while the session lives, unless a login is asked for', async () => {
    const { authorize, decide, clock, emulator, visit } = browser({ loginSessionMs: 10 * MINUTE });
    await decide((await authorize('implicit')).text, 'sign in');
    expect((await authorize('implicit')).status).toBe(302);
    expect((await authorize('implicit', { prompt: 'login' })).status).toBe(200);
    await clock.advance(10 * MINUTE);
    const page = await authorize('implicit');
    expect(page.status).toBe(200);
    await decide(page.text, 'sign in');
    emulator.login.expireSessions();
    const again = await authorize('implicit');
    expect(again.status).toBe(200);
    await decide(again.text, 'sign in');
    const out = await visit(
      `/logout?client_id=${clientOf('implicit').clientId}&redirect_uri=${encodeURIComponent(REDIRECT)}`,
    );
    expect(out.location).toBe(REDIRECT);
    expect((await authorize('implicit')).status).toBe(200);
  });

  test('cancelled: access_denied, where the knob says', async () => {
    const { authorize, decide, emulator } = browser();
    const page = await authorize('implicit');
    const denied = await decide(page.text, 'cancel');
    expect(fragmentOf(denied.location).get('error')).toBe('access_denied');
    expect(fragmentOf(denied.location).get('state')).toBe('state-1');
    emulator.turn({ implicitErrorsIn: 'query' });
    expect(queryOf((await decide(page.text, 'cancel')).location).get('error')).toBe('access_denied');
    const code = await decide((await authorize('pkce')).text, 'cancel');
    expect(queryOf(code.location).get('error')).toBe('access_denied');
  });

  test('an unknown client or redirect URI is told to the person and never redirected to', async () => {
    const { authorize } = browser();
    for (const wrong of [
      { client_id: 'nobody' },
      { redirect_uri: REDIRECT.slice(0, -1) },
      { redirect_uri: `${REDIRECT}?x=1` },
      { redirect_uri: 'https://elsewhere.example.test/' },
    ]) {
      const answer = await authorize('implicit', wrong);
      expect(answer.status).toBe(400);
      expect(answer.location).toBeNull();
      expect(answer.text).toContain('Sign-in error');
    }
  });

  test('a response type it does not have, and the implicit grant once it is gone', async () => {
    const { authorize, emulator } = browser();
    const odd = await authorize('implicit', { response_type: 'id_token' });
    expect(queryOf(odd.location).get('error')).toBe('unsupported_response_type');
    emulator.turn({ implicitGrant: false });
    const gone = await authorize('implicit');
    expect(fragmentOf(gone.location).get('error')).toBe('unsupported_response_type');
  });

  test('tamperState: the answer carries another state', async () => {
    const { authorize, decide } = browser({ tamperState: true });
    const answer = await decide((await authorize('implicit')).text, 'sign in');
    expect(fragmentOf(answer.location).get('state')).not.toBe('state-1');
  });

  test('somebody unknown stays on the page', async () => {
    const { authorize, decide } = browser();
    const answer = await decide((await authorize('implicit')).text, 'sign in', 'nobody@example.test');
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('role="alert"');
  });

  test('what the application sends is not taken for markup', async () => {
    const { authorize } = browser();
    const page = await authorize('implicit', { state: '"><script>alert(1)</script>', login_hint: '<b>@x' });
    expect(page.text).not.toContain('<script>');
    expect(page.text).not.toContain('<b>@');
  });
});

describe('the code grant with PKCE', () => {
  const exchange = {
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT,
    client_id: clientOf('pkce').clientId,
  };
  const signedInCode = async (tenant: ReturnType<typeof browser>) => {
    const answer = await tenant.decide((await tenant.authorize('pkce')).text, 'sign in');
    return queryOf(answer.location).get('code') ?? '';
  };

  test('a code becomes a token, once', async () => {
    const tenant = browser();
    const code = await signedInCode(tenant);
    const body = { ...exchange, code, code_verifier: VERIFIER };
    const answer = await tenant.visit('/oauth/token', body);
    expect(JSON.parse(answer.text)).toMatchObject({ token_type: 'bearer', expires_in: 86_400 });
    const again = await tenant.visit('/oauth/token', body);
    expect(again.status).toBe(400);
    expect(JSON.parse(again.text)).toMatchObject({ error: 'invalid_grant' });
  });

  test.each([
    ['another verifier', { code_verifier: VERIFIER.toUpperCase() }, 'invalid_grant'],
    ['a verifier that is too short', { code_verifier: 'short' }, 'invalid_grant'],
    ['another redirect URI', { redirect_uri: 'https://elsewhere.example.test/' }, 'invalid_grant'],
    ['another client', { client_id: clientOf('implicit').clientId }, 'invalid_grant'],
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client'],
    ['another grant type', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('%s: %s', async (_name, wrong, error) => {
    const tenant = browser();
    const body = { ...exchange, code: await signedInCode(tenant), code_verifier: VERIFIER, ...wrong };
    const answer = await tenant.visit('/oauth/token', body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ error });
  });

  test('a code that is ten minutes old, and an authorization without a challenge', async () => {
    const tenant = browser();
    const code = await signedInCode(tenant);
    await tenant.clock.advance(10 * MINUTE);
    const late = await tenant.visit('/oauth/token', { ...exchange, code, code_verifier: VERIFIER });
    expect(JSON.parse(late.text)).toMatchObject({ error: 'invalid_grant' });
    const bare = await tenant.authorize('pkce', { code_challenge_method: 'plain' });
    expect(queryOf(bare.location).get('error')).toBe('invalid_request');
  });
});
