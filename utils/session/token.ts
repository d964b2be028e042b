import * as z from 'zod/mini';
import { REGIONS } from '../genesys/regions.ts';
import { grantSchema, whoSchema } from '../protocol/views.ts';
import type { StorageArea } from './storage-areas.ts';

const KEY = 'token';

const tokenSchema = z.object({
  accessToken: z.string().check(z.minLength(1)),
  /** Epoch ms. */
  expiresAt: z.number(),
  /** From when on (epoch ms) a new one is asked for. */
  renewAt: z.number(),
  region: z.enum(REGIONS),
  clientId: z.string(),
  grant: grantSchema,
  who: whoSchema,
  permissions: z.array(z.string()),
  missingPermissions: z.array(z.string()),
});

/** The token with everything it is good for: never without its region, never without its owner. */
export type Token = z.infer<typeof tokenSchema>;

/** The one place where the token is kept. */
export interface TokenStore {
  /** The token, even an expired one; undefined when there is none, or none that can be read. */
  read(): Promise<Token | undefined>;
  write(token: Token): Promise<void>;
  clear(): Promise<void>;
}

/**
 * Keeps the token in `storage.session` and nowhere else: it outlives the worker but not the browser, no content
 * script can read it, and it is never written to disk. What the area remembers of it (`remembered-area.ts`) dies with
 * the worker and is read anew after each write.
 */
export function createTokenStore(area: StorageArea): TokenStore {
  return {
    async read() {
      const parsed = tokenSchema.safeParse((await area.get(KEY))[KEY]);
      return parsed.success ? parsed.data : undefined;
    },
    write: (token) => area.set({ [KEY]: token }),
    clear: () => area.remove(KEY),
  };
}
