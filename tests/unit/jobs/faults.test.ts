import { describe, expect, test } from 'vitest';
import type { Knobs } from '../../emulator/knobs';
import { createPipeline, type Pipeline, START } from './pipeline';
import { WHO } from './sample-records';

const HOUR = 3_600_000;
/** The path of what is sent, for faults. */
const DISCONNECT = '/disconnect$';

function flooded(count: number, knobs: Partial<Knobs> = {}) {
  const pipeline = createPipeline(knobs);
  const ids = fill(pipeline, count);
  const life = pipeline.boot();
  return {
    pipeline,
    ids,
    jobs: life.jobs,
    life,
    faults: pipeline.emulator.faults,
    truth: pipeline.emulator.truth,
  };
}

function fill(pipeline: Pipeline, count: number): string[] {
  return pipeline.emulator
    .addWaiting('email', { queue: pipeline.queue.name, count, since: START - 9 * HOUR, until: START - HOUR })
    .map(({ id }) => id);
}

describe('what goes wrong in mid-job', () => {
  test('429 with Retry-After: waits as told, fails nothing', async () => {
    const { pipeline, jobs, faults, truth } = flooded(100);
    const jobId = await pipeline.startClear(jobs);
    faults.add({
      path: DISCONNECT,
      after: 20,
      times: 3,
      effect: { status: 429, retryAfterSeconds: 20 },
    });
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 100 });
    const struck = truth.requests().filter(({ status }) => status === 429);
    expect(struck.length).toBeGreaterThan(0);
    const first = struck[0]?.at ?? 0;
    const tooSoon = truth
      .requests()
      .filter(({ at, status }) => status !== 429 && at > first + 1_000 && at < first + 20_000);
    expect(tooSoon).toEqual([]);
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
  });

  test('a 500 storm: the breaker stops it, and resuming finishes it', async () => {
    const { pipeline, jobs, faults, truth } = flooded(60);
    const jobId = await pipeline.startClear(jobs);
    const storm = faults.add({
      path: DISCONNECT,
      after: 10,
      effect: { status: 500, code: 'internal.server.error' },
    });
    await pipeline.until(async () => (await jobs.view(jobId)).state === 'paused');
    const stopped = await pipeline.run(jobs.view(jobId));
    expect(stopped.pause).toMatchObject({
      reason: 'breaker',
      problem: { code: 'Genesys error', status: 500 },
    });
    expect(stopped.pause?.problem?.correlationId).toBeTruthy();
    const sendsBefore = truth.disconnects().length;
    await pipeline.clock.advance(60_000);
    expect(truth.disconnects()).toHaveLength(sendsBefore);
    expect(sendsBefore).toBeLessThan(25);
    expect(await pipeline.run(jobs.unfinished())).toBe(false);
    faults.clear(storm);
    await pipeline.run(jobs.resume(jobId));
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 60 });
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
  });

  test('one that Genesys always fails on is given up after four sends, and does not hold up the others', async () => {
    const { pipeline, ids, jobs, faults, truth } = flooded(40);
    const [poor = ''] = ids;
    faults.add({ path: DISCONNECT, conversationId: poor, effect: { status: 503 } });
    const jobId = await pipeline.startClear(jobs);
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 39, failed: 1 });
    const [failed] = await pipeline.run(jobs.items({ jobId, bucket: 'failed', limit: 5 }));
    expect(failed).toMatchObject({ conversationId: poor, reason: 'errors at Genesys' });
    expect(truth.disconnects().filter(({ conversationId }) => conversationId === poor)).toHaveLength(4);
  });

  test.each(['reset', 'timeout'] as const)(
    'an answer lost by %s: carried out all the same, sent once, ended',
    async (effect) => {
      const { pipeline, ids, jobs, faults, truth } = flooded(30);
      const [lost = ''] = ids;
      faults.add({ path: DISCONNECT, conversationId: lost, times: 1, effect, executes: true });
      const jobId = await pipeline.startClear(jobs);
      await pipeline.finish(jobs);
      expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 30 });
      expect(truth.disconnects().filter(({ conversationId }) => conversationId === lost)).toHaveLength(1);
      expect(truth.sentTwiceWithoutRead()).toEqual([]);
    },
  );

  test('403 for some: failed with that reason; five in a row stop the job as permission', async () => {
    const { pipeline, ids, jobs, faults } = flooded(60);
    const [first = '', , third = ''] = ids.toReversed();
    for (const conversationId of [first, third]) {
      faults.add({
        path: DISCONNECT,
        conversationId,
        effect: { status: 403, code: 'missing.division.permission' },
      });
    }
    const jobId = await pipeline.startClear(jobs);
    await pipeline.until(async () => ((await jobs.view(jobId)).counts.failed ?? 0) === 2);
    expect((await pipeline.run(jobs.view(jobId))).state).toBe('running');
    faults.add({ path: DISCONNECT, effect: { status: 403, code: 'missing.any.permissions' } });
    await pipeline.until(async () => (await jobs.view(jobId)).state === 'paused');
    const view = await pipeline.run(jobs.view(jobId));
    expect(view.pause).toMatchObject({
      reason: 'permission',
      problem: { code: 'permission missing', status: 403 },
    });
    const failed = await pipeline.run(jobs.items({ jobId, bucket: 'failed', limit: 50 }));
    expect(new Set(failed.map(({ reason }) => reason))).toEqual(new Set(['not permitted']));
    expect(failed.length).toBeLessThan(12);
  });

  test('the token expires: the job waits for a sign-in, and goes on only for the same user', async () => {
    const { pipeline, jobs, truth } = flooded(60);
    const jobId = await pipeline.startClear(jobs);
    await pipeline.clock.advance(5_000);
    pipeline.emulator.endTokens('expired');
    await pipeline.until(async () => (await jobs.view(jobId)).state === 'paused');
    expect((await pipeline.run(jobs.view(jobId))).pause?.reason).toBe('sign-in');
    expect((await pipeline.run(jobs.view(jobId))).counts.failed).toBeUndefined();
    expect(await pipeline.run(jobs.unfinished())).toBe(false);
    pipeline.now.token = pipeline.emulator.issueToken().token;
    pipeline.now.who = { ...WHO, userId: 'somebody-else', userName: 'Robin' };
    const other = await pipeline.run(jobs.resume(jobId));
    expect(other.pause).toMatchObject({ reason: 'sign-in', problem: { code: 'another user' } });
    pipeline.now.who = { ...WHO, orgId: 'elsewhere' };
    const elsewhere = await pipeline.run(jobs.resume(jobId));
    expect(elsewhere.pause?.problem?.code).toBe('another organisation');
    pipeline.now.who = WHO;
    await pipeline.run(jobs.signedIn(WHO));
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 60 });
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
  });

  test('nobody is signed in after a browser restart: it waits, and says so', async () => {
    const { pipeline, jobs, life } = flooded(30);
    const jobId = await pipeline.startClear(jobs);
    life.die();
    pipeline.now.who = undefined;
    pipeline.now.token = undefined;
    const next = pipeline.boot();
    next.jobs.kick();
    await pipeline.until(async () => (await next.jobs.view(jobId)).state === 'paused');
    expect((await pipeline.run(next.jobs.view(jobId))).pause).toMatchObject({
      reason: 'sign-in',
      problem: { code: 'not signed in' },
    });
  });

  test('offline: stands still, and goes on by itself at the next kick', async () => {
    const { pipeline, jobs } = flooded(40);
    const jobId = await pipeline.startClear(jobs);
    await pipeline.clock.advance(3_000);
    pipeline.now.online = false;
    await pipeline.until(async () => (await jobs.view(jobId)).pause?.reason === 'offline');
    await pipeline.clock.advance(60_000);
    expect(await pipeline.run(jobs.unfinished())).toBe(true);
    pipeline.now.online = true;
    jobs.kick();
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 40 });
  });

  test('the guard cannot read: nothing is sent', async () => {
    const { pipeline, jobs, faults, truth } = flooded(30);
    const jobId = await pipeline.startClear(jobs);
    faults.add({ path: 'activity/query', effect: { status: 500 } });
    const before = truth.disconnects().length;
    await pipeline.until(async () => (await jobs.view(jobId)).state === 'paused');
    expect((await pipeline.run(jobs.view(jobId))).pause?.reason).toBe('breaker');
    expect(truth.disconnects().length - before).toBeLessThan(20);
    expect((await pipeline.run(jobs.view(jobId))).counts.failed).toBeUndefined();
  });
});

