import type { Clock } from '../clock/clock.ts';
import { GenesysError } from '../genesys/error.ts';
import { OAuthError } from '../genesys/oauth-error.ts';
import { ProblemError } from '../protocol/envelope.ts';
import type { Grant, Problem } from '../protocol/views.ts';

/** How a sign-in window ended without coming back. */
type LaunchEnd = 'closed' | 'did not load' | 'needs a person' | 'other';

/** The words of Chrome and of Firefox for it; neither gives a code. */
const LAUNCH_ENDS: readonly [RegExp, LaunchEnd][] = [
  [/interaction required|requires user interaction/i, 'needs a person'],
  [/could not be loaded|failed to load/i, 'did not load'],
  [/did not approve|cancell?ed|closed|denied access/i, 'closed'],
];

/** How long the second look at the sign-in page may take, ms. */
const LOOK_MS = 10_000;

/**
 * Says why a sign-in window ended. Genesys answers a wrong client or redirect address with an error page and never
 * comes back: the browser then tells only that the page did not load, or that the person closed it. So the same
 * address is asked for once more, without cookies: a refusal there tells a wrong client from a closed window.
 */
export async function explainLaunch(
  problem: unknown,
  url: string,
  parts: { fetch: typeof fetch; clock: Clock },
): Promise<Problem> {
  const said = wordsOf(problem);
  const end = LAUNCH_ENDS.find(([words]) => words.test(said))?.[1] ?? 'other';
  if (end === 'needs a person')
    return { code: 'not signed in', detail: 'Genesys asks for a sign-in by hand.' };
  if (end === 'other')
    return { code: 'internal', detail: `The sign-in window failed: ${said.slice(0, 200)}` };
  const status = await look(url, parts);
  if (status === 'unreachable') return { code: 'offline', detail: 'The sign-in page could not be reached.' };
  if (status >= 500)
    return { code: 'Genesys error', detail: 'The sign-in page answered with an error.', status };
  if (status >= 400) {
    const detail = 'Genesys refused the client ID or the redirect URI with an error page.';
    return { code: 'wrong client', detail, status };
  }
  if (end === 'did not load') {
    const detail =
      'The sign-in page did not load. Either the client ID or the redirect URI is wrong, or the connection broke.';
    return { code: 'wrong client', detail };
  }
  const detail =
    'If the window showed an error instead of a sign-in, the client ID, the redirect URI or the region is wrong.';
  return { code: 'sign-in closed', detail };
}

/** The browser's words, without any address: an address may hold a code or a token. */
function wordsOf(problem: unknown): string {
  const words = problem instanceof Error ? problem.message : String(problem ?? 'closed');
  return words.replace(/\S+:\/\/\S+/g, '[address]');
}

/** Puts any other failure of a sign-in into a problem. Holds what Genesys said, and never a token, code or verifier. */
export function explainFailure(error: unknown, grant: Grant): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof OAuthError) return explainOAuth(error, grant);
  if (error instanceof GenesysError) return explainGenesys(error);
  return { code: 'internal', detail: error instanceof Error ? error.name : 'unknown' };
}

function explainOAuth(error: OAuthError, grant: Grant): Problem {
  const said = { detail: error.description || error.message, ...defined({ genesysCode: error.code }) };
  switch (error.kind) {
    case 'denied':
      return { code: 'sign-in denied', ...said };
    case 'state mismatch':
      return { code: 'state mismatch', ...said };
    case 'unreadable answer':
      return { code: 'unreadable answer', ...said };
    case 'timeout':
    case 'network':
      return { code: 'offline', ...said };
    case 'refused':
      return { code: refusedAs(error.code ?? '', grant), ...said };
  }
}

/** OAuth's error codes (RFC 6749 §4.1.2.1, §4.2.2.1, §5.2) in the product's words. */
function refusedAs(code: string, grant: Grant): Problem['code'] {
  switch (code) {
    case 'unsupported_response_type':
    case 'unsupported_grant_type':
      return 'grant refused';
    case 'unauthorized_client':
      // For the implicit grant it is the grant that the client may not use; for PKCE nothing else is left to be wrong.
      return grant === 'implicit' ? 'grant refused' : 'wrong client';
    case 'invalid_client':
      return 'wrong client';
    case 'login_required':
    case 'interaction_required':
    case 'consent_required':
      return 'not signed in';
    default:
      return 'Genesys error';
  }
}

function explainGenesys(error: GenesysError): Problem {
  const { status, code, correlationId, missingPermissions } = error;
  const said = {
    detail: error.message,
    ...defined({ status, genesysCode: code, correlationId, missingPermissions }),
  };
  switch (error.kind) {
    case 'network':
    case 'timeout':
      return { code: 'offline', ...said };
    case 'forbidden':
      return { code: 'permission missing', ...said };
    case 'rate limited':
      return { code: 'rate limited', ...said };
    case 'unreadable answer':
      return { code: 'unreadable answer', ...said };
    default:
      return { code: 'Genesys error', ...said };
  }
}

/** Asks for the sign-in page without following it anywhere; a redirect counts as fine (0). */
async function look(
  url: string,
  { fetch, clock }: { fetch: typeof globalThis.fetch; clock: Clock },
): Promise<number | 'unreachable'> {
  const stop = new AbortController();
  const done = new AbortController();
  const timer = clock.sleep(LOOK_MS, done.signal).then(
    () => stop.abort(),
    () => {},
  );
  try {
    const { status } = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      signal: stop.signal,
    });
    return status;
  } catch {
    return 'unreachable';
  } finally {
    done.abort();
    await timer;
  }
}

function defined<T extends object>(fields: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };
}
