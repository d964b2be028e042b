import * as z from 'zod/mini';
import { answerOf, text } from './answer.ts';
import type { GenesysErrorKind, GenesysFailure } from './error.ts';
import { retryAfterMsOf } from './retry-after.ts';

/** The parts of the SDK's `ErrorBody` that Unstick reads. */
const errorBodySchema = answerOf(
  z.looseObject({
    message: text,
    code: text,
    contextId: text,
    messageParams: z.optional(z.record(z.string(), z.unknown())),
  }),
);

/** Text of an error that is worth keeping; some proxies answer whole pages. */
const LONGEST_MESSAGE = 500;

/** An answer that is not 2xx, as it came from the network. */
export interface RefusedAnswer {
  status: number;
  headers: Headers;
  body: string;
}

/**
 * What a refused answer says: its kind by status, message and code from the error body, the correlation id
 * from the body's `contextId` or the `ININ-Correlation-Id` header, the wait it asks for, and the permissions a
 * 403 names. A body that is no error body (a proxy's page) is replaced by a plain sentence.
 */
export function readRefusal(operation: string, answer: RefusedAnswer): GenesysFailure {
  const body = parseBody(answer.body);
  const message = body?.message?.slice(0, LONGEST_MESSAGE);
  const missing = answer.status === 403 ? missingPermissions(body) : [];
  return {
    kind: kindOf(answer.status),
    operation,
    status: answer.status,
    message: message || `Genesys Cloud answered with status ${answer.status}.`,
    code: body?.code,
    correlationId: body?.contextId ?? correlationIdOf(answer.headers),
    retryAfterMs: retryAfterMsOf(answer.headers, message),
    missingPermissions: missing.length > 0 ? missing : undefined,
  };
}

/** The id by which Genesys finds a request in its logs. */
export function correlationIdOf(headers: Headers): string | undefined {
  return headers.get('inin-correlation-id') ?? undefined;
}

function kindOf(status: number): GenesysErrorKind {
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not found';
  if (status === 408) return 'timeout';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate limited';
  return status >= 500 ? 'server' : 'bad request';
}

type ErrorBody = z.infer<typeof errorBodySchema>;

function parseBody(body: string): ErrorBody | undefined {
  try {
    return errorBodySchema.parse(JSON.parse(body));
  } catch {
    return undefined;
  }
}

/** Permissions look like `conversation:communication:disconnect`; the body lists them in a parameter or the text. */
function missingPermissions(body: ErrorBody | undefined): string[] {
  const params = Object.values(body?.messageParams ?? {}).map(String);
  const named = [...params, body?.message ?? ''].join(' ').match(/\b[A-Za-z]\w*:(?:\w+|\*):(?:\w+|\*)/g);
  return [...new Set(named ?? [])];
}
