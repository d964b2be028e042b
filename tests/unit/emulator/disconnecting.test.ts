import { describe, expect, test } from 'vitest';
import type { Rung } from '../../emulator/world/conversation';
import { SYSTEM_WRAPUP } from '../../emulator/world/lifecycle';
import { HOUR, MINUTE, signedIn } from './signed-in';

const disconnected = { state: 'disconnected' };

describe('ending a conversation', () => {
  test('POST is accepted at once and takes effect later; voice legs end terminated, by the system', async () => {
    const { emulator, clock, call } = signedIn();
    const { id } = emulator.addSpecial({ kind: 'ghost: agent leg on hold', media: 'call', queue: 'Support' });
    const accepted = await call('POST', `/conversations/${id}/disconnect`);
    expect(accepted).toMatchObject({ status: 202, json: 'Accepted' });
    await clock.advance(999);
    expect((await call('GET', `/conversations/${id}`)).json).not.toHaveProperty('endTime');
    await clock.advance(1);
    const ended = (await call('GET', `/conversations/${id}`)).json;
    expect(ended.endTime).toBe(new Date(clock.now()).toISOString());
    const agent = ended.participants.find((each: { purpose: string }) => each.purpose === 'agent');
    expect(agent.calls[0]).toMatchObject({ state: 'terminated', disconnectType: 'system', held: false });
    expect(agent.wrapup.code).toBe(SYSTEM_WRAPUP.code);
  });

  test('disconnectStatus: 202 or 200', async () => {
    const { emulator, call } = signedIn({ disconnectStatus: 200 });
    const { id } = emulator.addSpecial({ kind: 'orphan', media: 'email', queue: 'Support' });
    expect((await call('POST', `/conversations/${id}/disconnect`)).status).toBe(200);
  });

  test('alreadyEnded: as if nothing were special, or 404, 409, 400', async () => {
    for (const alreadyEnded of ['as if', 404, 409, 400] as const) {
      const { emulator, call } = signedIn({ alreadyEnded });
      const { id } = emulator.addSpecial({ kind: 'ended', media: 'call', queue: 'Support' });
      const posted = await call('POST', `/conversations/${id}/disconnect`);
      const deleted = await call('DELETE', `/conversations/${id}`);
      expect(posted.status).toBe(alreadyEnded === 'as if' ? 202 : alreadyEnded);
      expect(deleted.status).toBe(alreadyEnded === 'as if' ? 204 : alreadyEnded);
      expect((await call('GET', `/conversations/${id}`)).status).toBe(200);
      expect(emulator.truth.disconnects().map((each) => each.moment)).toEqual(['ended', 'ended']);
    }
  });

  test('deleteClearsWrapup: DELETE ends the legs, and the after-call work or not', async () => {
    for (const deleteClearsWrapup of [false, true]) {
      const { emulator, clock, call } = signedIn({ deleteClearsWrapup });
      const { id } = emulator.addSpecial({
        kind: 'ghost: agent leg connected',
        media: 'call',
        queue: 'Support',
      });
      expect((await call('DELETE', `/conversations/${id}`)).status).toBe(204);
      await clock.advance(2000);
      expect(emulator.truth.conversation(id).moment).toBe(deleteClearsWrapup ? 'ended' : 'wrap-up pending');
      await call('POST', `/conversations/${id}/disconnect`);
      await clock.advance(2000);
      expect(emulator.truth.conversation(id).moment).toBe('ended');
    }
  });

  test('pending after-call work is closed by POST with a system code', async () => {
    const { emulator, clock, call } = signedIn();
    const { id } = emulator.addSpecial({ kind: 'wrap-up pending', media: 'email', queue: 'Support' });
    const before = (await call('GET', `/conversations/${id}`)).json.participants.at(-1);
    expect(before.emails[0]).toMatchObject({
      afterCallWork: { state: 'pending' },
      afterCallWorkRequired: true,
    });
    await call('POST', `/conversations/${id}/disconnect`);
    await clock.advance(2000);
    const after = (await call('GET', `/conversations/${id}`)).json.participants.at(-1);
    expect(after.emails[0].afterCallWork.state).toBe('complete');
    expect(after.wrapup.code).toBe(SYSTEM_WRAPUP.code);
  });

  test('patchQueuedEmail: PATCH on a queued e-mail works or is refused', async () => {
    for (const patchQueuedEmail of ['works', 400] as const) {
      const { emulator, clock, call } = signedIn({ patchQueuedEmail });
      const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1 });
      const answer = await call('PATCH', `/conversations/emails/${mail?.id}`, disconnected);
      expect(answer.status).toBe(patchQueuedEmail === 'works' ? 200 : 400);
      await clock.advance(2000);
      expect(emulator.truth.ended('our call')).toHaveLength(patchQueuedEmail === 'works' ? 1 : 0);
    }
  });

  test('only `disconnected` can be written, only on the right media, and chats and webchat are gone', async () => {
    const { emulator, call } = signedIn();
    const { id } = emulator.addSpecial({ kind: 'live', media: 'chat', queue: 'Web' });
    const mail = emulator.addSpecial({ kind: 'live', media: 'email', queue: 'Web' });
    expect((await call('PATCH', `/conversations/chats/${id}`, disconnected)).status).toBe(404);
    expect((await call('PATCH', `/conversations/webchat/${id}`, { state: 'closed' })).status).toBe(404);
    expect((await call('PATCH', `/conversations/emails/${id}`, disconnected)).status).toBe(404);
    expect((await call('PATCH', `/conversations/emails/${mail.id}`, { state: 'closed' })).json).toMatchObject(
      {
        status: 400,
        details: [{ fieldName: 'state' }],
      },
    );
    expect(emulator.truth.ended()).toEqual([]);
  });

  test('PATCH of one participant leaves the others', async () => {
    const { emulator, clock, call } = signedIn();
    const { id } = emulator.addSpecial({ kind: 'live', media: 'call', queue: 'Support' });
    const agent = (await call('GET', `/conversations/${id}`)).json.participants.at(-1);
    const answer = await call('PATCH', `/conversations/${id}/participants/${agent.id}`, {
      state: 'disconnected',
      wrapupSkipped: true,
    });
    expect(answer).toMatchObject({ status: 202, json: undefined });
    await clock.advance(2000);
    expect(emulator.truth.conversation(id)).toMatchObject({ moment: 'customer only', agentConnected: false });
    expect((await call('PATCH', `/conversations/${id}/participants/nobody`, disconnected)).status).toBe(404);
  });

  test.each<Rung>(['DELETE', 'PATCH media', 'PATCH participant', 'never'])(
    'a stubborn conversation accepts everything and ends on the first rung that works: %s',
    async (stubborn) => {
      const { emulator, clock, call } = signedIn({ deleteClearsWrapup: true });
      const { id } = emulator.addSpecial({
        kind: 'orphan: queue leg left open',
        media: 'email',
        queue: 'Web',
        stubborn,
      });
      const ended = async () => {
        await clock.advance(5000);
        return emulator.truth.conversation(id).moment === 'ended';
      };
      expect((await call('POST', `/conversations/${id}/disconnect`)).status).toBe(202);
      expect(await ended()).toBe(false);
      expect((await call('DELETE', `/conversations/${id}`)).status).toBe(204);
      expect(await ended()).toBe(stubborn === 'DELETE');
      if (stubborn === 'DELETE') return;
      expect((await call('PATCH', `/conversations/emails/${id}`, disconnected)).status).toBe(200);
      expect(await ended()).toBe(stubborn === 'PATCH media');
      if (stubborn === 'PATCH media') return;
      for (const each of (await call('GET', `/conversations/${id}`)).json.participants) {
        expect(
          (await call('PATCH', `/conversations/${id}/participants/${each.id}`, disconnected)).status,
        ).toBe(202);
      }
      expect(await ended()).toBe(stubborn === 'PATCH participant');
    },
  );

  test('an unknown one is not found; one that has aged out is only known to analytics', async () => {
    const { emulator, call } = signedIn();
    const aged = emulator.addSpecial({ kind: 'aged out', media: 'email', queue: 'Web' });
    for (const id of [aged.id, '00000000-0000-4000-8000-000000000000']) {
      expect((await call('GET', `/conversations/${id}`)).json).toMatchObject({
        status: 404,
        code: 'not.found',
      });
      expect((await call('POST', `/conversations/${id}/disconnect`)).status).toBe(404);
    }
  });

  test('ingestMs: a new conversation may not be found yet', async () => {
    const { emulator, clock, call } = signedIn({ ingestMs: 5000 });
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1, since: clock.now() });
    expect((await call('GET', `/conversations/${mail?.id}`)).status).toBe(404);
    await clock.advance(5000);
    expect((await call('GET', `/conversations/${mail?.id}`)).status).toBe(200);
  });
});

