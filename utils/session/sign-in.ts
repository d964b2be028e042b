import { revokeToken } from '../genesys/oauth-token.ts';
import type { Access } from '../genesys/transport.ts';
import { ProblemError } from '../protocol/envelope.ts';
import type { Problem, SessionView, Who } from '../protocol/views.ts';
import { expectSame, identify } from './identify.ts';
import { takePending } from './pending.ts';
import { explainFailure } from './sign-in-failure.ts';
import { createProblemNote } from './sign-in-problem.ts';
import { createTokenStore, type Token } from './token.ts';
import { createTokenSource, type SessionParts, type Wanted } from './token-source.ts';

/** How long, ms, no silent renewal is tried after one that failed: each opens and closes a hidden window. */
const QUIET_MS = 30_000;

/** Failures that may be gone in a moment; after any other a person has to sign in. */
const PASSING = new Set<Problem['code']>([
  'offline',
  'rate limited',
  'Genesys error',
  'unreadable answer',
  'internal',
]);

/** One signed-in user, one token. */
export interface Session {
  /**
   * Signs in, or when already signed in reads the user's permissions again. `region` is the region of the Genesys tab
   * that asks. Throws `ProblemError`; then nothing has changed and nothing is pending.
   */
  signIn(wanted: { interactive: boolean; region?: string | undefined }): Promise<SessionView>;
  /** Clears the token here and has Genesys revoke it; when only the second fails, the view's problem says so. */
  signOut(): Promise<SessionView>;
  /** Who is signed in, or why nobody is. Never rejects because of a region it does not know. */
  current(seen?: string): Promise<SessionView>;
  /** The token with its region, renewed without a person shortly before its end; undefined when signed out. */
  access(): Promise<Access | undefined>;
  /** The token alone. Throws `ProblemError` (`not signed in`, `token expired` or why it could not be renewed). */
  token(): Promise<string>;
  /** After a 401: gets a new token for the same user without a person. Resolves to whether one is held now. */
  renew(): Promise<boolean>;
  /**
   * Makes sure that exactly this user in this org is signed in, renewing if need be. Throws `ProblemError`:
   * `another user`, `another organisation`, or why it could not be renewed.
   */
  renewFor(who: Who, wanted?: { interactive: boolean }): Promise<SessionView>;
}

