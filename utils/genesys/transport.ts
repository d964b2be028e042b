import type * as z from 'zod/mini';
import type { Clock } from '../clock/clock.ts';
import type { Budget } from './budget.ts';
import type { Lane } from './budget-state.ts';
import { GenesysError, type GenesysFailure } from './error.ts';
import { correlationIdOf, readRefusal } from './error-body.ts';
import { parseAnswer } from './parse-answer.ts';
import { isRegion, originOf, type Region } from './regions.ts';
import { NoAnswer, timedFetch, type WholeAnswer } from './timed-fetch.ts';

/** How one call is made: who waits for it, and what a 429 means to the caller. */
export interface CallOptions {
  /** `interactive` overtakes waiting `job` requests and may use the reserve. */
  lane: Lane;
  /** Aborting rejects the call with the signal's reason; a write already on the wire may still take effect. */
  signal?: AbortSignal | undefined;
  /** The caller already holds a budget grant for the first request of this call. */
  granted?: boolean | undefined;
  /** On 429: wait for the budget and try again, or throw. Reads wait and writes throw unless told. */
  onRateLimit?: 'wait' | 'throw' | undefined;
}

/** What an accepted write answered: any 2xx. Accepted does not mean ended. */
export interface WriteAnswer {
  status: number;
  /** Genesys's name for this request, to quote in a support case. */
  correlationId?: string | undefined;
}

interface Target {
  /** The operation's name, for errors and records: `getConversation`. */
  operation: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path from the root, with its query: `/api/v2/…`. */
  path: string;
  body?: object | undefined;
}

/** A request that changes nothing, although analytics queries are sent by POST. */
interface ReadRequest<Schema extends z.ZodMiniType> extends Target {
  schema: Schema;
}

/** A request that changes something; its answer's body is not read (a 202's is a JSON string, a 204's empty). */
type WriteRequest = Target;

/** Sends requests to the Platform API of the signed-in region. Rejects with `GenesysError` or an abort reason. */
export interface Transport {
  read<Schema extends z.ZodMiniType>(
    request: ReadRequest<Schema>,
    options: CallOptions,
  ): Promise<z.infer<Schema>>;
  write(request: WriteRequest, options: CallOptions): Promise<WriteAnswer>;
}

/** A token and the one region it belongs to, held together so that neither is ever used with another. */
export interface Access {
  region: Region;
  token: string;
}

export interface TransportParts {
  /** The sign-in as it is held now, without asking anybody; undefined when signed out. */
  access: () => Access | undefined | Promise<Access | undefined>;
  /** Tries to get a new token after a 401, without a person; resolves to whether one is held now. */
  renew?: (() => Promise<boolean>) | undefined;
  fetch: typeof fetch;
  clock: Clock;
  budget: Budget;
  /** Time for one exchange, ms; below 25 s, so that the worker decides and not the browser. 20 s by default. */
  timeoutMs?: number | undefined;
  /** 0 to 1, for the spread of repeated reads. */
  random?: (() => number) | undefined;
}

/** How often a read is tried again after a 5xx, a lost connection or a time-out. */
const READ_RETRIES = 3;
const FIRST_BACK_OFF_MS = 500;
const LONGEST_BACK_OFF_MS = 30_000;
/** A browser may end a worker whose request takes longer than this. */
const WORKER_LIMIT_MS = 25_000;

/**
 * The one way to the Platform API. The token goes to `https://api.<its region>` only and redirects are refused.
 * Reads wait out a 429 and are repeated a few times when the server or the network fails; writes are sent once
 * (a 401 was not executed: after a renewal both are sent again).
 */
