/** One request as the network saw it. */
export interface SeenRequest {
  method: string;
  url: string;
  headers: Headers;
  body: string | undefined;
  init: RequestInit;
}

/** What to answer: a response, or what the network does instead. */
export type Answer = (request: SeenRequest) => Response | Promise<Response>;

/** A fetch that answers from a list, in order (the last answer repeats), and keeps what it was asked. */
export function answeringFetch(...answers: Answer[]): typeof fetch & { seen: SeenRequest[] } {
  const seen: SeenRequest[] = [];
  const answer = (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const request: SeenRequest = {
      method: init.method ?? 'GET',
      url: String(input),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : undefined,
      init,
    };
    const next = answers[Math.min(seen.length, answers.length - 1)];
    seen.push(request);
    if (next === undefined) return Promise.reject(new Error('nothing to answer'));
    return Promise.resolve().then(() => next(request));
  };
  return Object.assign(answer, { seen });
}

/** A JSON answer. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return () => new Response(JSON.stringify(body), { status, headers });
}

/** An answer without a body. */
export function empty(status: number, headers: Record<string, string> = {}): Answer {
  return () => new Response(null, { status, headers });
}

/** A connection that breaks, as fetch tells it. */
export const reset: Answer = () => {
  throw new TypeError('fetch failed');
};

/** No answer until the request is aborted. */
export const silence: Answer = ({ init }) =>
  new Promise((_resolve, reject) => {
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason), { once: true });
  });