/** The session over the browser's sign-in window and `storage.session`, which alone knows the token. */
export function createSession(parts: SessionParts): Session {
  const { settings, sessionArea, clock } = parts;
  const tokens = createTokenStore(sessionArea);
  const source = createTokenSource(parts, tokens);
  const note = createProblemNote(sessionArea);
  let quietUntil = 0;

  /** The token that fits the settings; one of another client or region than is set now is dropped. */
  async function held(): Promise<Token | undefined> {
    const token = await tokens.read();
    if (token === undefined) return undefined;
    const { clientId, region } = (await settings.get()).settings;
    if (token.clientId === clientId && (region === 'auto' || region === token.region)) return token;
    await tokens.clear();
    revokeToken({ region: token.region, token: token.accessToken }, parts).catch(() => {});
    return undefined;
  }

  async function heldAndValid(): Promise<Token | undefined> {
    const token = await held();
    return token !== undefined && token.expiresAt > clock.now() ? token : undefined;
  }

  async function obtain(wanted: Wanted): Promise<Token> {
    const token = await source.obtain(wanted);
    quietUntil = 0;
    await note.clear();
    return token;
  }

  /** Renews for the same user; `dead` tokens are given up when a person is needed. */
  async function renewSilently(token: Token, dead: boolean): Promise<boolean> {
    if (clock.now() < quietUntil) return false;
    try {
      await obtain({ interactive: false, region: token.region, who: token.who });
      return true;
    } catch (error) {
      const problem = explainFailure(error, token.grant);
      quietUntil = clock.now() + QUIET_MS;
      const stillHeld = (await tokens.read())?.accessToken === token.accessToken;
      if (dead && stillHeld && !PASSING.has(problem.code)) {
        await tokens.clear();
        await note.write(problem.code === 'not signed in' ? { ...problem, code: 'token expired' } : problem);
      }
      return false;
    }
  }

  /** The noted problem, unless the set-up has been mended since. */
  async function stillStanding(configured: boolean): Promise<Problem | undefined> {
    const problem = await note.read();
    return configured && problem?.code === 'not configured' ? undefined : problem;
  }

  async function view(seen?: string): Promise<SessionView> {
    const token = await held();
    const valid = token !== undefined && token.expiresAt > clock.now();
    const configured = (await settings.get()).settings.clientId !== '';
    let problem: Problem | undefined =
      token !== undefined && !valid ? { code: 'token expired' } : await stillStanding(configured);
    let region: string | undefined = token?.region;
    try {
      region ??= await settings.regionFor(seen);
    } catch (error) {
      problem ??= explainFailure(error, 'pkce');
    }
    return {
      missingPermissions: valid ? token.missingPermissions : [],
      configured,
      ...(valid ? { who: token.who, expiresAt: token.expiresAt } : {}),
      ...(valid || problem === undefined ? {} : { problem }),
      ...(region === undefined ? {} : { region }),
    };
  }

  /** Reads the user's permissions again with the token that is held; false when that token no longer works. */
  async function refreshed(token: Token): Promise<boolean> {
    try {
      const identified = await identify(parts.platformFor(token.region, token.accessToken), token.region);
      await tokens.write({ ...token, ...identified });
      return true;
    } catch {
      return false;
    }
  }

  async function access(): Promise<Access | undefined> {
    const token = await held();
    if (token === undefined) return undefined;
    if (clock.now() >= token.renewAt) await renewSilently(token, token.expiresAt <= clock.now());
    const now = await heldAndValid();
    return now && { region: now.region, token: now.accessToken };
  }

  return {
    async signIn({ interactive, region: seen }) {
      try {
        const region = await settings.regionFor(seen);
        const token = await heldAndValid();
        const stays = token !== undefined && (region === undefined || region === token.region);
        if (!stays || !(await refreshed(token))) await obtain({ interactive, region: seen });
      } catch (error) {
        const problem = explainFailure(error, 'pkce');
        if (interactive) await note.write(problem);
        throw new ProblemError(problem);
      }
      return view(seen);
    },

    async signOut() {
      source.abandon();
      const token = await tokens.read();
      await tokens.clear();
      await takePending(sessionArea);
      await note.clear();
      if (token === undefined || token.expiresAt <= clock.now()) return view();
      try {
        await revokeToken({ region: token.region, token: token.accessToken }, parts);
        return view();
      } catch (error) {
        const { code, detail } = explainFailure(error, token.grant);
        const said = 'You are signed out here, but Genesys did not revoke the token; it ends by itself.';
        return { ...(await view()), problem: { code, detail: `${said} ${detail ?? ''}`.trim() } };
      }
    },

    current: view,
    access,

    async token() {
      const now = await access();
      if (now !== undefined) return now.token;
      const problem = (await view()).problem;
      throw new ProblemError(problem ?? { code: 'not signed in' });
    },

    async renew() {
      const token = await held();
      if (token === undefined) return false;
      if (await renewSilently(token, true)) return true;
      const left = await tokens.read();
      if (left === undefined) return false;
      if (left.accessToken !== token.accessToken) return true;
      // Genesys no longer takes it, whatever its time says; it stays known so that a renewal can be tried again.
      await tokens.write({ ...left, expiresAt: Math.min(left.expiresAt, clock.now()), renewAt: 0 });
      return false;
    },

    async renewFor(who, wanted = { interactive: false }) {
      const token = await heldAndValid();
      if (token !== undefined) expectSame(token.who, who);
      else await obtain({ ...wanted, region: who.region, who });
      return view();
    },
  };
}
