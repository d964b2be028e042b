import { describe, expect, test } from 'vitest';
import type { Media } from '../../emulator/world/conversation';
import { DAY, HOUR, MINUTE, START, signedIn, unendedIn } from './signed-in';

const ARRAYS: [Media, array: string, analytics: string][] = [
  ['call', 'calls', 'voice'],
  ['callback', 'callbacks', 'callback'],
  ['chat', 'chats', 'chat'],
  ['cobrowse', 'cobrowsesessions', 'cobrowse'],
  ['email', 'emails', 'email'],
  ['message', 'messages', 'message'],
  ['internalMessage', 'internalMessages', 'internalmessage'],
  ['screenshare', 'screenshares', 'screenshare'],
  ['social', 'socialExpressions', 'unknown'],
  ['video', 'videos', 'video'],
];

describe('one state, two accounts of it', () => {
  test.each(ARRAYS)(
    'a live %s is in the array %s live and is %s to analytics',
    async (media, array, name) => {
      const { emulator, call, queueId } = signedIn();
      const { id } = emulator.addSpecial({ kind: 'live', media, queue: 'Support' });
      const live = (await call('GET', `/conversations/${id}`)).json;
      const agent = live.participants.find((each: { purpose: string }) => each.purpose === 'agent');
      expect(agent[array]).toMatchObject([
        { state: 'connected', segments: [{ type: 'Alert' }, { type: 'Interact' }] },
      ]);
      const body = unendedIn(queueId('Support'), START - DAY, START + DAY);
      const found = (await call('POST', '/analytics/conversations/details/query', body)).json.conversations;
      expect(found).toHaveLength(1);
      const seen = found[0].participants.find((each: { purpose: string }) => each.purpose === 'agent');
      expect(seen.sessions[0]).toMatchObject({ mediaType: name, sessionId: agent[array][0].id });
      expect(seen.sessions[0].segments.map((each: { segmentType: string }) => each.segmentType)).toEqual([
        'alert',
        'interact',
      ]);
    },
  );

  test('a waiting e-mail is as measured: external open, workflow closed, ACD leg connected and without an address', async () => {
    const { emulator, call, queueId } = signedIn();
    const [mail] = emulator.addWaiting('email', {
      queue: 'Web',
      count: 1,
      since: START - HOUR,
      senders: [{ addressFrom: 'Spam@Example.test', addressTo: 'desk@example.test', subject: 'WIN' }],
    });
    const { text } = { text: JSON.stringify((await call('GET', `/conversations/${mail?.id}`)).json) };
    const live = JSON.parse(text);
    expect(live).not.toHaveProperty('state');
    expect(live).not.toHaveProperty('endTime');
    expect(text).not.toContain('pam@');
    expect(live.divisions[0].entities[0].id).toBe(queueId('Web'));
    const [external, workflow, acd] = live.participants;
    expect([external.purpose, workflow.purpose, acd.purpose]).toEqual(['external', 'workflow', 'acd']);
    expect(external.emails[0].state).toBe('connected');
    expect(external.calls).toEqual([]);
    expect(workflow.emails[0].state).toBe('disconnected');
    expect(acd.emails[0]).toMatchObject({ state: 'connected', segments: [{ type: 'Interact' }] });
    expect(acd.emails[0].segments[0]).not.toHaveProperty('endTime');

    const body = unendedIn(queueId('Web'), START - DAY, START);
    const [seen] = (await call('POST', '/analytics/conversations/details/query', body)).json.conversations;
    const open = seen.participants.map(
      (each: Seen) => each.sessions[0]?.segments[0]?.segmentEnd === undefined,
    );
    expect(open).toEqual([true, false, true]);
    for (const each of seen.participants) {
      expect(each.sessions[0]).toMatchObject({
        addressFrom: 'Spam@Example.test',
        addressTo: 'desk@example.test',
      });
    }
    expect(seen.participants[2].sessions[0].segments[0]).toMatchObject({
      queueId: queueId('Web'),
      subject: 'WIN',
    });
    expect(seen).not.toHaveProperty('conversationEnd');
  });

  test('a waiting call’s ACD leg is a delay first and an interact afterwards', async () => {
    const { emulator, call } = signedIn();
    const [waiting] = emulator.addWaiting('call', { queue: 'Support', count: 1, since: START - HOUR });
    const live = (await call('GET', `/conversations/${waiting?.id}`)).json;
    expect(live.participants[0].purpose).toBe('customer');
    expect(live.participants[2].calls[0].segments.map((each: { type: string }) => each.type)).toEqual([
      'Delay',
      'Interact',
    ]);
  });

  test('when an agent answers, the ACD leg is disconnected and becomes terminated only at the very end', async () => {
    const { emulator, clock, call } = signedIn();
    const [waiting] = emulator.addWaiting('call', { queue: 'Support', count: 1, since: START - HOUR });
    const id = waiting?.id ?? '';
    emulator.actors.agentsPickUp({ queue: 'Support', count: 1, alertingMs: 3000, handleMs: MINUTE });
    const acd = async () => (await call('GET', `/conversations/${id}`)).json.participants[2].calls[0].state;
    await clock.advance(1000);
    expect(emulator.truth.conversation(id).moment).toBe('alerting');
    expect(await acd()).toBe('connected');
    await clock.advance(5000);
    expect(emulator.truth.conversation(id)).toMatchObject({
      moment: 'agent connected',
      customerConnected: true,
    });
    expect(await acd()).toBe('disconnected');
    await clock.advance(MINUTE);
    expect(await acd()).toBe('terminated');
    const ended = (await call('GET', `/conversations/${id}`)).json;
    expect(ended.endTime).toBe(new Date(START + 3000 + MINUTE).toISOString());
  });
});

interface Seen {
  sessions: { segments: { segmentEnd?: string }[] }[];
}
