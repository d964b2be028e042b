import { OAuthError } from './oauth-error.ts';
import { originOf, type Region } from './regions.ts';

/** How a sign-in hands over the token: in the address (implicit), or for a code and its proof (PKCE). */
export type Grant = 'implicit' | 'pkce';

/** What `authorizeUrl` needs. */
export interface AuthorizeRequest {
  region: Region;
  clientId: string;
  /** Must be registered on the OAuth client, character for character. */
  redirectUri: string;
  grant: Grant;
  state: string;
  /** The challenge of `pkcePair`; needed for PKCE. */
  challenge?: string | undefined;
  /** `login` asks for the password again although a login session lives. */
  prompt?: 'login' | undefined;
}

/**
 * The address of Genesys's sign-in page (parameters as the vendor's SDK sends them).
 * Throws RangeError for PKCE without a challenge.
 */
export function authorizeUrl(request: AuthorizeRequest): string {
  const { grant, challenge } = request;
  const url = new URL('/oauth/authorize', originOf('login', request.region));
  url.searchParams.set('client_id', request.clientId);
  url.searchParams.set('redirect_uri', request.redirectUri);
  url.searchParams.set('response_type', grant === 'implicit' ? 'token' : 'code');
  url.searchParams.set('state', request.state);
  if (grant === 'pkce') {
    if (challenge === undefined) throw new RangeError('PKCE needs a challenge');
    url.searchParams.set('code_challenge', challenge);
    url.searchParams.set('code_challenge_method', 'S256');
  }
  if (request.prompt !== undefined) url.searchParams.set('prompt', request.prompt);
  return url.href;
}

/** A token as a sign-in hands it over. */
export interface IssuedToken {
  accessToken: string;
  /** How long it is valid from its issue, ms. */
  expiresInMs: number;
}

/** What the answer of a sign-in is held against. */
export interface ExpectedAnswer {
  redirectUri: string;
  state: string;
}

/**
 * Reads the answer of an implicit sign-in from the address it came back to (in the fragment). Throws
 * `OAuthError`: `denied` or `refused` when it names an error, `state mismatch` when it answers another sign-in.
 */
export function readImplicitAnswer(url: string, expected: ExpectedAnswer): IssuedToken {
  const { fragment, query } = partsOf(url, expected.redirectUri);
  checkAnswer(fragment.has('error') || !query.has('error') ? fragment : query, expected.state);
  const accessToken = fragment.get('access_token') ?? '';
  const seconds = Number(fragment.get('expires_in') ?? Number.NaN);
  const isBearer = (fragment.get('token_type') ?? 'bearer').toLowerCase() === 'bearer';
  if (accessToken === '' || !isBearer || !(seconds > 0)) {
    throw unreadable('The sign-in came back without a usable token.');
  }
  return { accessToken, expiresInMs: seconds * 1_000 };
}

/** Reads the code of a PKCE sign-in from the address it came back to. Throws as `readImplicitAnswer` does. */
export function readCodeAnswer(url: string, expected: ExpectedAnswer): string {
  const { fragment, query } = partsOf(url, expected.redirectUri);
  checkAnswer(query.has('error') || !fragment.has('error') ? query : fragment, expected.state);
  const code = query.get('code') ?? '';
  if (code === '') throw unreadable('The sign-in came back without a code.');
  return code;
}

/** Text that cannot be guessed, for `state` and PKCE: 32 random bytes as base64url, 43 characters. */
export function randomText(crypto: Crypto): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

/** A PKCE verifier with its S256 challenge. Keep the verifier until the code is exchanged. */
export async function pkcePair(crypto: Crypto): Promise<{ verifier: string; challenge: string }> {
  const verifier = randomText(crypto);
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64Url(new Uint8Array(digest)) };
}

/** The error of an OAuth answer in plain words; its texts come from outside and are cut to a sane length. */
export function refusalOf(code: string, description: string | undefined): OAuthError {
  const denied = code === 'access_denied';
  const told = description === undefined || description === '' ? code : description;
  return new OAuthError({
    kind: denied ? 'denied' : 'refused',
    message: denied ? 'The sign-in was denied.' : `Genesys Cloud refused the sign-in: ${told.slice(0, 300)}`,
    code: code.slice(0, 100),
    description: description?.slice(0, 300),
  });
}

function partsOf(url: string, redirectUri: string) {
  if (!URL.canParse(url)) throw unreadable('The sign-in came back to an address that cannot be read.');
  const came = new URL(url);
  const wanted = new URL(redirectUri);
  if (came.origin !== wanted.origin || came.pathname !== wanted.pathname) {
    throw unreadable('The sign-in came back to another address than it was sent to.');
  }
  return { query: came.searchParams, fragment: new URLSearchParams(came.hash.slice(1)) };
}

/** Errors may come without a state (the request itself was wrong); a state that is there must be ours. */
function checkAnswer(answer: URLSearchParams, state: string): void {
  const error = answer.get('error');
  const told = answer.get('state');
  if (told !== state && !(error !== null && told === null)) {
    throw new OAuthError({
      kind: 'state mismatch',
      message: 'The answer does not belong to this sign-in. Nothing was kept of it; please sign in again.',
    });
  }
  if (error !== null) throw refusalOf(error, answer.get('error_description') ?? undefined);
}

function unreadable(message: string): OAuthError {
  return new OAuthError({ kind: 'unreadable answer', message });
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
