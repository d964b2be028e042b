import type { Fault } from '../faults.ts';
import type { RateAnswer } from '../limits.ts';
import type { Token } from '../login/tokens.ts';
import type { Parts } from '../parts.ts';
import type { DisconnectRecord, RequestRecord } from '../truth.ts';
import { divisionsOf } from '../world/permissions.ts';
import { activityOperation } from './activity.ts';
import { headersOf, preflight, setRetryAfter } from './answer-headers.ts';
import { ApiError, missingAny, notFound, plainError } from './api-error.ts';
import { conversationOperations } from './conversations.ts';
import { createDetailsOperation } from './details.ts';
import { disconnectingOperations } from './disconnecting.ts';
import { limitOperations } from './namespaces.ts';
import { observationOperation } from './observations.ts';
import type { Call, Operation, Reply } from './operation.ts';
import { peopleOperations } from './people.ts';
import { queueOperations } from './queues.ts';

const MAX_BYTES = 512_000;

/** A request of the Platform API, read whole. */
export interface ApiRequest {
  method: string;
  url: URL;
  headers: Headers;
  body: string;
}

/** What becomes of it: an answer, or a fault that only a socket can show. `slowMs` is waited on top. */
export type ApiOutcome = { response: Response; slowMs: number } | { broken: 'reset' | 'timeout' };

/** The Platform API on `api.<region>`. It answers at once; latency is somebody else's. */
export function createApi(parts: Parts): (request: ApiRequest) => ApiOutcome {
  const routes = [
    ...peopleOperations,
    ...limitOperations,
    ...queueOperations,
    ...conversationOperations,
    ...disconnectingOperations,
    activityOperation,
    observationOperation,
    createDetailsOperation(),
  ].map((operation) => ({ operation, pattern: patternOf(operation.path) }));

  const find = (
    request: ApiRequest,
  ): { operation: Operation; params: Record<string, string> } | undefined => {
    for (const { operation, pattern } of routes) {
      if (operation.method !== request.method) continue;
      const match = pattern.exec(request.url.pathname);
      if (match) return { operation, params: { ...match.groups } };
    }
    return undefined;
  };

  return (request) => {
    const at = parts.clock.now();
    const origin = request.headers.get('origin');
    const correlationId = parts.random.uuid();
    if (request.method === 'OPTIONS') return { response: preflight(origin), slowMs: 0 };
    const found = find(request);
    const record: RequestRecord = {
      at,
      host: request.url.host,
      method: request.method,
      path: request.url.pathname + request.url.search,
      operation: found?.operation.name ?? 'unknown',
      status: 0,
      conversationIds: [],
    };
    parts.truth.request(record);
    const attempts: DisconnectRecord[] = [];
    let rate: RateAnswer | undefined;
    let fault: Fault | undefined;
    let reply: Reply;
    try {
      const token = authenticate(parts, request, at);
      record.tokenId = token.id;
      rate = token.bucket.take(at);
      if (!rate.allowed) throw tooMany(parts, rate.retryAfterSeconds);
      const params = found?.params ?? {};
      const { conversationId } = params;
      if (conversationId !== undefined) record.conversationIds = [conversationId];
      fault = parts.faults.strike({
        method: request.method,
        host: record.host,
        path: request.url.pathname,
        operation: record.operation,
        ids: record.conversationIds,
      });
      if (fault && fault.effect !== 'slow' && fault.effect !== 'bad json' && !fault.executes) {
        throw new Struck(fault);
      }
      if (!found) throw notFound();
      const covered = new Set(record.conversationIds);
      reply = run(parts, found.operation, request, {
        method: request.method,
        params,
        query: request.url.searchParams,
        body: undefined,
        user: parts.world.user(token.userId),
        token,
        at,
        parts,
        covers: (ids) => {
          for (const id of ids) covered.add(id);
          record.conversationIds = [...covered];
        },
        tries: (attempt) => attempts.push(attempt),
      });
      if (fault?.executes) throw new Struck(fault);
      if (found.operation.kind === 'read') parts.truth.read(record.conversationIds);
    } catch (error) {
      const broken = error instanceof Struck ? brokenBy(error.fault) : undefined;
      if (broken) {
        record.status = broken;
        report(
          parts,
          record,
          found?.operation,
          attempts,
          broken,
          error instanceof Struck && error.fault.executes,
        );
        return { broken };
      }
      const refusal = error instanceof Struck ? statusOf(error.fault) : error;
      if (!(refusal instanceof ApiError)) throw error;
      record.status = refusal.status;
      const executed = error instanceof Struck && error.fault.executes === true;
      report(parts, record, found?.operation, attempts, refusal.status, executed);
      const headers = headersOf(parts.knobs, origin, correlationId, rate);
      if (refusal.status === 429) setRetryAfter(parts.knobs, headers, fault, rate);
      const text = request.method === 'HEAD' ? null : JSON.stringify(refusal.body(correlationId));
      if (fault?.effect === 'bad json') return { response: garbled(refusal.status, headers), slowMs: 0 };
      return { response: new Response(text, { status: refusal.status, headers }), slowMs: slownessOf(fault) };
    }
    record.status = reply.status;
    report(parts, record, found.operation, attempts, reply.status, true);
    const headers = headersOf(parts.knobs, origin, correlationId, rate);
    if (fault?.effect === 'bad json') return { response: garbled(reply.status, headers), slowMs: 0 };
    const empty = reply.status === 204 || request.method === 'HEAD' || reply.body === undefined;
    if (empty) headers.delete('content-type');
    const response = new Response(empty ? null : JSON.stringify(reply.body), {
      status: reply.status,
      headers,
    });
    return { response, slowMs: slownessOf(fault) };
  };
}

