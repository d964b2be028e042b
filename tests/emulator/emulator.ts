import type { Clock } from '../../utils/clock/clock.ts';
import { createApi } from './api/api.ts';
import { serveApps } from './apps/serve.ts';
import type { Faults } from './faults.ts';
import { createFaults } from './faults.ts';
import type { Knobs } from './knobs.ts';
import { DEFAULT_KNOBS, turn } from './knobs.ts';
import type { LoginDesk } from './login/login.ts';
import { createLoginDesk } from './login/login.ts';
import { answerLogin } from './login/login-outcome.ts';
import type { OAuthClient, Token } from './login/tokens.ts';
import { createTokenDesk } from './login/tokens.ts';
import type { Parts } from './parts.ts';
import { createRandom } from './random.ts';
import type { Truth } from './truth.ts';
import { createTruth } from './truth.ts';
import type { Actors } from './world/actors.ts';
import { createActors } from './world/actors.ts';
import type { Conversation } from './world/conversation.ts';
import type { Grant } from './world/permissions.ts';
import type { SpecialOptions } from './world/special.ts';
import { addSpecial } from './world/special.ts';
import type { QueuedMedia, WaitingOptions } from './world/waiting.ts';
import { addWaiting } from './world/waiting.ts';
import type { World } from './world/world.ts';
import { createWorld } from './world/world.ts';

export interface EmulatorOptions {
  /** Default: this machine's time. */
  clock?: Clock;
  /** The same seed gives the same ids, arrivals and latencies; default 1. */
  seed?: number;
  knobs?: Partial<Knobs>;
  /** Default: `clientOf('implicit')` and `clientOf('pkce')`, without redirect URIs. */
  clients?: OAuthClient[];
}

/** A Genesys Cloud in this process. Times are epoch ms, lengths are ms. */
export interface Emulator {
  /**
   * Answers for `login.`, `api.` and `apps.mypurecloud.com`. Like the real `fetch` it rejects with a TypeError when the
   * connection is lost, and with the signal's reason when aborted; what has been sent by then is carried out all the same.
   */
  fetch(request: Request): Promise<Response>;
  readonly clock: Clock;
  readonly knobs: Readonly<Knobs>;
  readonly world: World;
  readonly truth: Truth;
  readonly faults: Faults;
  readonly actors: Actors;
  readonly login: LoginDesk;
  turn(change: Partial<Knobs>): void;
  /** Lets everything happen that is due by now; whoever reads `world` directly calls this first. */
  settle(): void;
  addWaiting(media: QueuedMedia, options: WaitingOptions): Conversation[];
  addSpecial(options: SpecialOptions): Conversation;
  /** Registers an application, or one more redirect URI of a known one. */
  addClient(client: OAuthClient): void;
  addRedirectUri(clientId: string, redirectUri: string): void;
  /** A token as if its owner had just signed in. Throws for an unknown client or user. */
  issueToken(clientId?: string, user?: string): { token: string; tokenId: string };
  /** Ends all live tokens now. */
  endTokens(how: 'revoked' | 'expired'): void;
  /** What a user may do from now on. */
  grant(user: string, grants: (Grant | string)[]): void;
  /** Somebody else's requests, evenly spaced, on the budget of every live token, for `forMs` from `afterMs` on. */
  otherClient(options: { perMinute: number; afterMs?: number; forMs: number }): void;
}

