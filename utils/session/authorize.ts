import type { Clock } from '../clock/clock.ts';
import {
  authorizeUrl,
  type IssuedToken,
  pkcePair,
  randomText,
  readCodeAnswer,
  readImplicitAnswer,
} from '../genesys/oauth.ts';
import { exchangeCode } from '../genesys/oauth-token.ts';
import type { Region } from '../genesys/regions.ts';
import { ProblemError } from '../protocol/envelope.ts';
import type { Grant } from '../protocol/views.ts';
import { keepPending, type Pending, takePending } from './pending.ts';
import { explainFailure, explainLaunch } from './sign-in-failure.ts';
import type { StorageArea } from './storage-areas.ts';

/** The browser's own sign-in window. Rejects with the browser's words when it does not come back. */
export interface IdentityPort {
  launchWebAuthFlow(details: { url: string; interactive: boolean }): Promise<string | undefined>;
  getRedirectURL(): string;
}

/** What one trip to Genesys's sign-in page needs. */
export interface AuthorizeParts {
  identity: IdentityPort;
  sessionArea: StorageArea;
  fetch: typeof fetch;
  clock: Clock;
  crypto: Crypto;
}

/**
 * Goes to Genesys's sign-in page and comes back with a token. `state` and the PKCE verifier are written down before
 * the window opens and can be used once. There is no nonce: Genesys's implicit grant is plain OAuth 2 without an
 * `id_token` that could carry one. Throws `ProblemError`; nothing pending is left, whatever happens.
 */
export async function authorize(
  request: { region: Region; clientId: string; grant: Grant; interactive: boolean },
  parts: AuthorizeParts,
): Promise<IssuedToken> {
  const { region, clientId, grant, interactive } = request;
  const { sessionArea, identity, crypto } = parts;
  const redirectUri = identity.getRedirectURL();
  const state = randomText(crypto);
  const pair = grant === 'pkce' ? await pkcePair(crypto) : undefined;
  const verifier = pair === undefined ? {} : { verifier: pair.verifier };
  const url = authorizeUrl({ region, clientId, redirectUri, grant, state, challenge: pair?.challenge });
  try {
    await keepPending(sessionArea, { state, ...verifier, region, clientId, grant, redirectUri });
    const came = await launched(url, interactive, parts);
    const pending = await takePending(sessionArea);
    if (pending?.state !== state) {
      throw new ProblemError({ code: 'state mismatch', detail: 'Another sign-in was started meanwhile.' });
    }
    return await tokenFrom(came, pending, parts);
  } catch (error) {
    throw new ProblemError(explainFailure(error, grant));
  } finally {
    await forgetPending(sessionArea, state);
  }
}

async function launched(url: string, interactive: boolean, parts: AuthorizeParts): Promise<string> {
  let came: string | undefined;
  try {
    came = await parts.identity.launchWebAuthFlow({ url, interactive });
  } catch (problem) {
    throw new ProblemError(await explainLaunch(problem, url, parts));
  }
  if (came === undefined || came === '') {
    throw new ProblemError(await explainLaunch(undefined, url, parts));
  }
  return came;
}

async function tokenFrom(came: string, pending: Pending, parts: AuthorizeParts): Promise<IssuedToken> {
  const { redirectUri, state, region, clientId, verifier } = pending;
  if (pending.grant === 'implicit') return readImplicitAnswer(came, { redirectUri, state });
  const code = readCodeAnswer(came, { redirectUri, state });
  if (verifier === undefined)
    throw new ProblemError({ code: 'internal', detail: 'The PKCE verifier is lost.' });
  return exchangeCode({ region, clientId, redirectUri, code, verifier }, parts);
}

/** Removes what this sign-in wrote down, unless a later one has already replaced it. */
async function forgetPending(area: StorageArea, state: string): Promise<void> {
  const left = await takePending(area);
  if (left !== undefined && left.state !== state) await keepPending(area, left);
}
