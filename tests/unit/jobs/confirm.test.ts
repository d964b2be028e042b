import { describe, expect, test } from 'vitest';
import { confirmedClear, confirmedOne, DRAFT_LIFE_MS, type Policy } from '../../../utils/jobs/confirm';
import type { JobError } from '../../../utils/jobs/job-problem';
import type { Job } from '../../../utils/jobs/ledger-schema';
import { sampleItem, sampleJob } from './sample-records';

const OPEN: Policy = { bulkEnabled: true, allowLive: false, requireReason: false };
const NOW = 100_000;

function draft(changes: Partial<Job> = {}): Job {
  return sampleJob({ state: 'draft', open: 0, createdAt: NOW, confirmation: 'nonce', ...changes });
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as JobError).problem.code;
  }
}

describe('clearing a queue', () => {
  const answer = { confirmation: 'nonce', typedName: 'Support e-mail' };
  const clear = (
    job: Job,
    given: Partial<typeof answer> & { reason?: string } = {},
    chosen = 10,
    policy = OPEN,
    now = NOW,
  ) => codeOf(() => confirmedClear(job, { ...answer, ...given }, chosen, policy, now));

  test('starts, and its confirmation is used up', () => {
    const job = confirmedClear(draft(), answer, 10, OPEN, NOW);
    expect(job).toMatchObject({ state: 'running', open: 1, confirmedAt: NOW });
    expect(job.confirmation).toBeUndefined();
    expect(clear(job)).toBe('wrong state');
  });

  test.each([
    ['Support e-mail', undefined],
    ['  Support e-mail ', undefined],
    ['support e-mail', 'name does not match'],
    ['Support', 'name does not match'],
    ['', 'name does not match'],
  ])('typed as “%s”', (typedName, code) => {
    expect(clear(draft(), { typedName })).toBe(code);
  });

  test('an accent counts, however it is composed', () => {
    const job = draft({ queue: { id: 'q', name: 'Réclamations' } });
    expect(clear(job, { typedName: 'Re\u0301clamations' })).toBeUndefined();
    expect(clear(job, { typedName: 'Reclamations' })).toBe('name does not match');
  });

  test('needs the confirmation that came with this draft, a whole list, something in it, and not too much', () => {
    const { draft: listed } = draft();
    expect(clear(draft(), { confirmation: 'other' })).toBe('stale confirmation');
    expect(clear(draft({ draft: { ...listed, collecting: true } }))).toBe('draft incomplete');
    expect(clear(draft({ draft: { ...listed, complete: false } }))).toBe('draft incomplete');
    expect(clear(draft(), {}, 0)).toBe('nothing chosen');
    expect(clear(draft(), {}, 11, { ...OPEN, maxJobSize: 10 })).toBe('too many');
    expect(clear(draft(), {}, 10, { ...OPEN, maxJobSize: 10 })).toBeUndefined();
    expect(clear(draft(), {}, 10, { ...OPEN, bulkEnabled: false })).toBe('forbidden by policy');
    expect(clear(draft({ source: 'ids' }))).toBe('wrong state');
  });

  test('with a reason where the policy wants one, which goes on record in any case', () => {
    const strict = { ...OPEN, requireReason: true };
    expect(clear(draft(), {}, 10, strict)).toBe('reason missing');
    expect(clear(draft(), { reason: '  ' }, 10, strict)).toBe('reason missing');
    const reasonOf = (reason: string, policy: Policy) =>
      confirmedClear(draft(), { ...answer, reason }, 10, policy, NOW).reasonText;
    expect(reasonOf(' spam wave ', strict)).toBe('spam wave');
    expect(reasonOf('spam wave', OPEN)).toBe('spam wave');
    expect('reasonText' in confirmedClear(draft(), { ...answer, reason: ' ' }, 10, OPEN, NOW)).toBe(false);
  });

  test('grows old from the end of its listing', () => {
    expect(clear(draft(), {}, 10, OPEN, NOW + DRAFT_LIFE_MS + 1)).toBe('stale confirmation');
    const long = draft({ draft: { ...draft().draft, listedAt: NOW + 60_000 } });
    expect(clear(long, {}, 10, OPEN, NOW + DRAFT_LIFE_MS + 1)).toBeUndefined();
    expect(clear(long, {}, 10, OPEN, NOW + DRAFT_LIFE_MS + 60_001)).toBe('stale confirmation');
  });
});

describe('one interaction', () => {
  const item = (verdict: 'ghost' | 'waiting' | 'live' | 'parked' | 'scheduled' | 'unknown') =>
    sampleItem(1, { confirmed: { verdict, evidence: [] } });
  const one = (verdict: Parameters<typeof item>[0], reason: string | undefined, policy = OPEN) =>
    codeOf(() =>
      confirmedOne(draft({ source: 'ids' }), item(verdict), { confirmation: 'nonce', reason }, policy, NOW),
    );

  test.each(['live', 'parked', 'scheduled', 'unknown'] as const)(
    '%s: refused, unless the policy and a reason allow it',
    (verdict) => {
      expect(one(verdict, 'because')).toBe('forbidden by policy');
      expect(one(verdict, undefined, { ...OPEN, allowLive: true })).toBe('refused as live');
      expect(one(verdict, '   ', { ...OPEN, allowLive: true })).toBe('refused as live');
      expect(one(verdict, 'because', { ...OPEN, allowLive: true })).toBeUndefined();
    },
  );

  test.each(['waiting', 'ghost'] as const)(
    '%s: by its confirmation, with a reason only where the policy wants one',
    (verdict) => {
      const strict = { ...OPEN, requireReason: true };
      expect(one(verdict, undefined)).toBeUndefined();
      expect(one(verdict, undefined, strict)).toBe('reason missing');
      expect(one(verdict, '  ', strict)).toBe('reason missing');
      expect(one(verdict, 'spam', strict)).toBeUndefined();
    },
  );

  test('an override is refused as such, whatever else the policy wants', () => {
    expect(one('live', undefined, { ...OPEN, allowLive: true, requireReason: true })).toBe('refused as live');
    expect(one('live', 'because', { ...OPEN, allowLive: false, requireReason: true })).toBe(
      'forbidden by policy',
    );
  });
});
