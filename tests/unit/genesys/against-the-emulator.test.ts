import { describe, expect, test } from 'vitest';
import { createBudget } from '../../../utils/genesys/budget';
import { hasEnded } from '../../../utils/genesys/conversation';
import { GenesysError } from '../../../utils/genesys/error';
import { exchangeCode } from '../../../utils/genesys/oauth-token';
import { createPlatform } from '../../../utils/genesys/platform';
import { createTransport } from '../../../utils/genesys/transport';
import { createEmulator, type EmulatorOptions } from '../../emulator/emulator';
import { createSimulatedClock } from '../clock/simulated-clock';

const START = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;
const CLICK = { lane: 'interactive' } as const;
const JOB = { lane: 'job' } as const;

/** The real platform against the emulated Genesys Cloud, both on simulated time. */
function emulated(knobs: EmulatorOptions['knobs'] = {}) {
  const clock = createSimulatedClock(START);
  const emulator = createEmulator({ clock, knobs });
  const { token } = emulator.issueToken();
  const budget = createBudget({ clock });
  const fetch: typeof globalThis.fetch = (input, init) => emulator.fetch(new Request(input, init));
  const access = () => ({ region: 'mypurecloud.com', token }) as const;
  const platform = createPlatform(createTransport({ access, fetch, clock, budget }));
  return { clock, emulator, budget, platform, fetch, run: clock.runUntil };
}

describe('every operation', () => {
  test('is understood by the emulator, and understands it', async () => {
    const { clock, emulator, platform, run } = emulated();
    const waiting = emulator.addWaiting('email', { queue: 'Support e-mail', count: 120 });
    const ghost = emulator.addSpecial({ kind: 'ghost: agent leg on hold', media: 'call', queue: 'Support' });
    await clock.advance(5 * MINUTE);

    const me = await run(platform.getMe(CLICK));
    expect(me.permissions).toContain('conversation:communication:disconnect');
    expect(await run(platform.getOrganization(CLICK))).toEqual(me.organization);
    expect(
      (await run(platform.permittedDivisions('conversation:communication:disconnect', CLICK))).divisions,
    ).not.toEqual([]);
    expect(await run(platform.getRequestLimit(CLICK))).toBe(300);

    const found = await run(platform.searchQueues('e-mail', 1, CLICK));
    const queueId = found.queues.find((queue) => queue.name === 'Support e-mail')?.id ?? '';
    expect((await run(platform.getQueue(queueId, CLICK))).name).toBe('Support e-mail');

    const observed = await run(platform.observeQueue(queueId, CLICK));
    expect(observed).toMatchObject({ waiting: 120, byMedia: { email: { waiting: 120 } } });
    expect(observed.oldestWaitingSince).toBeLessThan(START);
    const ids = waiting.map((conversation) => conversation.id);
    const listing = { queueId, metrics: ['oWaiting'], details: true, pageNumber: 1, pageSize: 200 } as const;
    const page = await run(platform.queryActivity(listing, CLICK));
    expect(page.rows.map((row) => row.conversationId).sort()).toEqual([...ids].sort());
    expect(page.rows.every((row) => row.waiting === 1 && row.entity?.mediaType === 'email')).toBe(true);
    expect(page.rows.every((row) => (row.entity?.activityDate ?? clock.now()) <= START)).toBe(true);
    const guard = {
      queueId,
      conversationIds: ids.slice(0, 50),
      metrics: ['oWaiting', 'oAlerting', 'oInteracting'],
    } as const;
    const guarded = await run(platform.queryActivity(guard, CLICK));
    expect(guarded.rows.map((row) => row.conversationId).sort()).toEqual(ids.slice(0, 50).sort());

    const window = { from: START - 20 * 86_400_000, to: START, queueId, unended: true };
    const details = await run(platform.queryDetails(window, CLICK));
    expect(details.conversations.length).toBeGreaterThan(90);
    expect(details.conversations[0]).toMatchObject({ mediaTypes: ['email'], endedAt: undefined });
    expect(details.conversations[0]?.queueIds).toContain(queueId);

    expect(hasEnded(await run(platform.getConversation(ghost.id, CLICK)))).toBe(false);
    expect((await run(platform.disconnect(ghost.id, CLICK))).status).toBe(202);
    await clock.advance(MINUTE);
    expect(hasEnded(await run(platform.getConversation(ghost.id, CLICK)))).toBe(true);

    const [first = '', second = '', third = ''] = ids;
    expect((await run(platform.deleteConversation(first, CLICK))).status).toBe(204);
    expect((await run(platform.patchMedia('email', second, CLICK))).status).toBe(200);
    const conversation = await run(platform.getConversation(third, CLICK));
    const acd = conversation.participants.find((participant) => participant.purpose === 'acd');
    expect((await run(platform.patchParticipant(third, acd?.id ?? '', CLICK))).status).toBe(202);
    await clock.advance(MINUTE);
    expect(emulator.truth.ended()).toEqual(expect.arrayContaining([ghost.id, first, second]));
    expect(emulator.truth.rate().refused429).toBe(0);
  });

  test('tells apart what is missing, not permitted and no longer signed in', async () => {
    const { emulator, platform, run } = emulated();
    const [conversation] = emulator.addWaiting('email', { queue: 'Support e-mail', count: 1 });
    const id = conversation?.id ?? '';
    const failing = (call: Promise<unknown>) => run(call.catch((problem: unknown) => problem));
    expect(
      await failing(platform.getConversation('99999999-9999-4999-8999-999999999999', CLICK)),
    ).toMatchObject({
      kind: 'not found',
      correlationId: expect.any(String),
    });
    emulator.grant('supervisor@example.test', ['conversation:communication:view']);
    expect(await failing(platform.disconnect(id, CLICK))).toMatchObject({
      kind: 'forbidden',
      missingPermissions: ['conversation:communication:disconnect'],
    });
    emulator.endTokens('expired');
    const ended = await failing(platform.disconnect(id, CLICK));
    expect(ended).toBeInstanceOf(GenesysError);
    expect(ended).toMatchObject({ kind: 'unauthorized' });
  });

  test('an invented code is refused by the login service', async () => {
    const { clock, fetch, run } = emulated();
    const exchange = {
      region: 'mypurecloud.com',
      clientId: '9b2d7e44-0000-4000-8000-00000000c0de',
      redirectUri: 'https://example.test/',
      code: 'invented',
      verifier: 'v'.repeat(43),
    } as const;
    const problem = await run(exchangeCode(exchange, { fetch, clock }).catch((it: unknown) => it));
    expect(problem).toMatchObject({ name: 'OAuthError', kind: 'refused' });
  });
});