export function createTransport(parts: TransportParts): Transport {
  const { budget, clock } = parts;
  const random = parts.random ?? Math.random;
  const timed = { fetch: parts.fetch, clock, timeoutMs: parts.timeoutMs ?? 20_000 };
  if (timed.timeoutMs >= WORKER_LIMIT_MS) throw new RangeError('the time-out must be below 25 s');
  let renewing: Promise<boolean> | undefined;

  async function sendOnce(target: Target, options: CallOptions, how: How): Promise<Sent> {
    if (!how.granted) await budget.acquire(options.lane, options.signal);
    options.signal?.throwIfAborted();
    const access = await parts.access();
    if (access === undefined) return { error: signedOut(target.operation) };
    const { region, token } = access;
    const request = { ...requestOf(target, token), skipAcceptedBody: !how.isRead };
    let answer: WholeAnswer;
    try {
      answer = await timedFetch(timed, urlOf(region, target.path), request, options.signal);
    } catch (problem) {
      if (!(problem instanceof NoAnswer)) throw problem;
      const { kind, message } = problem;
      return { error: new GenesysError({ kind, message, operation: target.operation }) };
    }
    const refusal = isAccepted(answer.status) ? undefined : readRefusal(target.operation, answer);
    budget.observe({ status: answer.status, headers: answer.headers, message: refusal?.message });
    if (refusal === undefined) return { answer };
    return { error: new GenesysError(withoutToken(refusal, token)), rejected: token };
  }

  /** Whether another token than the rejected one is held, after one renewal shared by all who wait for it. */
  async function renewed(rejected: string | undefined): Promise<boolean> {
    const held = await parts.access();
    if (held !== undefined && held.token !== rejected) return true;
    if (parts.renew === undefined) return false;
    renewing ??= parts.renew().finally(() => {
      renewing = undefined;
    });
    return renewing.catch(() => false);
  }

  async function send(target: Target, options: CallOptions, isRead: boolean): Promise<WholeAnswer> {
    const waits = (options.onRateLimit ?? (isRead ? 'wait' : 'throw')) === 'wait';
    let granted = options.granted === true;
    let mayRenew = true;
    let failures = 0;
    for (;;) {
      const sent = await sendOnce(target, options, { granted, isRead });
      granted = false;
      if ('answer' in sent) return sent.answer;
      const { error } = sent;
      if (error.kind === 'rate limited' && waits) continue;
      if (error.kind === 'unauthorized' && mayRenew) {
        mayRenew = false;
        if (await renewed(sent.rejected)) continue;
      }
      if (!isRead || !isPassing(error) || failures >= READ_RETRIES) throw error;
      failures += 1;
      const backOff = FIRST_BACK_OFF_MS * 2 ** failures * (0.5 + random() / 2);
      const asked = Math.min(error.retryAfterMs ?? 0, LONGEST_BACK_OFF_MS);
      await clock.sleep(Math.max(backOff, asked), options.signal);
    }
  }

  return {
    async read(request, options) {
      const answer = await send(request, options, true);
      return parseAnswer(request.operation, request.schema, answer);
    },
    async write(request, options) {
      const answer = await send(request, options, false);
      return { status: answer.status, correlationId: correlationIdOf(answer.headers) };
    },
  };
}

interface How {
  granted: boolean;
  isRead: boolean;
}

/** What became of one exchange; `rejected` is the token a refusal answered to, kept out of the error. */
type Sent = { answer: WholeAnswer } | { error: GenesysError; rejected?: string };

function isAccepted(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Failures that may be gone at the next try. */
function isPassing(error: GenesysError): boolean {
  return error.kind === 'server' || error.kind === 'network' || error.kind === 'timeout';
}

function signedOut(operation: string): GenesysError {
  return new GenesysError({
    kind: 'unauthorized',
    operation,
    message: 'Nobody is signed in to Genesys Cloud.',
    code: 'authentication.required',
  });
}

/** The full address; refuses anything but the API host of one of the 18 regions. */
function urlOf(region: Region, path: string): string {
  if (!isRegion(region)) throw new TypeError('not a Genesys Cloud region');
  const origin = originOf('api', region);
  const url = new URL(path, origin);
  if (url.origin !== origin || !url.pathname.startsWith('/api/v2/')) throw new TypeError('not an API path');
  return url.href;
}

function requestOf(target: Target, token: string): RequestInit {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}`, Accept: 'application/json' };
  // Asked for even without a body: without it the API answers 415.
  if (target.method !== 'GET') headers['Content-Type'] = 'application/json';
  const body = target.body === undefined ? {} : { body: JSON.stringify(target.body) };
  return { method: target.method, headers, ...body };
}

/** Genesys does not repeat a token in an error, but a proxy on the way might. */
function withoutToken(failure: GenesysFailure, token: string): GenesysFailure {
  const clean = (value: string) => value.replaceAll(token, '[token]');
  return {
    ...failure,
    message: clean(failure.message),
    code: failure.code === undefined ? undefined : clean(failure.code),
    correlationId: failure.correlationId === undefined ? undefined : clean(failure.correlationId),
  };
}
