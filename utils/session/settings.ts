import * as z from 'zod/mini';
import { isRegion, REGIONS, type Region } from '../genesys/regions.ts';
import { ProblemError } from '../protocol/envelope.ts';
import { grantSchema, type SettingsState, type SettingsView } from '../protocol/views.ts';
import { type Policy, policyFrom, VALUES, wholeNumber } from './policy.ts';
import type { ManagedArea, StorageArea } from './storage-areas.ts';

const KEY = 'settings';

/** `auto` takes the region of the Genesys tab that asks. An empty client id means: not set up yet. */
const DEFAULTS: Readonly<SettingsView> = {
  region: 'auto',
  clientId: '',
  grant: 'pkce',
  undoSeconds: 5,
  reservePercent: 4,
  retentionDays: 30,
};

const WANTED = {
  region: {
    schema: z.union([z.literal('auto'), VALUES.region.schema]),
    expected: `"auto" or ${VALUES.region.expected}`,
  },
  clientId: {
    schema: z.union([z.pipe(z.string().check(z.trim()), z.literal('')), VALUES.clientId.schema]),
    expected: VALUES.clientId.expected,
  },
  grant: { schema: grantSchema, expected: VALUES.grant.expected },
  undoSeconds: wholeNumber(0, 30),
  reservePercent: VALUES.reservePercent,
  retentionDays: VALUES.retentionDays,
} as const satisfies Record<keyof SettingsView, { schema: z.ZodMiniType; expected: string }>;

const SETTING_KEYS = Object.keys(WANTED) as readonly (keyof SettingsView)[];

/** What is kept in `storage.local`: only what the person chose, so that a better default reaches everybody else. */
const documentSchema = z.looseObject({
  version: z.literal(1),
  chosen: z.record(z.string(), z.unknown()),
  lastSeenRegion: z.optional(z.string()),
});
type SettingsDocument = z.infer<typeof documentSchema>;

/** New values for some of the settings; an absent one stays as it is. */
type SettingsChange = { [Key in keyof SettingsView]?: SettingsView[Key] | undefined };

/** A person's settings under the organisation's policy. */
export interface Settings {
  /** The settings in force, what the policy locks, and what an administrator needs for the set-up. */
  get(): Promise<SettingsState>;
  /** The policy's own limits, with `maxJobSize` absent when there is none. */
  policy(): Promise<Policy>;
  /**
   * Saves what is given and keeps the rest; all or nothing. Throws `ProblemError`: `forbidden by policy` naming the
   * locked keys, `bad message` naming the wrong ones.
   */
  save(changes: SettingsChange): Promise<SettingsState>;
  /**
   * The region that a sign-in uses: the one that is set, else that of the Genesys tab that asks, else the last one
   * seen. Undefined when none is known. Throws `ProblemError` (`unknown region`) for a `seen` that is not on the list.
   */
  regionFor(seen?: string): Promise<Region | undefined>;
}

/** Settings over `storage.local` and `storage.managed`; `redirectUri` says where a sign-in comes back to. */
export function createSettings(parts: {
  local: StorageArea;
  managed: ManagedArea;
  redirectUri: () => string;
}): Settings {
  const { local, managed, redirectUri } = parts;
  let writing: Promise<unknown> = Promise.resolve();

  async function stored(): Promise<SettingsDocument> {
    const read = documentSchema.safeParse((await local.get(KEY))[KEY]);
    return read.success ? read.data : { version: 1, chosen: {} };
  }

  /** One read-change-write at a time, so that two of them never lose each other's change. */
  function change(how: (document: SettingsDocument) => SettingsDocument): Promise<void> {
    const done = writing.then(async () => local.set({ [KEY]: how(await stored()) }));
    writing = done.catch(() => {});
    return done;
  }

  async function get(): Promise<SettingsState> {
    const { policy, problems } = await policyFrom(managed);
    const { chosen } = await stored();
    const own = Object.fromEntries(SETTING_KEYS.map((key) => [key, usable(key, chosen[key])]));
    const locked = lockedBy(policy);
    const decided = Object.fromEntries(locked.map((key) => [key, policy[key as keyof Policy]]));
    const { maxJobSize, bulkEnabled, allowLive, requireReason } = policy;
    return {
      settings: { ...DEFAULTS, ...own, ...decided } as SettingsView,
      locked,
      policyProblems: problems,
      policy: { ...(maxJobSize === undefined ? {} : { maxJobSize }), bulkEnabled, allowLive, requireReason },
      redirectUri: redirectUri(),
      regions: [...REGIONS],
    };
  }

  return {
    get,
    policy: async () => (await policyFrom(managed)).policy,
    async save(changes) {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const { policy } = await policyFrom(managed);
      const locked = lockedBy(policy).filter((key) => given.some(([name]) => name === key));
      if (locked.length > 0) {
        throw new ProblemError({
          code: 'forbidden by policy',
          detail: `set by policy: ${locked.join(', ')}`,
        });
      }
      const wrong: string[] = [];
      const chosen: Record<string, unknown> = {};
      for (const [key, value] of given) {
        const read = isSetting(key) ? z.safeParse<z.ZodMiniType>(WANTED[key].schema, value) : undefined;
        if (read?.success) chosen[key] = read.data;
        else wrong.push(`${key}: ${isSetting(key) ? `expected ${WANTED[key].expected}` : 'not a setting'}`);
      }
      if (wrong.length > 0) throw new ProblemError({ code: 'bad message', detail: wrong.join('; ') });
      await change((document) => ({ ...document, chosen: { ...document.chosen, ...chosen } }));
      return get();
    },
    async regionFor(seen) {
      if (seen !== undefined && !isRegion(seen)) {
        throw new ProblemError({ code: 'unknown region', detail: seen.slice(0, 100) });
      }
      const { settings } = await get();
      if (isRegion(settings.region)) return settings.region;
      const { lastSeenRegion } = await stored();
      if (seen === undefined) return isRegion(lastSeenRegion) ? lastSeenRegion : undefined;
      if (seen !== lastSeenRegion) await change((document) => ({ ...document, lastSeenRegion: seen }));
      return seen;
    },
  };
}

/** The settings that the policy decides. */
function lockedBy(policy: Policy): string[] {
  return SETTING_KEYS.filter((key) => key !== 'undoSeconds' && policy[key] !== undefined);
}

/** A stored value, or the default for one that is absent or no longer understood. */
function usable(key: keyof SettingsView, value: unknown): unknown {
  const read = z.safeParse<z.ZodMiniType>(WANTED[key].schema, value);
  return read.success ? read.data : DEFAULTS[key];
}

function isSetting(key: string): key is keyof SettingsView {
  return Object.hasOwn(WANTED, key);
}