describe('under load', () => {
  test.each(['fixed', 'sliding'] as const)(
    'a job of ten minutes with clicks meets no 429: %s window',
    async (rateWindow) => {
      const { clock, emulator, platform, run } = emulated({
        rateWindow,
        latency: { minMs: 40, maxMs: 400, tailMs: 1_500, tailChance: 0.02 },
      });
      const [conversation] = emulator.addWaiting('email', { queue: 'Support e-mail', count: 1 });
      const id = conversation?.id ?? '';
      await clock.advance(MINUTE);
      const end = clock.now() + 10 * MINUTE;
      const work = async () => {
        while (clock.now() < end) await platform.getConversation(id, JOB);
      };
      const click = async () => {
        while (clock.now() < end) {
          await clock.sleep(17_000);
          await platform.getConversation(id, CLICK);
        }
      };
      await run(Promise.all([...Array.from({ length: 10 }, work), click(), click()]));
      const rate = emulator.truth.rate();
      expect(rate.refused429).toBe(0);
      expect(rate.requests).toBeGreaterThan(2_880 * 0.98);
    },
  );

  test.each(['fixed', 'sliding'] as const)(
    'somebody else on the same budget is yielded to: %s window',
    async (rateWindow) => {
      const { clock, emulator, platform, run } = emulated({ rateWindow });
      const [conversation] = emulator.addWaiting('email', { queue: 'Support e-mail', count: 1 });
      await clock.advance(MINUTE);
      emulator.otherClient({ perMinute: 150, forMs: 5 * MINUTE });
      const end = clock.now() + 5 * MINUTE;
      const work = async () => {
        while (clock.now() < end) await platform.getConversation(conversation?.id ?? '', JOB);
      };
      await run(Promise.all(Array.from({ length: 6 }, work)));
      const rate = emulator.truth.rate();
      expect(rate.refused429).toBe(0);
      expect(rate.requests).toBeGreaterThan(5 * 120);
    },
  );

  test('a 429 without any word of how long is waited out', async () => {
    const { clock, emulator, platform, budget, run } = emulated({
      advertisedRatePerMinute: 300,
      ratePerMinute: 60,
      retryAfterHeader: false,
      retryAfterInMessage: false,
      rateHeaders: false,
    });
    const [conversation] = emulator.addWaiting('email', { queue: 'Support e-mail', count: 1 });
    await clock.advance(MINUTE);
    const reads = Array.from({ length: 150 }, () => platform.getConversation(conversation?.id ?? '', JOB));
    await run(Promise.all(reads));
    expect(emulator.truth.rate().refused429).toBeGreaterThan(0);
    expect(budget.state().allowedPerMinute).toBe(300);
  });
});
