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
  /** A 2xx counts from its headers on: its body is not handed back, and losing it changes nothing. */
  skipAcceptedBody?: boolean | undefined;
}

/** A token must not travel on to where a redirect points, and cookies are no business of ours. */
const FIXED = { redirect: 'error', credentials: 'omit', cache: 'no-store' } as const;

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
  let accepted: WholeAnswer | undefined;
  const { skipAcceptedBody, ...init } = request;
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
    const exchange = async () => {
      const response = await fetch(url, { ...init, ...FIXED, signal: stop.signal });
      const { status, headers } = response;
      if (skipAcceptedBody === true && response.ok) accepted = { status, headers, body: '' };
      const body = await response.text();
      return accepted ?? { status, headers, body };
    };
    return await Promise.race([exchange(), stopped]);
  } catch {
    if (accepted !== undefined) return accepted;
    signal?.throwIfAborted();
    throw new NoAnswer(late ? 'timeout' : 'network');
  } finally {
    done.abort();
    signal?.removeEventListener('abort', abandon);
    await timer;
  }
}
