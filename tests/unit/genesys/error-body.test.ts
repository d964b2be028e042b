import { describe, expect, test } from 'vitest';
import { readRefusal } from '../../../utils/genesys/error-body';
import { retryAfterMsOf } from '../../../utils/genesys/retry-after';
import { ERRORS } from './samples';

function refusal(body: unknown, status: number, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readRefusal('disconnect', { status, headers: new Headers(headers), body: text });
}

describe('error bodies', () => {
  test.each([
    ['rateLimited', 'rate limited', 'c-0001'],
    ['missingPermission', 'forbidden', 'c-0002'],
    ['notFound', 'not found', 'c-0003'],
    ['paginationWall', 'bad request', 'c-0004'],
    ['conflict', 'conflict', 'c-0005'],
    ['unauthorized', 'unauthorized', undefined],
  ] as const)('%s is read as "%s"', (name, kind, correlationId) => {
    const body = ERRORS[name];
    expect(refusal(body, body.status)).toMatchObject({
      kind,
      correlationId,
      operation: 'disconnect',
      status: body.status,
      code: body.code,
      message: body.message,
    });
  });

  test.each([
    [408, 'timeout'],
    [413, 'bad request'],
    [415, 'bad request'],
    [500, 'server'],
    [502, 'server'],
    [503, 'server'],
    [504, 'server'],
  ] as const)('status %d is "%s" even without a readable body', (status, kind) => {
    const failure = refusal('<html><title>Bad gateway</title></html>', status, {
      'ININ-Correlation-Id': 'c-head',
    });
    expect(failure).toMatchObject({ kind, status, correlationId: 'c-head' });
    expect(failure.message).toBe(`Genesys Cloud answered with status ${status}.`);
  });

  test('a 403 names the missing permissions, from the parameter or from the text', () => {
    const named = ['conversation:communication:disconnect'];
    expect(refusal(ERRORS.missingPermission, 403).missingPermissions).toEqual(named);
    const listed = {
      message:
        'You are missing the following permission(s): [routing:queue:view, analytics:queueObservation:view]',
      code: 'missing.permissions',
    };
    expect(refusal(listed, 403).missingPermissions).toEqual([
      'routing:queue:view',
      'analytics:queueObservation:view',
    ]);
    expect(
      refusal({ message: 'no', code: 'missing.division.permission' }, 403).missingPermissions,
    ).toBeUndefined();
    expect(refusal(ERRORS.missingPermission, 400).missingPermissions).toBeUndefined();
  });

  test("the body's context id wins over the header, and an endless message is cut", () => {
    expect(refusal(ERRORS.conflict, 409, { 'ININ-Correlation-Id': 'c-head' }).correlationId).toBe('c-0005');
    expect(refusal({ message: 'x'.repeat(100_000) }, 400).message).toHaveLength(500);
  });
});

describe('the wait that a 429 asks for', () => {
  const wait = (header: string | undefined, message?: string) =>
    retryAfterMsOf(new Headers(header === undefined ? {} : { 'Retry-After': header }), message);

  test('is the header in seconds, else the number in the text, else unknown', () => {
    expect(wait('7', ERRORS.rateLimited.message)).toBe(7_000);
    expect(wait(undefined, ERRORS.rateLimited.message)).toBe(12_000);
    expect(wait('soon', ERRORS.rateLimited.message)).toBe(12_000);
    expect(wait('-3')).toBeUndefined();
    expect(wait(undefined, 'Rate limit exceeded the maximum.')).toBeUndefined();
    expect(wait(undefined)).toBeUndefined();
    expect(wait('0')).toBe(0);
  });
});
