import type { Knobs } from '../knobs.ts';
import type { Bucket } from '../limits.ts';
import { createBucket } from '../limits.ts';
import type { User } from '../world/organization.ts';

/** An application that an administrator has registered in the org. */
export interface OAuthClient {
  clientId: string;
  name: string;
  /** Compared exactly, query and trailing slash included. */
  redirectUris: string[];
  grant: 'implicit' | 'pkce';
  tokenLifetimeSeconds: number;
  scopes: string[];
}

/** A token; `value` is the secret, `id` is what records may name. Times are epoch ms. */
export interface Token {
  id: string;
  value: string;
  client: OAuthClient;
  userId: string;
  issuedAt: number;
  expiresAt: number;
  lastUsedAt: number;
  revoked: boolean;
  bucket: Bucket;
}

export interface TokenDesk {
  issue(client: OAuthClient, user: User, at: number): Token;
  /** A live token, or why it is none. Using it keeps it from idling. */
  check(value: string, at: number): Token | 'unknown' | 'expired';
  revoke(token: Token): void;
  /** All live tokens die now: revoked (unknown from now on) or expired. */
  endAll(how: 'revoked' | 'expired', at: number): void;
  live(at: number): Token[];
}

/** @param secret gives a new secret each time. */
export function createTokenDesk(knobs: Knobs, secret: () => string): TokenDesk {
  const tokens = new Map<string, Token>();
  let next = 1;
  const alive = (token: Token, at: number): boolean => {
    const idle = knobs.tokenIdleMs !== undefined && at - token.lastUsedAt >= knobs.tokenIdleMs;
    return !token.revoked && at < token.expiresAt && !idle;
  };
  return {
    issue: (client, user, at) => {
      const lifetime = knobs.tokenLifetimeSeconds ?? client.tokenLifetimeSeconds;
      const token: Token = {
        id: `token-${next++}`,
        value: secret(),
        client,
        userId: user.id,
        issuedAt: at,
        expiresAt: at + lifetime * 1000,
        lastUsedAt: at,
        revoked: false,
        bucket: createBucket(knobs),
      };
      tokens.set(token.value, token);
      return token;
    },
    check: (value, at) => {
      const token = tokens.get(value);
      if (!token || token.revoked) return 'unknown';
      if (!alive(token, at)) return 'expired';
      token.lastUsedAt = at;
      return token;
    },
    revoke: (token) => {
      token.revoked = true;
    },
    endAll: (how, at) => {
      for (const token of tokens.values()) {
        if (!alive(token, at)) continue;
        if (how === 'revoked') token.revoked = true;
        else token.expiresAt = at;
      }
    },
    live: (at) => [...tokens.values()].filter((token) => alive(token, at)),
  };
}
