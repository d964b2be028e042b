import type { Clock } from '../clock/clock.ts';

/** A whole answer: status, headers and its body as text. */
export interface WholeAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/** Why there is no whole answer: the time was up, or the network failed (a redirect counts as that). */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly kind: 'timeout' | 'network';
  constructor(kind: 'timeout' | 'network') {
    super(
      kind === 'timeout' ? 'Genesys Cloud did not answer in time.' : 'Genesys Cloud could not be reached.',
    );
    this.kind = kind;
  }
}

/** A request without the parts that `timedFetch` decides. */
export interface TimedRequest extends Omit<RequestInit, 'signal' | 'redirect' | 'credentials' | 'cache'> {
  /** A 2xx counts from its headers on: its body is thrown away, and losing it changes nothing. */
  skipAcceptedBody?: boolean | undefined;
}

export interface TimedFetchParts {
  fetch: typeof fetch;
  clock: Clock;
  /** Time for the whole exchange, ms. */
  timeoutMs: number;
}

/**
 * Sends one request and reads its whole answer within the time. Never follows a redirect, sends no cookies.
 * Rejects with `NoAnswer`, or with the signal's reason when aborted.
 */
export async function timedFetch(
  parts: TimedFetchParts,
  url: string,
  request: TimedRequest,
  signal?: AbortSignal,
): Promise<WholeAnswer> {
  signal?.throwIfAborted();
  const { fetch, clock, timeoutMs } = parts;
  const stop = new AbortController();
  const done = new AbortController();
  const abandon = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', abandon, { once: true });
  let late = false;
  const timer = clock.sleep(timeoutMs, done.signal).then(
    () => {
      late = true;
      stop.abort(new NoAnswer('timeout'));
    },
    () => {},
  );
  // Raced, because a fetch that overlooks its signal must not hold the caller.
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason), { once: true });
  });
  stopped.catch(() => {});
  try {
    return await Promise.race([exchange(fetch, url, request, stop.signal), stopped]);
  } catch {
    signal?.throwIfAborted();
    throw new NoAnswer(late ? 'timeout' : 'network');
  } finally {
    done.abort();
    signal?.removeEventListener('abort', abandon);
    await timer;
  }
}

async function exchange(
  send: typeof fetch,
  url: string,
  request: TimedRequest,
  signal: AbortSignal,
): Promise<WholeAnswer> {
  const { skipAcceptedBody, ...init } = request;
  const response = await send(url, {
    ...init,
    signal,
    redirect: 'error',
    credentials: 'omit',
    cache: 'no-store',
  });
  const { status, headers } = response;
  if (!response.ok || skipAcceptedBody !== true) return { status, headers, body: await response.text() };
  await response.body?.cancel().catch(() => {});
  return { status, headers, body: '' };
}
