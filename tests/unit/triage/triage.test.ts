import { describe, expect, test } from 'vitest';
import { triage } from '../../../utils/triage/triage.ts';
import { type Evidence, frictionOf } from '../../../utils/triage/verdicts.ts';
import { ago, conversation, gone, here, NOW, participant, ringing } from './live-read.ts';

type Read = ReturnType<typeof conversation>;

const judge = (read: Read) => triage(read, NOW);
const verdictOf = (read: Read) => judge(read).verdict;
const frictionFor = (read: Read) => {
  const { verdict, confidence } = judge(read);
  return frictionOf(verdict, confidence);
};
const facts = (read: Read) => judge(read).evidence.map((one) => one.fact);
const found = (read: Read, fact: Evidence['fact']) => judge(read).evidence.find((one) => one.fact === fact);

/** The documented ghost: the customer left 42 minutes ago, the agent's leg is connected and on hold. */
const ghostCall = () =>
  conversation([
    participant('customer', { calls: [gone(2520, { state: 'terminated' })] }, { endTime: ago(2520) }),
    participant('acd', { calls: [gone(3500)] }, { endTime: ago(3500) }),
    participant(
      'agent',
      {
        calls: [here({ held: true, startHoldTime: ago(3000), afterCallWork: { state: 'pending' } })],
      },
      { wrapupRequired: true },
    ),
  ]);

describe('row 1, ended', () => {
  test('an end time settles it, whatever the legs say', () => {
    const read = conversation([participant('agent', { calls: [here({ state: 'levitating' })] })], {
      endTime: ago(5),
    });
    expect(judge(read)).toEqual({
      verdict: 'ended',
      evidence: [{ fact: 'conversation ended', since: NOW - 5000 }],
      confidence: 'sure',
      advice: 'refresh the view',
    });
  });
});

describe('row 2, wrap-up pending', () => {
  const wrapUp = (fields: Record<string, unknown>, leg: Record<string, unknown> = {}) =>
    conversation([
      participant('customer', { calls: [gone(300, { state: 'terminated' })] }, { endTime: ago(300) }),
      participant('agent', { calls: [gone(300, leg)] }, fields),
    ]);

  test('a required wrap-up that was not given', () => {
    const read = wrapUp({ wrapupRequired: true, startAcwTime: ago(290) });
    expect(judge(read)).toMatchObject({ verdict: 'wrap-up pending', advice: 'wait for the agent' });
    expect(found(read, 'wrap-up pending')).toMatchObject({ since: NOW - 290_000 });
    expect(frictionFor(read)).toBe('confirm');
  });
  test('after-call work in state pending', () => {
    expect(verdictOf(wrapUp({}, { afterCallWork: { state: 'pending' } }))).toBe('wrap-up pending');
  });
  test('a wrap-up that is owed but never began, on a leg that was never released, is a probable ghost', () => {
    const read = wrapUp({ wrapupRequired: true });
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
    expect(facts(read)).toEqual(['customer left', 'agent not released', 'wrap-up pending']);
    expect(verdictOf(wrapUp({ wrapupRequired: true, endTime: ago(300) }))).toBe('wrap-up pending');
  });
  test('the advice turns once its own time-out is over', () => {
    const read = wrapUp({ wrapupRequired: true, startAcwTime: ago(290), wrapupTimeoutMs: 120_000 });
    expect(judge(read).advice).toBe('check, then disconnect');
  });
  test.each([{ wrapup: { code: 'resolved' } }, { wrapupSkipped: true }])('not with %o', (done) => {
    expect(verdictOf(wrapUp({ wrapupRequired: true, endTime: ago(300), ...done }))).toBe('orphan');
  });
});