/** A fault takes the answer's place. */
class Struck extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super('An injected fault has struck.');
    this.fault = fault;
  }
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function authenticate(parts: Parts, request: ApiRequest, at: number): Token {
  const header = request.headers.get('authorization');
  const value = header?.match(/^bearer (\S+)$/i)?.[1];
  if (value === undefined) {
    const text = 'No authentication bearer token specified in authorization header.';
    throw plainError(401, 'authentication.required', text);
  }
  const token = parts.tokens.check(value, at);
  if (token === 'unknown') throw plainError(401);
  if (token === 'expired') throw plainError(401, parts.knobs.expiredTokenCode);
  return token;
}

function run(parts: Parts, operation: Operation, request: ApiRequest, call: Call): Reply {
  if (Buffer.byteLength(request.body) > MAX_BYTES) throw plainError(413);
  if (operation.method === 'POST' || operation.method === 'PATCH') {
    const type = request.headers.get('content-type') ?? '';
    if (!/^application\/json\s*(;|$)/i.test(type)) throw plainError(415);
  }
  if (operation.scope !== undefined && parts.knobs.scopeEnforcement) {
    const wide = operation.scope.replace(':readonly', '');
    const { scopes } = call.token.client;
    if (!scopes.includes(operation.scope) && !scopes.includes(wide)) {
      throw plainError(
        403,
        'missing.scope',
        `The token lacks the scope that is required: ${operation.scope}`,
      );
    }
  }
  if (operation.anyOf && divisionsOf(call.user.grants, operation.anyOf) === undefined)
    throw missingAny(operation.anyOf);
  return operation.run({ ...call, body: parse(request.body) });
}

function parse(body: string): unknown {
  if (body === '') return undefined;
  try {
    return JSON.parse(body);
  } catch {
    throw plainError(400);
  }
}

function tooMany(parts: Parts, seconds: number): ApiError {
  const { retryAfterInMessage, ratePerMinute } = parts.knobs;
  const message = retryAfterInMessage
    ? `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`
    : 'Rate limit exceeded the maximum.';
  return new ApiError(429, 'too.many.requests', message, {
    extra: { limit: { key: 'token.rate.per.minute', namespace: 'platform.api', value: ratePerMinute } },
  });
}

function brokenBy(fault: Fault): 'reset' | 'timeout' | undefined {
  return fault.effect === 'reset' || fault.effect === 'timeout' ? fault.effect : undefined;
}

function statusOf(fault: Fault): ApiError | undefined {
  if (typeof fault.effect === 'string') return plainError(500);
  const { status, code, message, retryAfterSeconds } = fault.effect;
  const said = message ?? (status === 429 ? retryText(retryAfterSeconds) : undefined);
  return plainError(status, code, said);
}

function retryText(seconds: number | undefined): string | undefined {
  return seconds === undefined
    ? undefined
    : `Rate limit exceeded the maximum. Retry the request in [${seconds}] seconds`;
}

function slownessOf(fault: Fault | undefined): number {
  return fault?.effect === 'slow' ? (fault.slowMs ?? 10_000) : 0;
}

function report(
  parts: Parts,
  record: RequestRecord,
  operation: Operation | undefined,
  attempts: DisconnectRecord[],
  status: DisconnectRecord['status'],
  executed: boolean | undefined,
): void {
  for (const attempt of attempts) {
    // the same object goes on to be filled in when the call takes effect
    attempt.status = status;
    attempt.executed = executed === true;
    parts.truth.disconnect(attempt);
  }
  if (attempts.length > 0 || operation?.kind !== 'send') return;
  // refused before anybody looked at the conversation: still a call that tried to end it
  const [id] = record.conversationIds;
  if (id !== undefined) parts.truth.refused(id, record, status);
}

function garbled(status: number, headers: Headers): Response {
  return new Response('{"message": "<html>', { status, headers });
}
