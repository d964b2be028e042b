import type { Parts } from '../parts.ts';
import type { User } from '../world/organization.ts';
import type { AuthorizeAsk as Ask, Code, LoginRequest } from './code-exchange.ts';
import { exchangeCode } from './code-exchange.ts';
import { escapeHtml, page, STYLESHEET } from './pages.ts';
import type { OAuthClient } from './tokens.ts';

/** `login.<region>`: the sign-in page, both grants, the token endpoint and the logout page. */
export interface LoginDesk {
  answer(request: LoginRequest): Response;
  clients: Map<string, OAuthClient>;
  /** Everybody has to sign in again; tokens live on. */
  expireSessions(): void;
}

const COOKIE = 'example-login-session';
const CODE_LIFETIME_MS = 10 * 60_000;

/** @param secret gives a new secret each time. */
export function createLoginDesk(parts: Parts, secret: () => string): LoginDesk {
  const clients = new Map<string, OAuthClient>();
  const sessions = new Map<string, { user: User; until: number }>();
  const codes = new Map<string, Code>();
  const now = (): number => parts.clock.now();

  const signedIn = (request: LoginRequest): User | undefined => {
    const cookie = request.headers.get('cookie') ?? '';
    const value = cookie.match(new RegExp(`(?:^|; )${COOKIE}=([^;]+)`))?.[1];
    const session = value === undefined ? undefined : sessions.get(value);
    return session && now() < session.until ? session.user : undefined;
  };

  /** The answer that goes back to the application, where its grant says. */
  const back = (ask: Ask, answer: Record<string, string>, headers: Record<string, string> = {}): Response => {
    const given = new URLSearchParams(answer);
    if (ask.state !== null) given.set('state', parts.knobs.tamperState ? `${ask.state}-tampered` : ask.state);
    const fragment =
      ask.grant === 'implicit' && (!('error' in answer) || parts.knobs.implicitErrorsIn === 'fragment');
    const separator = fragment ? '#' : ask.redirectUri.includes('?') ? '&' : '?';
    return redirect(`${ask.redirectUri}${separator}${given}`, headers);
  };

  const admit = (ask: Ask, user: User, headers: Record<string, string> = {}): Response => {
    if (ask.grant === 'implicit') {
      const token = parts.tokens.issue(ask.client, user, now());
      const seconds = Math.floor((token.expiresAt - token.issuedAt) / 1000);
      return back(
        ask,
        { access_token: token.value, expires_in: String(seconds), token_type: 'bearer' },
        headers,
      );
    }
    const code = secret();
    codes.set(code, { ...ask, user, expiresAt: now() + CODE_LIFETIME_MS });
    return back(ask, { code }, headers);
  };

  /** Reads what an application asks for; a wrong client or address is told to the person, never to that address. */
  const readAsk = (query: URLSearchParams): Ask | Response => {
    const client = clients.get(query.get('client_id') ?? '');
    if (!client) return errorPage('invalid_client', 'The application is not known in this organization.');
    const redirectUri = query.get('redirect_uri') ?? '';
    if (!client.redirectUris.includes(redirectUri)) {
      return errorPage('invalid_redirect_uri', 'The redirect URI is not in the list of this application.');
    }
    if (query.has('org') !== query.has('provider')) {
      return errorPage('invalid_request', 'org and provider are only accepted together.');
    }
    const type = query.get('response_type');
    const challenge = query.get('code_challenge');
    const ask: Ask = {
      client,
      redirectUri,
      grant: type === 'token' ? 'implicit' : 'pkce',
      state: query.get('state'),
      challenge,
    };
    const refused = (error: string, description: string): Response =>
      back(ask, { error, error_description: description });
    if (type !== 'token' && type !== 'code') {
      return refused('unsupported_response_type', 'The response type is not supported.');
    }
    if (type === 'token' && !parts.knobs.implicitGrant) {
      return refused('unsupported_response_type', 'The implicit grant is no longer available.');
    }
    if (client.grant !== ask.grant) {
      return refused('unauthorized_client', 'The application is not registered for this grant.');
    }
    if (type === 'code' && (challenge === null || query.get('code_challenge_method') !== 'S256')) {
      return refused('invalid_request', 'A code challenge with the method S256 is required.');
    }
    return ask;
  };

  const authorize = (request: LoginRequest): Response => {
    const query = request.url.searchParams;
    const ask = readAsk(query);
    if (ask instanceof Response) return ask;
    const user = query.get('prompt') === 'login' ? undefined : signedIn(request);
    return user ? admit(ask, user) : signInPage(query, parts.world.organization.name);
  };

  const decide = (request: LoginRequest): Response => {
    const form = new URLSearchParams(request.body);
    const asked = new URLSearchParams(form.get('asked') ?? '');
    const ask = readAsk(asked);
    if (ask instanceof Response) return ask;
    if (form.get('decision') !== 'sign in') {
      return back(ask, { error: 'access_denied', error_description: 'The sign-in was cancelled.' });
    }
    const email = (form.get('email') ?? '').trim().toLowerCase();
    const user = [...parts.world.organization.users.values()].find((each) => each.email === email);
    if (!user)
      return signInPage(
        asked,
        parts.world.organization.name,
        'There is no account with this e-mail address.',
      );
    const session = secret();
    sessions.set(session, { user, until: now() + parts.knobs.loginSessionMs });
    const seconds = Math.floor(parts.knobs.loginSessionMs / 1000);
    return admit(ask, user, {
      'set-cookie': `${COOKIE}=${session}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${seconds}`,
    });
  };

  const logout = (request: LoginRequest): Response => {
    const cookie = (request.headers.get('cookie') ?? '').match(new RegExp(`${COOKIE}=([^;]+)`))?.[1];
    if (cookie !== undefined) sessions.delete(cookie);
    const gone = { 'set-cookie': `${COOKIE}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0` };
    const client = clients.get(request.url.searchParams.get('client_id') ?? '');
    const target = request.url.searchParams.get('redirect_uri');
    if (client && target !== null && client.redirectUris.includes(target)) return redirect(target, gone);
    return page('Signed out', '<h1>You are signed out</h1>', 200, gone);
  };

  return {
    clients,
    expireSessions: () => sessions.clear(),
    answer: (request) => {
      const { method } = request;
      switch (`${method} ${request.url.pathname}`) {
        case 'GET /oauth/authorize':
          return authorize(request);
        case 'POST /signin':
          return decide(request);
        case 'POST /oauth/token':
          return exchangeCode(parts, clients, codes, request);
        case 'OPTIONS /oauth/token':
          return new Response(null, {
            status: 204,
            headers: {
              'access-control-allow-origin': request.headers.get('origin') ?? '*',
              'access-control-allow-methods': 'POST,OPTIONS',
              'access-control-allow-headers': 'Content-Type,Authorization',
            },
          });
        case 'GET /logout':
          return logout(request);
        case 'GET /signin.css':
          return new Response(STYLESHEET, { headers: { 'content-type': 'text/css' } });
        default:
          return page('Not found', '<h1>Not found</h1>', 404);
      }
    },
  };
}

function redirect(to: string, headers: Record<string, string>): Response {
  return new Response(null, {
    status: 302,
    headers: { location: to, 'cache-control': 'no-store', ...headers },
  });
}

function errorPage(error: string, text: string): Response {
  return page(
    'Sign-in error',
    `<h1>Sign-in error</h1><p>${escapeHtml(text)}</p><p><code>${error}</code></p>`,
    400,
  );
}

function signInPage(asked: URLSearchParams, organization: string, problem?: string): Response {
  const hint = asked.get('login_hint')?.split(':')[0];
  const email = hint?.includes('@') ? hint : 'supervisor@example.test';
  const body = `
    <h1>Sign in</h1>
    <p>${escapeHtml(organization)}</p>
    ${problem === undefined ? '' : `<p role="alert">${escapeHtml(problem)}</p>`}
    <form method="post" action="/signin">
      <input type="hidden" name="asked" value="${escapeHtml(asked.toString())}">
      <label>E-mail <input name="email" type="email" value="${escapeHtml(email)}" autocomplete="username"></label>
      <button name="decision" value="sign in">Sign in</button>
      <button name="decision" value="cancel" class="quiet">Cancel</button>
    </form>`;
  return page('Sign in', body, 200);
}
