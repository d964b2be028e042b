import { createHash } from 'node:crypto';
import type { Parts } from '../parts.ts';
import type { User } from '../world/organization.ts';
import type { OAuthClient } from './tokens.ts';

/** A request to the login host, read whole. */
export interface LoginRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

/** What an application asks for, once its client and redirect URI are known to be right. */
export interface AuthorizeAsk {
  client: OAuthClient;
  redirectUri: string;
  grant: 'implicit' | 'pkce';
  state: string | null;
  challenge: string | null;
}

/** A code that has been given out and not yet been exchanged. `expiresAt` is epoch ms. */
export interface Code extends AuthorizeAsk {
  user: User;
  expiresAt: number;
}

/**
 * `POST /oauth/token` of the code grant with PKCE: a form, no secret, no Authorization header; pages of any origin may ask.
 * A code is good for one try.
 */
export function exchangeCode(
  parts: Parts,
  clients: ReadonlyMap<string, OAuthClient>,
  codes: Map<string, Code>,
  request: LoginRequest,
): Response {
  const origin = request.headers.get('origin');
  const headers: Record<string, string> =
    origin === null ? {} : { 'access-control-allow-origin': origin, vary: 'Origin' };
  const refused = (status: number, error: string, description: string): Response =>
    Response.json({ error, description, error_description: description }, { status, headers });
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type)) {
    return refused(400, 'invalid_request', 'The body must be a form.');
  }
  if (request.headers.has('authorization')) {
    return refused(400, 'invalid_client', 'A public client sends no client authentication.');
  }
  const form = new URLSearchParams(request.body);
  if (form.get('grant_type') !== 'authorization_code') {
    return refused(400, 'unsupported_grant_type', 'The grant type is not supported.');
  }
  const client = clients.get(form.get('client_id') ?? '');
  if (!client) return refused(400, 'invalid_client', 'The client is not known.');
  const given = form.get('code') ?? '';
  const code = codes.get(given);
  codes.delete(given);
  if (!code || code.client !== client || parts.clock.now() >= code.expiresAt) {
    return refused(400, 'invalid_grant', 'The authorization code is invalid or has expired.');
  }
  if (form.get('redirect_uri') !== code.redirectUri) {
    return refused(400, 'invalid_grant', 'The redirect URI is not the one of the authorization.');
  }
  const verifier = form.get('code_verifier') ?? '';
  const fits = createHash('sha256').update(verifier).digest('base64url') === code.challenge;
  if (!/^[\w.~-]{43,128}$/.test(verifier) || !fits) {
    return refused(400, 'invalid_grant', 'The code verifier does not fit the challenge.');
  }
  const token = parts.tokens.issue(client, code.user, parts.clock.now());
  const seconds = Math.floor((token.expiresAt - token.issuedAt) / 1000);
  return Response.json(
    { access_token: token.value, token_type: 'bearer', expires_in: seconds },
    { headers: { ...headers, 'cache-control': 'no-store' } },
  );
}