describe('row 3, a ghost with an open leg of an agent', () => {
  test('the call on hold whose customer left', () => {
    const read = ghostCall();
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'sure', advice: 'disconnect' });
    expect(judge(read).evidence).toEqual([
      { fact: 'customer left', since: NOW - 2_520_000, media: 'voice', purpose: 'customer' },
      { fact: 'agent on hold', since: NOW - 3_000_000, media: 'voice' },
    ]);
    expect(frictionFor(read)).toBe('undo');
  });
  test.each(['connected', 'alerting', 'dialing', 'contacting'])('an agent leg that is %s', (state) => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('agent', { calls: [here({ state })] }),
    ]);
    expect(verdictOf(read)).toBe('ghost');
    expect(frictionFor(read)).toBe('undo');
  });
  test('a voice leg that was disconnected but never released', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600, { state: 'terminated' })] }, { endTime: ago(600) }),
      participant('agent', { calls: [gone(590)] }),
    ]);
    expect(verdictOf(read)).toBe('ghost');
    expect(found(read, 'agent not released')).toMatchObject({ since: NOW - 590_000 });
  });
  test.each(['chats', 'messages'])('in %s too', (media) => {
    const read = conversation([
      participant('customer', { [media]: [gone(600)] }),
      participant('agent', { [media]: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('ghost');
    expect(frictionFor(read)).toBe('undo');
  });
  test('an e-mail is only probable: its sender has no line to hold', () => {
    const read = conversation([
      participant('external', { emails: [gone(600)] }),
      participant('agent', { emails: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
    expect(frictionFor(read)).toBe('confirm');
  });
  test('within a minute of the hang-up it is still live', () => {
    const read = conversation([
      participant('customer', { calls: [gone(20)] }),
      participant('agent', { calls: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'live', advice: 'look again in a minute' });
  });
  test('without a time of the hang-up it is only probable', () => {
    const read = conversation([
      participant('customer', { calls: [{ state: 'terminated' }] }),
      participant('agent', { calls: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
  });
  test('one of two customers who stays keeps it live', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('external', { calls: [here()] }),
      participant('agent', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('live');
  });
  test('two agents may still talk to each other', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('agent', { calls: [here()] }),
      participant('user', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('live');
    expect(found(read, 'agent connected')).toMatchObject({ count: 2 });
  });
  test('an agent who sends is not cut off', () => {
    const read = conversation([
      participant('external', { emails: [gone(600)] }),
      participant('agent', { emails: [here({ state: 'transmitting' })] }),
    ]);
    expect(verdictOf(read)).toBe('live');
  });
  test('a wrap-up that another agent still owes asks for a confirmation', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('agent', { calls: [gone(900)] }, { wrapupRequired: true, endTime: ago(900) }),
      participant('agent', { calls: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
    expect(facts(read)).toContain('wrap-up pending');
  });
});

describe('row 4, a ghost that still waits in a queue', () => {
  test.each(['calls', 'chats', 'messages'])('in %s', (media) => {
    const read = conversation([
      participant('customer', { [media]: [gone(600)] }),
      participant('acd', { [media]: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('ghost');
    expect(facts(read)).toEqual(['customer left', 'queued without customer']);
    expect(frictionFor(read)).toBe('undo');
  });
  test('not yet, seconds after the hang-up', () => {
    const read = conversation([
      participant('customer', { calls: [gone(10)] }),
      participant('acd', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('waiting');
  });
  test('an e-mail waits on without its sender', () => {
    const read = conversation([
      participant('external', { emails: [gone(6000)] }),
      participant('acd', { emails: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('waiting');
  });
  test('one of two customers who stays keeps it waiting', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('external', { calls: [here()] }),
      participant('acd', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('waiting');
  });
  test('a voicemail waits for a call back, although its caller hung up', () => {
    const read = conversation([
      participant('customer', { calls: [gone(6000, { state: 'terminated' })] }, { endTime: ago(6000) }),
      participant('acd', { callbacks: [here({ voicemail: { id: 'v1' } })] }),
    ]);
    expect(verdictOf(read)).toBe('waiting');
    expect(facts(read)).toContain('voicemail waiting');
    expect(frictionFor(read)).toBe('confirm');
  });
});

describe('rows 5 and 6, waiting and live', () => {
  test.each([
    ['external', 'emails'],
    ['customer', 'calls'],
    ['customer', 'messages'],
    ['customer', 'callbacks'],
  ])('a %s in %s waits', (purpose, media) => {
    const read = conversation([
      participant(purpose, { [media]: [here()] }),
      participant('workflow', { [media]: [gone(3590)] }, { endTime: ago(3590) }),
      participant('acd', { [media]: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'waiting', advice: 'your decision' });
    expect(found(read, 'waiting in queue')).toMatchObject({ since: NOW - 3_600_000 });
    expect(frictionFor(read)).toBe('confirm');
  });
  test('a customer and an agent are live; the ACD leg that was left behind is normal', () => {
    const read = conversation([
      participant('customer', { calls: [here()] }),
      participant('acd', { calls: [gone(3500)] }),
      participant('agent', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('live');
    expect(frictionFor(read)).toBe('refuse');
  });
  test('a customer on a long hold is live', () => {
    const read = conversation([
      participant('customer', { calls: [here()] }),
      participant('agent', { calls: [here({ held: true, startHoldTime: ago(3500) })] }),
    ]);
    expect(verdictOf(read)).toBe('live');
    expect(facts(read)).toContain('agent on hold');
  });
  test('a customer in a menu is live', () => {
    const read = conversation([
      participant('customer', { calls: [here()] }),
      participant('ivr', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('live');
  });
  test('a message conversation of weeks is live: its age is no evidence', () => {
    const weeks = 40 * 86_400;
    const old = { connectedTime: ago(weeks), messages: [{ messageTime: ago(weeks - 60) }] };
    const read = conversation(
      [
        participant('customer', { messages: [here(old)] }, { startTime: ago(weeks) }),
        participant('agent', { messages: [here(old)] }, { startTime: ago(weeks) }),
      ],
      { startTime: ago(weeks) },
    );
    expect(verdictOf(read)).toBe('live');
    expect(found(read, 'last message')).toMatchObject({ since: NOW - (weeks - 60) * 1000 });
  });
  test('an agent who listens to a voicemail, or is about to call back, is not a ghost', () => {
    const caller = participant(
      'customer',
      { calls: [gone(6000, { state: 'terminated' })] },
      { endTime: ago(6000) },
    );
    const heard = participant('agent', { callbacks: [here({ voicemail: { id: 'v1' } })] });
    const dialling = participant('agent', { callbacks: [here()] });
    expect(verdictOf(conversation([caller, heard]))).toBe('live');
    expect(verdictOf(conversation([caller, dialling]))).toBe('live');
  });
  test('a callback whose own customer leg closed is a probable ghost', () => {
    const read = conversation([
      participant('customer', { callbacks: [gone(600)] }),
      participant('agent', { callbacks: [here()] }),
    ]);
    expect(judge(read)).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
  });
});

describe('row 7, on hold with nobody', () => {
  const alone = (seconds: number) =>
    conversation([participant('agent', { calls: [here({ held: true, startHoldTime: ago(seconds) })] })]);
  test('for long: a probable ghost, which is confirmed', () => {
    expect(judge(alone(3600))).toMatchObject({ verdict: 'ghost', confidence: 'probable' });
    expect(frictionFor(alone(3600))).toBe('confirm');
  });
  test('for a while: live', () => {
    expect(verdictOf(alone(120))).toBe('live');
  });
  test('an agent alone and not on hold may be dialling: live', () => {
    expect(verdictOf(conversation([participant('agent', { calls: [here()] })]))).toBe('live');
  });
});

describe('row 8, nothing open and not ended', () => {
  const closed = (seconds: number) =>
    conversation([
      participant('external', { emails: [gone(seconds)] }, { endTime: ago(seconds) }),
      participant('acd', { emails: [gone(seconds + 5)] }, { endTime: ago(seconds + 5) }),
    ]);
  test('is an orphan', () => {
    expect(judge(closed(7200))).toMatchObject({
      verdict: 'orphan',
      confidence: 'sure',
      advice: 'disconnect',
    });
    expect(found(closed(7200), 'nothing open')).toEqual({ fact: 'nothing open', since: NOW - 7_200_000 });
    expect(frictionFor(closed(7200))).toBe('undo');
  });
  test('seconds after the last leg closed it may only be ending', () => {
    expect(judge(closed(10))).toMatchObject({ verdict: 'unknown', advice: 'look again in a minute' });
  });
  test('a participant who is there on no known medium may be on a new one', () => {
    const read = conversation([
      participant('external', { emails: [gone(7200)] }),
      participant('agent', { holograms: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('unknown');
  });
  test('nobody at all is not understood', () => {
    expect(verdictOf(conversation([]))).toBe('unknown');
  });
});

describe('row 9, a stuck alert', () => {
  const alert = (seconds: number, fields = {}) =>
    conversation([
      participant('customer', { calls: [here()] }),
      participant('acd', { calls: [gone(seconds)] }),
      participant('agent', { calls: [ringing(seconds)] }, fields),
    ]);
  test('three time-outs old', () => {
    const read = alert(25, { alertingTimeoutMs: 8000 });
    expect(verdictOf(read)).toBe('stuck alert');
    expect(frictionFor(read)).toBe('confirm');
    expect(found(read, 'agent alerting')).toMatchObject({ since: NOW - 25_000 });
  });
  test('younger than that', () => {
    expect(verdictOf(alert(23, { alertingTimeoutMs: 8000 }))).toBe('live');
  });
  test('without a time-out of its own, the longest default counts', () => {
    expect(verdictOf(alert(800))).toBe('live');
    expect(verdictOf(alert(1000))).toBe('stuck alert');
  });
  test('a second, young alert keeps it live', () => {
    const read = conversation([
      participant('customer', { calls: [here()] }),
      participant('agent', { calls: [ringing(5000)] }),
      participant('agent', { calls: [ringing(5)] }),
    ]);
    expect(verdictOf(read)).toBe('live');
  });
});

describe('rows 10 and 11, parked and scheduled', () => {
  test.each([{ state: 'parked' }, { parkTime: ago(90_000) }, { resumeTime: ago(-3600) }])(
    'parked by %o',
    (fields) => {
      const read = conversation([
        participant('external', { emails: [here()] }),
        participant('agent', { emails: [here(fields)] }),
      ]);
      expect(verdictOf(read)).toBe('parked');
      expect(frictionFor(read)).toBe('refuse');
    },
  );
  test('a callback that is due tomorrow', () => {
    const leg = { state: 'scheduled', callbackScheduledTime: ago(-86_400) };
    const read = conversation([
      participant('customer', { callbacks: [leg] }),
      participant('acd', { callbacks: [leg] }),
    ]);
    expect(verdictOf(read)).toBe('scheduled');
    expect(found(read, 'callback scheduled')).toMatchObject({ until: NOW + 86_400_000 });
    expect(frictionFor(read)).toBe('refuse');
  });
  test('a callback that belongs to one agent', () => {
    const read = conversation([
      participant('customer', { callbacks: [here()] }),
      participant('acd', { callbacks: [here({ agentOwned: true })] }),
    ]);
    expect(verdictOf(read)).toBe('scheduled');
    expect(facts(read)).toEqual(['callback owned by agent']);
  });
  test('a callback whose time has come waits', () => {
    const leg = here({ callbackScheduledTime: ago(60) });
    const read = conversation([
      participant('customer', { callbacks: [leg] }),
      participant('acd', { callbacks: [leg] }),
    ]);
    expect(verdictOf(read)).toBe('waiting');
  });
});

describe('what no row covers is unknown', () => {
  test.each([
    ['calls', 'levitating'],
    ['calls', undefined],
    ['emails', 'terminated'],
    ['messages', 'terminated'],
    ['calls', 'scheduled'],
    ['calls', 'parked'],
  ])('a leg in %s that is %s', (media, state) => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('agent', { [media]: [here({ state })] }),
    ]);
    expect(verdictOf(read)).toBe('unknown');
    expect(found(read, 'unknown state')?.state).toBe(state);
  });
  test('a purpose that nobody has heard of', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('oracle', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('unknown');
  });
  test('a flow that goes on without its customer', () => {
    const read = conversation([
      participant('customer', { calls: [gone(600)] }),
      participant('voicesurveyflow', { calls: [here()] }),
    ]);
    expect(verdictOf(read)).toBe('unknown');
  });
});

test('the thresholds are parts', () => {
  const read = ghostCall();
  const patient = {
    customerGoneMs: 10_000_000,
    nothingOpenMs: 0,
    heldAloneMs: 0,
    alertingTimeoutMs: 0,
    alertingTimeouts: 0,
    wrapUpMs: 0,
  };
  expect(triage(read, NOW, patient).verdict).toBe('live');
});