describe('what the API does not promise', () => {
  test.each([
    ['refuses the filter by ids', { activityIdFilter: 'refuses' }],
    ['takes fewer ids than asked', { activityMaxPredicates: 10 }],
    ['ignores paging', { activityPaging: 'ignores paging' }],
    ['pages of 10', { activityMaxPageSize: 10 }],
    ['refuses big pages', { activityMaxPageSize: 100, activityOversize: 'refuses' }],
    ['gives no details', { activityEntities: 'absent' }],
    ['answers 404 for what has ended', { alreadyEnded: 404 }],
    ['answers 409 for what has ended', { alreadyEnded: 409 }],
    ['answers 200', { disconnectStatus: 200 }],
  ] satisfies [string, Partial<Knobs>][])('%s', async (_, knobs) => {
    const { pipeline, jobs, truth } = flooded(60, knobs);
    pipeline.emulator.actors.agentsPickUp({ queue: pipeline.queue.name, count: 3, everyMs: 2_000 });
    const jobId = await pipeline.startClear(jobs);
    await pipeline.finish(jobs);
    const view = await pipeline.run(jobs.view(jobId));
    expect(pipeline.problems).toEqual([]);
    expect(view.state).toBe('finished');
    expect(view.counts.ended).toBe(truth.ended('our call').length);
    expect((view.counts.ended ?? 0) + (view.counts.skipped ?? 0)).toBe(view.total);
    expect(view.total).toBeGreaterThanOrEqual(57);
    expect(truth.wronglyEnded()).toEqual([]);
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
  });

  test('accepted, and nothing happens: not cleared, never ended', async () => {
    const { pipeline, jobs, truth } = flooded(30);
    const { id } = pipeline.emulator.addSpecial({
      kind: 'ghost in queue',
      media: 'message',
      queue: pipeline.queue.name,
      stubborn: 'never',
    });
    const jobId = await pipeline.startClear(jobs);
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 30, 'not cleared': 1 });
    const [left] = await pipeline.run(jobs.items({ jobId, bucket: 'not cleared', limit: 5 }));
    expect(left).toMatchObject({ conversationId: id, reason: 'accepted but still open' });
    expect(truth.conversation(id).endedAt).toBeUndefined();
  });
});