describe('the truth', () => {
  test('tells what each was when it was sent to, and what was ended wrongly', async () => {
    const { emulator, clock, call } = signedIn();
    const live = emulator.addSpecial({ kind: 'live', media: 'call', queue: 'Support' });
    const ghost = emulator.addSpecial({
      kind: 'ghost: agent leg connected',
      media: 'call',
      queue: 'Support',
    });
    const [waiting] = emulator.addWaiting('call', { queue: 'Support', count: 1 });
    for (const id of [live.id, ghost.id, waiting?.id]) await call('POST', `/conversations/${id}/disconnect`);
    expect(emulator.truth.wronglyEnded()).toEqual([]);
    await clock.advance(2000);
    expect(emulator.truth.wronglyEnded()).toEqual([live.id]);
    expect(emulator.truth.disconnects()).toMatchObject([
      {
        moment: 'agent connected',
        customerConnected: true,
        call: 'POST disconnect',
        status: 202,
        executed: true,
      },
      { moment: 'agent connected', customerConnected: false },
      { moment: 'waiting', agentConnected: false, effectAt: clock.now() - 1000 },
    ]);
  });

  test('knows what was sent to twice without a read in between', async () => {
    const { emulator, call } = signedIn();
    const ids = emulator.addWaiting('email', { queue: 'Web', count: 3 }).map((each) => each.id);
    const send = async () => {
      for (const id of ids) await call('POST', `/conversations/${id}/disconnect`);
    };
    await send();
    await call('GET', `/conversations/${ids[0]}`);
    const predicates = [{ dimension: 'conversationId', value: ids[1] }];
    const body = {
      metrics: [{ metric: 'oWaiting' }],
      groupBy: ['conversationId'],
      filter: { type: 'or', predicates },
    };
    expect((await call('POST', '/analytics/conversations/activity/query', body)).status).toBe(200);
    await send();
    expect(emulator.truth.sentTwiceWithoutRead()).toEqual([ids[2]]);
  });

  test('names tokens by their id and never keeps the token', async () => {
    const { emulator, token, call } = signedIn();
    await call('GET', '/users/me');
    const records = emulator.truth.requests();
    expect(records).toMatchObject([{ operation: 'getUsersMe', status: 200, tokenId: 'token-1' }]);
    expect(JSON.stringify(records)).not.toContain(token);
  });
});

