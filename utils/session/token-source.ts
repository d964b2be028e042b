import type { IdentityOperations } from '../genesys/identity.ts';
import { revokeToken } from '../genesys/oauth-token.ts';
import type { Region } from '../genesys/regions.ts';
import { ProblemError } from '../protocol/envelope.ts';
import type { Who } from '../protocol/views.ts';
import { type AuthorizeParts, authorize } from './authorize.ts';
import { expectSame, type Identified, identify } from './identify.ts';
import type { Settings } from './settings.ts';
import { explainFailure } from './sign-in-failure.ts';
import type { Token, TokenStore } from './token.ts';

/** A token lives at least 300 s (a setting of the OAuth client); renewing 2 minutes early leaves time for a retry. */
const RENEW_BEFORE_MS = 2 * 60_000;

/** What `createTokenSource` and the session around it are made of. */
export interface SessionParts extends AuthorizeParts {
  settings: Settings;
  /** The identity operations for a token that is not held yet. */
  platformFor: (region: Region, token: string) => IdentityOperations;
}

/** A wish for a new token. */
export interface Wanted {
  /** Whether a window may be shown to the person. */
  interactive: boolean;
  /** The region of the tab that asks, or the one to stay in. */
  region?: string | undefined;
  /** Only this user in this org will do. */
  who?: Who | undefined;
}

/** Gets tokens, one at a time. */
export interface TokenSource {
  /** A new token, in the store. Throws `ProblemError`, having changed nothing. */
  obtain(wanted: Wanted): Promise<Token>;
  /** Makes what is being obtained worthless: it will not be kept. */
  abandon(): void;
}

/**
 * Gets new tokens: the sign-in page, then whose token it is, then the store. All who ask at the same time share one
 * trip; only a person's own sign-in does not settle for a silent one that failed.
 */
export function createTokenSource(parts: SessionParts, tokens: TokenStore): TokenSource {
  let running: { interactive: boolean; trip: Promise<Token> } | undefined;
  let abandoned = 0;

  async function trip({ interactive, region: seen, who }: Wanted): Promise<Token> {
    const before = abandoned;
    const { clientId, grant } = (await parts.settings.get()).settings;
    if (clientId === '') throw new ProblemError({ code: 'not configured' });
    const region = await parts.settings.regionFor(seen);
    if (region === undefined) {
      throw new ProblemError({
        code: 'unknown region',
        detail: 'No region is set, and no Genesys tab was seen yet.',
      });
    }
    const issued = await authorize({ region, clientId, grant, interactive }, parts);
    const now = parts.clock.now();
    const { accessToken, expiresInMs } = issued;
    try {
      const identified: Identified = await identify(parts.platformFor(region, accessToken), region);
      if (who !== undefined) expectSame(identified.who, who);
      if (abandoned !== before)
        throw new ProblemError({ code: 'sign-in closed', detail: 'Signed out meanwhile.' });
      const expiresAt = now + expiresInMs;
      const renewAt = expiresAt - Math.min(RENEW_BEFORE_MS, expiresInMs / 5);
      const token: Token = { accessToken, expiresAt, renewAt, region, clientId, grant, ...identified };
      await tokens.write(token);
      return token;
    } catch (error) {
      // A token that is not kept is made worthless; if that fails too it only runs out a little later.
      await revokeToken({ region, token: accessToken }, parts).catch(() => {});
      throw new ProblemError(explainFailure(error, grant));
    }
  }

  async function obtain(wanted: Wanted): Promise<Token> {
    while (running !== undefined) {
      const { interactive, trip } = running;
      try {
        const token = await trip;
        if (wanted.who !== undefined) expectSame(token.who, wanted.who);
        return token;
      } catch (error) {
        if (interactive || !wanted.interactive) throw error;
      }
    }
    const mine = trip(wanted).finally(() => {
      running = undefined;
    });
    running = { interactive: wanted.interactive, trip: mine };
    return mine;
  }

  return {
    obtain,
    abandon() {
      abandoned += 1;
    },
  };
}