describe('a person in between', () => {
  test('pauses before the next send, sees the accepted ones verified, and resumes', async () => {
    const { pipeline, jobs, truth } = flooded(80);
    const jobId = await pipeline.startClear(jobs);
    await pipeline.clock.advance(6_000);
    await pipeline.run(jobs.pause(jobId));
    await pipeline.clock.advance(1_000);
    const sent = truth.disconnects().length;
    await pipeline.clock.advance(60_000);
    expect(truth.disconnects()).toHaveLength(sent);
    expect(sent).toBeGreaterThan(5);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: sent, pending: 80 - sent });
    await pipeline.run(jobs.resume(jobId));
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts).toEqual({ ended: 80 });
  });

  test('cancels: what was not sent stays, what was is verified and reported', async () => {
    const { pipeline, jobs, truth } = flooded(80);
    const jobId = await pipeline.startClear(jobs);
    await pipeline.clock.advance(6_000);
    await pipeline.run(jobs.cancel(jobId));
    await pipeline.finish(jobs);
    const view = await pipeline.run(jobs.view(jobId));
    const sent = truth.disconnects().length;
    expect(view).toMatchObject({ state: 'cancelled', counts: { ended: sent, cancelled: 80 - sent } });
    expect(view.finishedAt).toBeDefined();
    await expect(pipeline.run(jobs.resume(jobId))).resolves.toMatchObject({ state: 'cancelled' });
  });

  test('two clears run one after another', async () => {
    const { pipeline, jobs, truth } = flooded(40);
    const first = await pipeline.startClear(jobs);
    fill(pipeline, 20);
    const second = await pipeline.startClear(jobs);
    await pipeline.finish(jobs);
    const [a, b] = [await pipeline.run(jobs.view(first)), await pipeline.run(jobs.view(second))];
    expect(b.startedAt).toBeGreaterThanOrEqual(a.finishedAt ?? Number.POSITIVE_INFINITY);
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
    expect((a.counts.ended ?? 0) + (b.counts.ended ?? 0)).toBe(60);
  });
});
