import { describe, expect, test } from 'vitest';
import { triage } from '../../../utils/triage/triage.ts';
import type { Verdict } from '../../../utils/triage/verdicts.ts';
import { type Judged, LISTED_AS_WAITING, worse } from '../../../utils/triage/worse.ts';
import { ago, conversation, gone, here, NOW, participant, ringing } from './live-read.ts';

const bare = (verdict: Verdict, rest: Partial<Judged> = {}): Judged => ({ verdict, evidence: [], ...rest });

describe('more friction is worse', () => {
  test.each<[Verdict, Verdict]>([
    ['ghost', 'waiting'],
    ['ghost', 'live'],
    ['orphan', 'ghost'],
    ['waiting', 'live'],
    ['waiting', 'unknown'],
    ['waiting', 'wrap-up pending'],
    ['stuck alert', 'parked'],
    ['ended', 'ghost'],
    ['parked', 'live'],
  ])('%s -> %s', (confirmed, now) => {
    expect(worse(bare(confirmed), bare(now))).toBe(true);
  });
  test('a sure ghost that has become a probable one', () => {
    expect(worse(bare('ghost'), bare('ghost', { confidence: 'probable' }))).toBe(true);
    expect(worse(bare('ghost', { confidence: 'probable' }), bare('ghost'))).toBe(false);
  });
});

describe('nearer to its end is not worse', () => {
  test.each<[Verdict, Verdict]>([
    ['live', 'ended'],
    ['ghost', 'orphan'],
    ['waiting', 'ghost'],
    ['stuck alert', 'waiting'],
    ['wrap-up pending', 'orphan'],
  ])('%s -> %s', (confirmed, now) => {
    expect(worse(bare(confirmed), bare(now))).toBe(false);
  });
});

describe('somebody who came is worse', () => {
  const customer = participant('customer', { calls: [here()] });
  const queue = participant('acd', { calls: [here()] });
  const judge = (people: Parameters<typeof conversation>[0]) => triage(conversation(people), NOW);

  test('an agent who is alerted, even for long, where only waiting was shown', () => {
    const now = judge([customer, queue, participant('agent', { calls: [ringing(5000)] })]);
    expect(now.verdict).toBe('stuck alert');
    expect(worse(judge([customer, queue]), now)).toBe(true);
    expect(worse(LISTED_AS_WAITING, now)).toBe(true);
  });
  test('another agent on the same ghost', () => {
    const left = participant('customer', { chats: [gone(600)] });
    const first = judge([left, participant('agent', { chats: [here({ connectedTime: ago(900) })] })]);
    const second = judge([left, participant('agent', { chats: [here({ connectedTime: ago(5) })] })]);
    expect([first.verdict, second.verdict]).toEqual(['ghost', 'ghost']);
    expect(worse(first, second)).toBe(true);
    expect(worse(second, first)).toBe(false);
  });
  test('nobody new in what was listed as waiting', () => {
    expect(worse(LISTED_AS_WAITING, judge([customer, queue]))).toBe(false);
  });
  test('the customer who came back', () => {
    const alone = judge([participant('agent', { calls: [here({ held: true, startHoldTime: ago(3000) })] })]);
    expect(worse(alone, { ...alone, evidence: [...alone.evidence, { fact: 'customer connected' }] })).toBe(
      true,
    );
  });
});
