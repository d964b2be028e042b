import * as z from 'zod/mini';
import { REGIONS, type Region } from '../genesys/regions.ts';
import { type Grant, grantSchema } from '../protocol/views.ts';
import type { ManagedArea } from './storage-areas.ts';

/** What an organisation decides for its supervisors. An absent key is left to them, or to the default. */
export interface Policy {
  region?: Region;
  clientId?: string;
  grant?: Grant;
  reservePercent?: number;
  retentionDays?: number;
  /** The most interactions in one job; no limit when absent. */
  maxJobSize?: number;
  bulkEnabled: boolean;
  allowLive: boolean;
  requireReason: boolean;
}

/** A policy, and its values that could not be used, each as "key: what was expected". */
export interface ReadPolicy {
  policy: Policy;
  problems: string[];
}

/**
 * Without a policy: clearing queues is allowed, since it is confirmed by the queue's name and guarded; hanging up on
 * what looks live is not, since nobody should find that out by accident, so an organisation has to want it.
 */
const DEFAULTS = { bulkEnabled: true, allowLive: false, requireReason: false } as const;

const flag = { schema: z.boolean(), expected: 'true or false' };

/** A whole number of some unit between two bounds, and the words for it. */
export function wholeNumber(least: number, most: number) {
  const schema = z.number().check(z.int(), z.minimum(least), z.maximum(most));
  return { schema, expected: `a whole number from ${least} to ${most}` };
}

/** What each value must be, for the policy and, where they share it, for a person's settings. */
export const VALUES = {
  region: { schema: z.enum(REGIONS), expected: 'one of the Genesys Cloud regions, such as mypurecloud.com' },
  clientId: {
    schema: z.string().check(z.trim(), z.regex(/^[\w.-]{1,200}$/)),
    expected: 'the ID of an OAuth client',
  },
  grant: { schema: grantSchema, expected: '"implicit" or "pkce"' },
  reservePercent: wholeNumber(0, 50),
  retentionDays: wholeNumber(1, 365),
  maxJobSize: wholeNumber(1, 1_000_000),
  bulkEnabled: flag,
  allowLive: flag,
  requireReason: flag,
} as const;

/** The keys a policy may hold. */
export const POLICY_KEYS = Object.keys(VALUES) as readonly (keyof typeof VALUES)[];

/**
 * Reads what IT has rolled out, value by value: a wrong one is named and left out, the others hold. Unknown keys
 * are named too, because a misspelt safety switch would otherwise look as if it were on.
 */
export function readPolicy(raw: unknown): ReadPolicy {
  const policy: Record<string, unknown> = { ...DEFAULTS };
  const problems: string[] = [];
  if (raw === undefined || raw === null) return { policy: { ...DEFAULTS }, problems };
  if (typeof raw !== 'object' || Array.isArray(raw)) {
    return { policy: { ...DEFAULTS }, problems: ['policy: an object with the keys of the policy'] };
  }
  for (const [key, value] of Object.entries(raw)) {
    if (!isPolicyKey(key)) {
      problems.push(`${key}: not a key of this policy`);
      continue;
    }
    const read = z.safeParse<z.ZodMiniType>(VALUES[key].schema, value);
    if (read.success) policy[key] = read.data;
    else problems.push(`${key}: ${VALUES[key].expected}`);
  }
  return { policy: policy as unknown as Policy, problems };
}

/** Reads the policy from the browser. An area that cannot be read holds none: Firefox rejects when nothing is rolled out. */
export async function policyFrom(managed: ManagedArea): Promise<ReadPolicy> {
  const raw = await managed.get().catch(() => undefined);
  return readPolicy(raw);
}

function isPolicyKey(key: string): key is keyof typeof VALUES {
  return Object.hasOwn(VALUES, key);
}
