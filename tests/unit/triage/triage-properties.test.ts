import fc from 'fast-check';
import { expect, test } from 'vitest';
import { triage } from '../../../utils/triage/triage.ts';
import { evidenceSchema, type Friction, frictionOf } from '../../../utils/triage/verdicts.ts';
import { worse } from '../../../utils/triage/worse.ts';
import { ago, conversation, here, NOW, participant } from './live-read.ts';

const FRICTIONS: Friction[] = ['none needed', 'undo', 'confirm', 'refuse'];
const rank = (friction: Friction) => FRICTIONS.indexOf(friction);

const STATES = [
  'alerting',
  'dialing',
  'contacting',
  'offering',
  'connected',
  'disconnected',
  'terminated',
  'converting',
  'uploading',
  'transmitting',
  'parked',
  'scheduled',
  'none',
];
const MEDIA = [
  'calls',
  'callbacks',
  'chats',
  'emails',
  'messages',
  'screenshares',
  'videos',
  'internalMessages',
];
const PURPOSES = ['customer', 'external', 'acd', 'agent', 'user', 'ivr', 'workflow', 'voicemail', 'dialer'];

const when = fc.integer({ min: -3600, max: 100_000 }).map(ago);
const perhaps = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const leg = fc.record({
  state: fc.constantFrom(...STATES),
  held: perhaps(fc.boolean()),
  startHoldTime: perhaps(when),
  connectedTime: perhaps(when),
  disconnectedTime: perhaps(when),
  startAlertingTime: perhaps(when),
  parkTime: perhaps(fc.constant(ago(50))),
  agentOwned: perhaps(fc.boolean()),
  callbackScheduledTime: perhaps(when),
  afterCallWork: perhaps(
    fc.record({ state: fc.constantFrom('pending', 'complete', 'skipped', 'notApplicable') }),
  ),
});
const anyone = fc
  .record({
    purpose: fc.constantFrom(...PURPOSES),
    media: fc.constantFrom(...MEDIA),
    legs: fc.array(leg, { maxLength: 2 }),
    endTime: perhaps(when),
    wrapupRequired: perhaps(fc.boolean()),
    alertingTimeoutMs: perhaps(fc.integer({ min: 1000, max: 300_000 })),
  })
  .map(({ purpose, media, legs, ...fields }) => participant(purpose, { [media]: legs }, fields));
const people = fc.array(anyone, { maxLength: 6 });

const judge = (participants: Parameters<typeof conversation>[0]) => triage(conversation(participants), NOW);
const frictionFor = (participants: Parameters<typeof conversation>[0]) => {
  const { verdict, confidence } = judge(participants);
  return frictionOf(verdict, confidence);
};

test('an open, live pair of agent and customer is refused, whoever else is there', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(...MEDIA), fc.nat(6), fc.boolean(), (others, media, at, held) => {
      const pair = [
        participant('customer', { [media]: [here()] }),
        participant('agent', { [media]: [here(held ? { held, startHoldTime: ago(3000) } : {})] }),
      ];
      const all = [...others.slice(0, at), ...pair, ...others.slice(at)];
      return rank(frictionFor(all)) >= rank(frictionOf('live'));
    }),
    { numRuns: 1000 },
  );
});

test('the order of participants does not matter', () => {
  const shuffled = people.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
  );
  fc.assert(
    fc.property(shuffled, ([all, otherwise]) => {
      const one = judge(all);
      const two = judge(otherwise);
      expect([two.verdict, two.confidence, two.advice]).toEqual([one.verdict, one.confidence, one.advice]);
      const told = (evidence: typeof one.evidence) =>
        evidence.map(({ fact, since, count }) => ({ fact, since, count }));
      expect(told(two.evidence)).toEqual(told(one.evidence));
    }),
    { numRuns: 1000 },
  );
});

test('a state that nobody has heard of makes everything unknown', () => {
  const odd = fc.stringMatching(/^[a-z]{3,12}$/).filter((state) => !STATES.includes(state));
  fc.assert(
    fc.property(
      people,
      fc.constantFrom(...PURPOSES),
      fc.constantFrom(...MEDIA),
      odd,
      (others, purpose, media, state) => {
        expect(judge([...others, participant(purpose, { [media]: [here({ state })] })]).verdict).toBe(
          'unknown',
        );
      },
    ),
  );
});

test('every verdict has its evidence, in the shape that the protocol carries', () => {
  fc.assert(
    fc.property(people, (all) => {
      const { evidence } = judge(all);
      expect(evidence.length).toBeGreaterThan(0);
      for (const one of evidence) expect(evidenceSchema.parse(one)).toEqual(one);
    }),
  );
});

test('the same read is never worse than itself, and an agent who joins always makes it worse', () => {
  fc.assert(
    fc.property(people, fc.constantFrom(...MEDIA), (all, media) => {
      const shown = judge(all);
      expect(worse(shown, shown)).toBe(false);
      const answered = participant('agent', { [media]: [here({ connectedTime: ago(-4000) })] });
      const found = judge([...all, answered, participant('customer', { [media]: [here()] })]);
      // Parked and scheduled ones are refused before anybody is counted.
      if (found.verdict === 'live') expect(worse(shown, found)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
