import { describe, expect, test, vi } from 'vitest';
import { bucketOf, itemDetails } from '../../../components/job/item-words';
import {
  bucketText,
  bucketTone,
  jobMeaning,
  jobTitle,
  pauseWords,
  stateText,
} from '../../../components/job/job-words';
import { bucketSchema, jobStateSchema, pauseReasonSchema } from '../../../utils/jobs/states';
import { item, NOW, runningJob } from './example-views';

vi.mock('#i18n', () => import('./english'));

const ATTEMPT = { at: NOW - 60_000, call: 'POST disconnect' as const, readAt: NOW - 61_000 };

describe('an interaction of a job, in words', () => {
  test('one that ended says how it was verified, and no more', () => {
    const ended = item(1, {
      state: 'done',
      outcome: 'ended',
      acceptedAt: NOW - 10_000,
      settledAt: NOW - 7000,
      attempts: [{ ...ATTEMPT, status: 202 }],
    });
    expect(itemDetails(ended, NOW)).toBe('Verified 3 s after it was accepted.');
  });

  test('one that failed says why, how often, and with which correlation id', () => {
    const failed = item(1, {
      state: 'done',
      outcome: 'failed',
      reason: 'errors at Genesys',
      attempts: [
        { ...ATTEMPT, status: 500 },
        { ...ATTEMPT, status: 503, code: 'service.unavailable', correlationId: 'c-7' },
      ],
    });
    expect(itemDetails(failed, NOW)).toBe(
      'Genesys answered with errors. (2 tries · HTTP 503 · service.unavailable · correlation id c-7)',
    );
  });

  test('one that was skipped needs no try to have a reason', () => {
    const skipped = item(1, { state: 'done', outcome: 'skipped', reason: 'an agent has it' });
    expect(itemDetails(skipped, NOW)).toBe('An agent has taken it.');
  });

  test('one that is accepted is not called ended', () => {
    const accepted = item(1, { state: 'accepted', acceptedAt: NOW - 4000, attempts: [ATTEMPT] });
    expect(itemDetails(accepted, NOW)).toBe('Accepted by Genesys 4 s ago, not ended yet.');
  });

  test('lies in the drawer of its outcome, else of its state', () => {
    expect(bucketOf(item(1))).toBe('pending');
    expect(bucketOf(item(1, { state: 'done', outcome: 'not cleared' }))).toBe('not cleared');
    expect(bucketOf(item(1, { state: 'done' }))).toBe('unverified');
  });
});

describe('every word is there', () => {
  test('for each drawer, state and pause', () => {
    expect(new Set(bucketSchema.options.map(bucketText)).size).toBe(bucketSchema.options.length);
    expect(bucketTone('failed')).toBe('bad');
    expect(new Set(jobStateSchema.options.map(stateText)).size).toBe(jobStateSchema.options.length);
    for (const reason of pauseReasonSchema.options) {
      const words = pauseWords(reason);
      expect(words.what).toMatch(/\.$/);
      expect(words.next).toMatch(/\.$/);
    }
  });

  test('for each head of a job', () => {
    expect(jobTitle(runningJob())).toBe('Clearing: Support e-mail');
    expect(jobTitle(runningJob({ state: 'finished' }))).toBe('Cleared: Support e-mail');
    const { queue: _, ...single } = runningJob({ source: 'ids' });
    expect(jobTitle(single)).toBe('Clearing: one interaction');
    const finished = runningJob({ state: 'finished', finishedAt: NOW });
    expect(jobMeaning(finished)).toMatch(/^Finished at .+, after 11 min\.$/);
  });
});
