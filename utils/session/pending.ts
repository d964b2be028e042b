import * as z from 'zod/mini';
import { REGIONS } from '../genesys/regions.ts';
import { grantSchema } from '../protocol/views.ts';
import type { StorageArea } from './storage-areas.ts';

const KEY = 'pending sign-in';

const pendingSchema = z.object({
  state: z.string().check(z.minLength(20)),
  /** PKCE only. */
  verifier: z.optional(z.string()),
  region: z.enum(REGIONS),
  clientId: z.string(),
  grant: grantSchema,
  redirectUri: z.string(),
});

/** A sign-in that has been sent off and has not come back yet. */
export type Pending = z.infer<typeof pendingSchema>;

/** Writes down a sign-in before it is sent off, in `storage.session`; it replaces one that never came back. */
export function keepPending(area: StorageArea, pending: Pending): Promise<void> {
  return area.set({ [KEY]: pending });
}

/** Takes the sign-in that was sent off. It can be taken once: a second answer to the same state finds nothing. */
export async function takePending(area: StorageArea): Promise<Pending | undefined> {
  const parsed = pendingSchema.safeParse((await area.get(KEY))[KEY]);
  await area.remove(KEY);
  return parsed.success ? parsed.data : undefined;
}
