import { describe, expect, test, vi } from 'vitest';
import { clearPlan, startBlocker } from '../../../components/clear/clear-plan';
import {
  blockerText,
  costText,
  differenceText,
  listingText,
  planText,
} from '../../../components/clear/clear-words';
import { draftJob } from './example-views';

vi.mock('#i18n', () => import('./english'));

const DRAFT = draftJob().draft;

describe('what a list would do', () => {
  test('counts what ends and what stays, and how long it takes beside the reserve', () => {
    const plan = clearPlan(draftJob());
    expect(plan).toEqual({ found: 5065, willEnd: 5000, willStay: 65, takesMs: 19 * 60_000 });
    expect(planText(plan)).toBe('5,000 interactions will end. 65 stay.');
    expect(costText(plan)).toBe("It takes about 19 min at today's budget and cannot be undone.");
  });

  test('one interaction and nothing left out read as one', () => {
    const plan = clearPlan(draftJob({ total: 1, counts: { pending: 1 } }));
    expect(planText(plan)).toBe('1 interaction will end.');
    expect(plan.takesMs).toBe(60_000);
  });

  test('promises no time when no budget is known', () => {
    const { budget: _, ...job } = draftJob();
    expect(clearPlan(job).takesMs).toBeUndefined();
    expect(costText(clearPlan(job))).toBe('It cannot be undone.');
  });

  test.each([
    [5100, 'Genesys counts 5,100 waiting, 5,065 were found. Some left'],
    [5000, 'Genesys counted 5,000 waiting, 5,065 were found. Some arrived'],
  ])('explains a difference to the count of the queue (%i)', (depth, words) => {
    expect(differenceText(draftJob({ draft: { ...DRAFT, depth } }))).toContain(words);
  });

  test('explains nothing when the counts agree, or the list is not whole', () => {
    expect(differenceText(draftJob())).toBe('');
    expect(differenceText(draftJob({ draft: { ...DRAFT, depth: 9000, complete: false } }))).toBe('');
  });

  test('says how far the listing is', () => {
    const job = draftJob({ total: 1200 });
    expect(listingText(job)).toBe('1,200 found of about 5,065');
    const { depth: _, ...uncounted } = DRAFT;
    expect(listingText({ ...job, draft: uncounted })).toBe('1,200 found so far');
  });
});

describe('what stands between a list and its start', () => {
  test.each([
    ['collecting', { draft: { ...DRAFT, collecting: true, complete: false } }, 'Support e-mail'],
    ['incomplete', { draft: { ...DRAFT, complete: false } }, 'Support e-mail'],
    ['nothing', { counts: { 'left out': 65 } }, 'Support e-mail'],
    ['no name', {}, '  '],
    ['other name', {}, 'support e-mail'],
    ['other name', {}, 'Support e-mai'],
    [undefined, {}, 'Support e-mail'],
    [undefined, {}, ' Support e-mail '],
  ] as const)('%s', (blocker, more, typed) => {
    expect(startBlocker(draftJob(more), typed)).toBe(blocker);
    if (blocker) expect(blockerText(blocker)).toMatch(/\.$/);
  });

  test('a list whose confirmation is gone', () => {
    const { confirmation: _, ...job } = draftJob();
    expect(startBlocker(job, 'Support e-mail')).toBe('stale');
  });

  test('a reason, where the list requires one, and before the name that confirms it all', () => {
    const job = draftJob({ reasonRequired: true });
    expect(startBlocker(job, '')).toBe('no reason');
    expect(startBlocker(job, 'Support e-mail', '  ')).toBe('no reason');
    expect(startBlocker(job, '', 'spam wave')).toBe('no name');
    expect(startBlocker(job, 'Support e-mail', 'spam wave')).toBeUndefined();
    expect(startBlocker(draftJob(), 'Support e-mail', '')).toBeUndefined();
    expect(blockerText('no reason')).toBe('Enter a reason first.');
  });

  test('accents count as the same however they are composed', () => {
    const job = draftJob({ queue: { id: 'q', name: 'Caf\u00e9' } });
    expect(startBlocker(job, 'Cafe\u0301')).toBeUndefined();
  });
});
