import * as z from 'zod/mini';
import type { Clock } from '../clock/clock.ts';
import { answerOf, text } from './answer.ts';
import { type IssuedToken, refusalOf } from './oauth.ts';
import { OAuthError } from './oauth-error.ts';
import { originOf, type Region } from './regions.ts';
import { NoAnswer, timedFetch, type WholeAnswer } from './timed-fetch.ts';

/** What an exchange with the login service needs. */
export interface OAuthParts {
  fetch: typeof fetch;
  clock: Clock;
  /** Time for one exchange, ms; 20 s by default. */
  timeoutMs?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** What a code is exchanged with: everything as it was at `authorizeUrl`, and the verifier. */
export interface CodeExchange {
  region: Region;
  clientId: string;
  redirectUri: string;
  code: string;
  verifier: string;
}

const tokenSchema = answerOf(
  z.looseObject({
    access_token: z.string().check(z.minLength(1)),
    expires_in: z.number().check(z.positive()),
  }),
);

/** OAuth's own error body, or the Platform API's. */
const refusalSchema = answerOf(
  z.looseObject({ error: text, error_description: text, description: text, code: text, message: text }),
);

/**
 * Exchanges the code of a PKCE sign-in for a token: a form without a secret and without an Authorization
 * header. Throws `OAuthError`: `refused` with the login service's reason, `timeout`, `network`.
 */
export async function exchangeCode(exchange: CodeExchange, parts: OAuthParts): Promise<IssuedToken> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code: exchange.code,
    code_verifier: exchange.verifier,
    client_id: exchange.clientId,
    redirect_uri: exchange.redirectUri,
  });
  const answer = await send(parts, `${originOf('login', exchange.region)}/oauth/token`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
    body: form.toString(),
  });
  const json = jsonOf(answer.body);
  if (answer.status < 200 || answer.status >= 300) throw refusedExchange(answer.status, json, exchange);
  const token = z.safeParse(tokenSchema, json);
  if (token.success) {
    return { accessToken: token.data.access_token, expiresInMs: token.data.expires_in * 1_000 };
  }
  throw new OAuthError({
    kind: 'unreadable answer',
    message: 'The login service of Genesys Cloud answered without a usable token.',
  });
}

/**
 * Makes a token worthless (`DELETE /api/v2/tokens/me`). A token that is no longer valid counts as revoked.
 * Throws `OAuthError` when Genesys refused or could not be reached.
 */
export async function revokeToken(
  access: { region: Region; token: string },
  parts: OAuthParts,
): Promise<void> {
  const { status } = await send(parts, `${originOf('api', access.region)}/api/v2/tokens/me`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${access.token}`, 'Content-Type': 'application/json' },
  });
  if ((status >= 200 && status < 300) || status === 401) return;
  throw new OAuthError({
    kind: 'refused',
    message: `Genesys Cloud did not revoke the token (status ${status}).`,
  });
}

async function send(parts: OAuthParts, url: string, request: RequestInit): Promise<WholeAnswer> {
  const { method = 'GET', headers = {}, body = null } = request;
  const timed = { fetch: parts.fetch, clock: parts.clock, timeoutMs: parts.timeoutMs ?? 20_000 };
  try {
    return await timedFetch(timed, url, { method, headers, body }, parts.signal);
  } catch (problem) {
    if (!(problem instanceof NoAnswer)) throw problem;
    throw new OAuthError({ kind: problem.kind, message: problem.message });
  }
}

function refusedExchange(status: number, json: unknown, exchange: CodeExchange): OAuthError {
  const { success, data } = z.safeParse(refusalSchema, json);
  const code = (success ? (data.error ?? data.code) : undefined) ?? `status ${status}`;
  const description = success ? (data.error_description ?? data.description ?? data.message) : undefined;
  const clean = (value: string) =>
    value.replaceAll(exchange.code, '[code]').replaceAll(exchange.verifier, '[verifier]');
  return refusalOf(clean(code), description === undefined ? undefined : clean(description));
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