/** An application as an administrator would register it for this extension. */
export function clientOf(grant: 'implicit' | 'pkce', redirectUris: string[] = []): OAuthClient {
  return {
    clientId:
      grant === 'implicit' ? '3a1f6c1e-0000-4000-8000-00000000c0de' : '9b2d7e44-0000-4000-8000-00000000c0de',
    name: `Unstick (${grant})`,
    redirectUris,
    grant,
    tokenLifetimeSeconds: 86_400,
    scopes: [
      'analytics:readonly',
      'authorization:readonly',
      'conversations',
      'organization:readonly',
      'routing:readonly',
      'users:readonly',
    ],
  };
}

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** A new org without conversations. Nothing runs between requests, so there is nothing to close. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const clock = options.clock ?? systemClock;
  const seed = options.seed ?? 1;
  const knobs: Knobs = { ...DEFAULT_KNOBS };
  turn(knobs, options.knobs ?? {});
  const world = createWorld(seed, clock.now());
  const random = createRandom(seed + 1);
  const secret = (): string => (random.uuid() + random.uuid()).replaceAll('-', '');
  const settle = (): void => world.timeline.settle(clock.now());
  const truth = createTruth(world, settle);
  const activity = world.newView();
  const tokens = createTokenDesk(knobs, secret);
  const faults = createFaults(random);
  const parts: Parts = { clock, knobs, world, truth, faults, tokens, random, activity };
  const login = createLoginDesk(parts, secret);
  const api = createApi(parts);
  const clients = options.clients ?? [clientOf('implicit'), clientOf('pkce')];
  for (const client of clients) login.clients.set(client.clientId, client);

  const latency = (): number => {
    const { minMs, maxMs, tailMs, tailChance } = knobs.latency;
    const tail = tailChance > 0 && random.next() < tailChance ? random.between(0, tailMs) : 0;
    return random.between(minMs, maxMs) + tail;
  };
  const wait = (ms: number): Promise<void> => (ms > 0 ? clock.sleep(ms) : Promise.resolve());

  const answer = async (request: Request, url: URL, body: string): Promise<Response> => {
    const { method, headers } = request;
    if (url.host.startsWith('apps.')) {
      settle();
      return serveApps(new Request(url, { method, headers, ...(body === '' ? {} : { body }) }), emulator);
    }
    const ms = latency();
    await wait(Math.floor(ms / 2));
    settle();
    const broken = (how: 'reset' | 'timeout'): Promise<Response> | never => {
      if (how === 'timeout') return new Promise(() => {});
      const cause = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
      throw new TypeError('fetch failed', { cause });
    };
    if (url.host.startsWith('login.')) {
      const outcome = answerLogin(parts, login, { method, url, headers, body });
      if ('broken' in outcome) return broken(outcome.broken);
      await wait(Math.ceil(ms / 2) + outcome.slowMs);
      return outcome.response;
    }
    activity.catchUp(clock.now() - knobs.activityLagMs);
    const outcome = api({ method, url, headers, body });
    if ('broken' in outcome) return broken(outcome.broken);
    await wait(Math.ceil(ms / 2) + outcome.slowMs);
    return outcome.response;
  };

  const emulator: Emulator = {
    clock,
    knobs,
    world,
    truth,
    faults,
    login,
    actors: createActors(world, () => clock.now(), settle),
    settle,
    fetch: async (request) => {
      const url = new URL(request.url);
      if (!/^(login|api|apps)\.mypurecloud\.com$/.test(url.hostname)) {
        throw new TypeError('fetch failed', { cause: new Error(`getaddrinfo ENOTFOUND ${url.hostname}`) });
      }
      const { signal } = request;
      signal.throwIfAborted();
      const body = request.body === null ? '' : await request.text();
      signal.throwIfAborted();
      return abortable(answer(request, url, body), signal);
    },
    turn: (change) => turn(knobs, change),
    addWaiting: (media, waiting) => addWaiting(world, media, waiting, clock.now()),
    addSpecial: (special) => addSpecial(world, special, clock.now()),
    addClient: (client) => void login.clients.set(client.clientId, client),
    addRedirectUri: (clientId, redirectUri) => {
      const client = login.clients.get(clientId);
      if (!client) throw new RangeError(`There is no application ${clientId}.`);
      if (!client.redirectUris.includes(redirectUri)) client.redirectUris.push(redirectUri);
    },
    issueToken: (clientId, user = 'supervisor@example.test') => {
      const client = clientId === undefined ? [...login.clients.values()][0] : login.clients.get(clientId);
      if (!client) throw new RangeError(`There is no application ${clientId ?? 'at all'}.`);
      const token: Token = tokens.issue(client, world.user(user), clock.now());
      return { token: token.value, tokenId: token.id };
    },
    endTokens: (how) => tokens.endAll(how, clock.now()),
    grant: (user, grants) => {
      world.user(user).grants = grants.map((each) =>
        typeof each === 'string' ? { permission: each, divisions: 'all' } : each,
      );
    },
    otherClient: ({ perMinute, afterMs = 0, forMs }) => {
      const end = clock.now() + afterMs + forMs;
      const step = 60_000 / perMinute;
      const next = (at: number): void => {
        if (at >= end) return;
        world.timeline.at(at, () => {
          for (const token of tokens.live(at)) token.bucket.take(at);
          next(at + step);
        });
      };
      next(clock.now() + afterMs);
    },
  };
  return emulator;
}

function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
