import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { durationText } from '../../../components/interaction/durations';
import { evidenceSentence, ghostChip, verdictHeadline } from '../../../components/interaction/evidence-words';
import { mediaText } from '../../../components/interaction/media-words';
import { outcomeText, reasonSentence } from '../../../components/interaction/outcome-words';
import { problemOf, problemWords } from '../../../components/interaction/problem-words';
import { itemReasonSchema, outcomeSchema } from '../../../utils/jobs/states';
import { ProblemError } from '../../../utils/protocol/envelope';
import { problemSchema } from '../../../utils/protocol/views';
import { evidenceSchema, verdictSchema } from '../../../utils/triage/verdicts';

vi.mock('#i18n', () => import('./english'));

const NOW = Date.parse('2026-11-21T12:00:00Z');
const s = 1000;
const min = 60 * s;
const h = 60 * min;

test.each([
  [0, '0 s'],
  [999, '0 s'],
  [4 * s, '4 s'],
  [3 * min + 12 * s, '3 min 12 s'],
  [5 * min, '5 min'],
  [42 * min + 13 * s, '42 min'],
  [h, '1 h'],
  [h + 58 * min + 59 * s, '1 h 58 min'],
  [22 * h + 58 * min, '22 h 58 min'],
  [47 * h + 59 * min, '47 h 59 min'],
  [48 * h, '2 d'],
  [51 * h, '2 d 3 h'],
  [-5 * s, '0 s'],
  [Number.NaN, '0 s'],
])('%d ms is said as "%s"', (ms, text) => {
  expect(durationText(ms)).toBe(text);
});

test('a length never grows a third unit, and never says sixty of anything', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 24 * h }), (ms) => {
      const text = durationText(ms);
      expect(text.split(' ').length).toBeLessThanOrEqual(4);
      expect(text).not.toMatch(/\b60 (s|min)\b/);
    }),
  );
});

describe('every word the worker can say has a sentence', () => {
  test.each(evidenceSchema.shape.fact.options)('evidence: %s', (fact) => {
    const plain = evidenceSentence({ fact }, NOW);
    const timed = evidenceSentence({ fact, since: NOW - 5 * min, until: NOW + 5 * min, state: 'odd' }, NOW);
    for (const sentence of [plain, timed]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
  test.each(verdictSchema.options)('verdict: %s', (verdict) => {
    expect(verdictHeadline(verdict)).toMatch(/^[A-Z].*\.$/);
  });
  test.each(itemReasonSchema.options)('reason: %s', (reason) => {
    expect(reasonSentence(reason)).toMatch(/^[A-Z].*\.$/);
  });
  test.each(outcomeSchema.options)('outcome: %s', (outcome) => {
    expect(outcomeText(outcome)).toMatch(/^[A-Z]/);
  });
  test.each(problemSchema.shape.code.options)('problem: %s', (code) => {
    const { what, next } = problemWords({ code });
    for (const sentence of [what, next]) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });
});

test('evidence tells what happened when', () => {
  const left = { fact: 'customer left', since: NOW - (h + 58 * min) } as const;
  expect(evidenceSentence(left, NOW)).toBe('The customer left 1 h 58 min ago.');
  expect(evidenceSentence({ fact: 'agent connected', count: 2 }, NOW)).toBe('2 agents are connected.');
  expect(evidenceSentence({ fact: 'callback scheduled', until: NOW + 2 * h }, NOW)).toBe(
    'The callback is due in 2 h.',
  );
  expect(evidenceSentence({ fact: 'unknown state', state: 'dialing' }, NOW)).toContain('dialing');
});

test('the chip names the best reason for a single click', () => {
  const left = { fact: 'customer left', since: NOW - (h + 58 * min) } as const;
  const hold = { fact: 'agent on hold', since: NOW - 2 * h } as const;
  expect(ghostChip('ghost', [hold, left], NOW)).toBe('Ghost: customer left 1 h 58 min ago');
  expect(ghostChip('ghost', [hold], NOW)).toBe('Ghost');
  expect(ghostChip('orphan', [{ fact: 'nothing open', since: NOW - 3 * h }], NOW)).toBe(
    'Orphan: nothing open for 3 h',
  );
});

test('a problem brings what a support desk asks for, and the remedy at hand', () => {
  const words = problemWords({
    code: 'permission missing',
    status: 403,
    genesysCode: 'missing.any.permissions',
    correlationId: '7f3a',
    missingPermissions: ['conversation:communication:disconnect'],
  });
  expect(words.facts).toEqual([
    'Missing: conversation:communication:disconnect',
    'HTTP 403 missing.any.permissions',
    'Correlation id 7f3a',
  ]);
  expect(words.remedy).toBeUndefined();
  expect(problemWords({ code: 'token expired' }).remedy).toBe('sign in');
  expect(problemWords({ code: 'not configured' }).remedy).toBe('set up');
});

test('whatever was thrown is a problem', () => {
  expect(problemOf(new ProblemError({ code: 'offline' }))).toEqual({ code: 'offline' });
  expect(problemOf(new Error('odd'))).toEqual({ code: 'internal', detail: 'odd' });
  expect(problemOf('odd')).toEqual({ code: 'internal', detail: 'odd' });
});

test('media in words, unknown ones as they came', () => {
  expect(mediaText('EMAIL')).toBe('E-mail');
  expect(mediaText('call')).toBe('Voice');
  expect(mediaText('hologram')).toBe('hologram');
  expect(mediaText(undefined)).toBe('Interaction');
});