describe('people who act by themselves', () => {
  test('agents take the highest priority first, then the oldest, through an alert', async () => {
    const { emulator, clock } = signedIn();
    const old = emulator.addWaiting('email', { queue: 'Web', count: 3, since: clock.now() - HOUR });
    const urgent = emulator.addWaiting('email', {
      queue: 'Web',
      count: 1,
      since: clock.now() - MINUTE,
      priority: 10,
    });
    emulator.actors.agentsPickUp({ queue: 'Web', count: 2, everyMs: 1000, alertingMs: 500 });
    await clock.advance(400);
    expect(emulator.truth.queue('Web').alerting).toEqual([urgent[0]?.id]);
    await clock.advance(2000);
    expect(emulator.actors.pickedUp()).toEqual([urgent[0]?.id, old[0]?.id]);
    expect(emulator.truth.queue('Web')).toMatchObject({
      alerting: [],
      interacting: [urgent[0]?.id, old[0]?.id],
    });
  });

  test('an alert that nobody answers goes back to waiting, as long as before', async () => {
    const { emulator, clock } = signedIn();
    const [mail] = emulator.addWaiting('email', { queue: 'Web', count: 1, since: clock.now() - HOUR });
    emulator.actors.agentsPickUp({ queue: 'Web', count: 1, alertingMs: 500, ignored: 1 });
    await clock.advance(1000);
    expect(emulator.truth.queue('Web').waiting).toEqual([mail?.id]);
    expect(emulator.world.now.placement(mail?.id ?? '')?.since).toBe(clock.now() - 1000 - HOUR);
    expect(emulator.actors.offered()).toEqual([mail?.id]);
    expect(emulator.actors.pickedUp()).toEqual([]);
  });

  test('customers arrive, hang up, and write again under the same id', async () => {
    const { emulator, clock, call } = signedIn();
    emulator.actors.customersArrive({ queue: 'Web', media: 'message', count: 3, everyMs: 1000 });
    await clock.advance(5000);
    const arrived = emulator.truth.queue('Web').waiting;
    expect(arrived).toEqual(emulator.actors.arrived());
    expect(arrived).toHaveLength(3);
    emulator.actors.customersHangUp({ queue: 'Web', count: 1 });
    await clock.advance(1000);
    expect(emulator.truth.ended('customer')).toEqual([arrived[0]]);
    const id = arrived[1] ?? '';
    await call('POST', `/conversations/${id}/disconnect`);
    await clock.advance(2000);
    expect(emulator.truth.conversation(id).moment).toBe('ended');
    emulator.actors.customerWritesAgain(id, 1000);
    await clock.advance(1000);
    expect(emulator.truth.conversation(id).moment).toBe('waiting');
    expect((await call('GET', `/conversations/${id}`)).json).not.toHaveProperty('endTime');
  });

  test('the same seed tells the same story', async () => {
    const story = async () => {
      const { emulator, clock } = signedIn();
      emulator.addWaiting('email', { queue: 'Web', count: 50 });
      emulator.actors.agentsPickUp({ queue: 'Web', count: 10, order: 'random', ignored: 0.5 });
      await clock.advance(MINUTE);
      return emulator.actors.pickedUp();
    };
    const first = await story();
    expect(first.length).toBeGreaterThan(0);
    expect(await story()).toEqual(first);
  });
});
