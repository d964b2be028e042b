import { webcrypto } from 'node:crypto';
import type { Clock } from '../../../utils/clock/clock.ts';
import type { IdentityOperations } from '../../../utils/genesys/identity.ts';
import { ProblemError } from '../../../utils/protocol/envelope.ts';
import type { SettingsView } from '../../../utils/protocol/views.ts';
import { createSettings } from '../../../utils/session/settings.ts';
import { createSession } from '../../../utils/session/sign-in.ts';
import type { StorageArea } from '../../../utils/session/storage-areas.ts';

export const REDIRECT = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/';
export const CLIENT = '0a1b2c3d-0000-4000-8000-000000000001';
const START = Date.UTC(2026, 10, 20, 12);

/** A clock that is set by hand; whoever sleeps by it is only ever woken by an abort. */
export function createHandClock(): Clock & { pass(ms: number): void } {
  let now = START;
  return {
    now: () => now,
    pass(ms) {
      now += ms;
    },
    sleep: (_ms, signal) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      }),
  };
}

/** A storage area that keeps copies, as a browser does. */
export function createArea(
  start: Record<string, unknown> = {},
): StorageArea & { kept: Map<string, unknown> } {
  const kept = new Map(Object.entries(start));
  return {
    kept,
    get: async (key) => (kept.has(key) ? { [key]: structuredClone(kept.get(key)) } : {}),
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) kept.set(key, structuredClone(value));
    },
    remove: async (key) => {
      kept.delete(key);
    },
  };
}

/** How the fake sign-in window ends: comes back to an address, or fails with the browser's words. */
type Window = (asked: URL, interactive: boolean) => string | Promise<string>;

interface Person {
  userId: string;
  orgId: string;
  permissions: string[];
  /** Divisions in which conversations may be disconnected; undefined: Genesys does not answer. */
  divisions: string[] | undefined;
}

export const NEEDED = [
  'conversation:communication:disconnect',
  'conversation:communication:view',
  'analytics:queueObservation:view',
  'routing:queue:view',
];

/** A browser and a Genesys around one session; the parts of the story that a test changes are fields. */
export function createStage(chosen: Partial<SettingsView> = {}, policy: Record<string, unknown> = {}) {
  const clock = createHandClock();
  let issued = 0;
  const local = createArea({
    settings: { version: 1, chosen: { clientId: CLIENT, region: 'mypurecloud.com', ...chosen } },
  });
  const sessionArea = createArea();
  const settings = createSettings({
    local,
    managed: { get: async () => policy },
    redirectUri: () => REDIRECT,
  });
  const stage = {
    local,
    sessionArea,
    settings,
    /** Every sign-in window that was opened. */
    windows: [] as { url: URL; interactive: boolean }[],
    requests: [] as { method: string; url: string; body: string; authorization: string | null }[],
    secrets: new Set<string>(),
    lifetimeSeconds: 3600,
    person: { userId: 'u1', orgId: 'o1', permissions: NEEDED, divisions: ['d1'] } as Person,
    window: ((asked) => cameBack(asked)) as Window,
    /** What the token endpoint, the revocation and a second look at the sign-in page answer. */
    answer: undefined as undefined | ((url: URL, method: string) => Response | Promise<Response> | undefined),
    /** Holds up, or fails, the look at whose token it is. */
    lookUp: undefined as undefined | (() => Promise<void>),
    pass: clock.pass,
    now: clock.now,
    /** The same session after the worker was stopped and started: only the stored things are left. */
    restarted: () => makeSession(),
  };

  /** The address that Genesys would send the browser back to. */
  function cameBack(asked: URL, change: Record<string, string> = {}): string {
    const state = asked.searchParams.get('state') ?? '';
    if (asked.searchParams.get('response_type') === 'token') {
      const token = secret('token');
      const answer = {
        access_token: token,
        expires_in: `${stage.lifetimeSeconds}`,
        token_type: 'bearer',
        state,
      };
      return `${REDIRECT}#${new URLSearchParams({ ...answer, ...change })}`;
    }
    return `${REDIRECT}?${new URLSearchParams({ code: secret('code'), state, ...change })}`;
  }

  function secret(kind: string): string {
    issued += 1;
    const made = `secret-${kind}-${issued}`;
    stage.secrets.add(made);
    return made;
  }

  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init as RequestInit);
    const url = new URL(request.url);
    const body = await request.text();
    const authorization = request.headers.get('authorization');
    stage.requests.push({ method: request.method, url: url.href, body, authorization });
    const told = await stage.answer?.(url, request.method);
    if (told !== undefined) return told;
    if (url.pathname === '/oauth/token') {
      return Response.json({
        access_token: secret('token'),
        expires_in: stage.lifetimeSeconds,
        token_type: 'bearer',
      });
    }
    if (url.pathname === '/api/v2/tokens/me') return new Response(null, { status: 200 });
    return new Response('<h1>Sign in</h1>', { status: 200 });
  };

  const platformFor = (): IdentityOperations => ({
    async getMe() {
      await stage.lookUp?.();
      const { userId, permissions } = stage.person;
      return { id: userId, name: `User ${userId}`, email: `${userId}@example.test`, permissions };
    },
    getOrganization: async () => ({ id: stage.person.orgId, name: `Org ${stage.person.orgId}` }),
    async permittedDivisions() {
      const { divisions } = stage.person;
      if (divisions === undefined) throw new Error('no answer');
      return { all: false, divisions: divisions.map((id) => ({ id })) };
    },
  });

  const makeSession = () =>
    createSession({
      settings,
      sessionArea,
      identity: {
        getRedirectURL: () => REDIRECT,
        async launchWebAuthFlow({ url, interactive }) {
          stage.windows.push({ url: new URL(url), interactive });
          return stage.window(new URL(url), interactive);
        },
      },
      fetch,
      clock,
      crypto: webcrypto as unknown as Crypto,
      platformFor,
    });
  return Object.assign(stage, { session: makeSession(), cameBack });
}

/** A window that fails with these words. */
export function fails(words: string): Window {
  return () => Promise.reject(new Error(words));
}

/** The problem that a promise rejects with; fails the test when it does not reject with one. */
export async function problemOf(promise: Promise<unknown>) {
  const error = await promise.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  if (error instanceof ProblemError) return error.problem;
  throw new Error('expected a ProblemError', { cause: error });
}
