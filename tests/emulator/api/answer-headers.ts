import type { Fault } from '../faults.ts';
import type { Knobs } from '../knobs.ts';
import type { RateAnswer } from '../limits.ts';

/** The headers of every answer. `origin` is the asking page's, if a page asks. */
export function headersOf(
  knobs: Knobs,
  origin: string | null,
  correlationId: string,
  rate: RateAnswer | undefined,
): Headers {
  const headers = new Headers({
    'content-type': 'application/json',
    'cache-control': 'no-cache, no-store, must-revalidate',
    'inin-correlation-id': correlationId,
    'strict-transport-security': 'max-age=600; includeSubDomains',
  });
  if (rate && knobs.rateHeaders) {
    headers.set('inin-ratelimit-count', String(rate.count));
    headers.set('inin-ratelimit-allowed', String(rate.limit));
    headers.set('inin-ratelimit-reset', String(rate.resetSeconds));
  }
  // a page may call the API, but sees neither the budget's headers nor Retry-After
  if (origin !== null) {
    headers.set('access-control-allow-origin', origin);
    headers.set('access-control-allow-credentials', 'true');
    headers.set('access-control-expose-headers', 'ININ-Correlation-Id');
    headers.set('vary', 'Origin');
  }
  return headers;
}

/** The answer to a page that asks whether it may ask. */
export function preflight(origin: string | null): Response {
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-origin': origin ?? '*',
      'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE,OPTIONS',
      'access-control-allow-headers': 'Authorization,Content-Type,ININ-Correlation-Id,Genesys-App',
      'access-control-max-age': '600',
    },
  });
}

/** `Retry-After`, in seconds: of an injected 429 what its rule says, of a real one what the budget says. */
export function setRetryAfter(
  knobs: Knobs,
  headers: Headers,
  fault: Fault | undefined,
  rate: RateAnswer | undefined,
): void {
  const injected = fault && typeof fault.effect === 'object' ? fault.effect.retryAfterSeconds : undefined;
  const seconds = fault ? injected : rate?.retryAfterSeconds;
  if (seconds !== undefined && (fault || knobs.retryAfterHeader)) headers.set('retry-after', String(seconds));
}
