import { describe, expect, test } from 'vitest';
import type { Jobs } from '../../../utils/jobs/service';
import { createPipeline, type Pipeline, START } from './pipeline';
import { WHO } from './sample-records';

const SUPPORT = 'Support';

function ghost(pipeline: Pipeline, stubborn?: 'never'): string {
  return pipeline.emulator.addSpecial({
    kind: 'ghost: agent leg connected',
    media: 'call',
    queue: SUPPORT,
    ...(stubborn ? { stubborn } : {}),
  }).id;
}

async function click(pipeline: Pipeline, jobs: Jobs, id: string) {
  return pipeline.run(jobs.disconnectOne(id, WHO));
}

const sent = (pipeline: Pipeline) => pipeline.emulator.truth.disconnects().map((one) => one.conversationId);

describe('a ghost', () => {
  test('goes by one click after its undo time, once, and is ended only when it has ended', async () => {
    const pipeline = createPipeline({ disconnectEffectMs: { minMs: 4_000, maxMs: 4_000 } });
    const id = ghost(pipeline);
    const { jobs } = pipeline.boot();
    const start = await click(pipeline, jobs, id);
    expect(start).toMatchObject({
      verdict: 'ghost',
      friction: 'undo',
      jobState: 'running',
      itemState: 'pending',
    });
    expect(start.evidence.map(({ fact }) => fact)).toContain('customer left');
    await pipeline.clock.advance((start.undoUntil ?? 0) - pipeline.clock.now() - 100);
    expect(sent(pipeline)).toEqual([]);
    await pipeline.until(async () => (await jobs.single(start.jobId)).itemState === 'accepted', 10_000);
    expect(sent(pipeline)).toEqual([id]);
    expect((await pipeline.run(jobs.activeFor([id])))[0]).toMatchObject({ itemState: 'accepted' });
    await pipeline.finish(jobs);
    const end = await pipeline.run(jobs.single(start.jobId));
    expect(end).toMatchObject({ outcome: 'ended', jobState: 'finished' });
    const endedAt = pipeline.emulator.truth.conversation(id).endedAt ?? Number.POSITIVE_INFINITY;
    expect(end.settledAt).toBeGreaterThanOrEqual(endedAt);
    expect(sent(pipeline)).toEqual([id]);
    expect(end.attempts).toHaveLength(1);
    expect(end.attempts[0]?.correlationId).toBeTruthy();
    expect((end.attempts[0]?.at ?? 0) - (end.attempts[0]?.readAt ?? 0)).toBeLessThanOrEqual(15_000);
  });

  test('is not touched when it is taken back in time', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const { jobId } = await click(pipeline, jobs, ghost(pipeline));
    await pipeline.clock.advance(3_000);
    await pipeline.run(jobs.cancel(jobId));
    await pipeline.clock.advance(30_000);
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({
      outcome: 'cancelled',
      reason: 'undone',
      jobState: 'cancelled',
    });
    expect(sent(pipeline)).toEqual([]);
    expect(await pipeline.run(jobs.unfinished())).toBe(false);
  });

  test('clicked twice is one job', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const id = ghost(pipeline);
    const first = await click(pipeline, jobs, id);
    const second = await click(pipeline, jobs, id);
    expect(second.jobId).toBe(first.jobId);
    await pipeline.finish(jobs);
    expect(sent(pipeline)).toEqual([id]);
  });

  test('that ends by itself within the undo time is already ended', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const id = ghost(pipeline);
    const { jobId } = await click(pipeline, jobs, id);
    pipeline.emulator.actors.agentFinishes(id, 1_000);
    await pipeline.finish(jobs);
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({ outcome: 'already ended' });
    expect(sent(pipeline)).toEqual([]);
  });

  test('that stays open is reported as not cleared, and can be tried again', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const id = ghost(pipeline, 'never');
    const { jobId } = await click(pipeline, jobs, id);
    await pipeline.finish(jobs);
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({
      outcome: 'not cleared',
      reason: 'accepted but still open',
    });
    await pipeline.run(jobs.retryFailed(jobId));
    await pipeline.finish(jobs);
    expect(sent(pipeline)).toEqual([id, id]);
    expect(pipeline.emulator.truth.sentTwiceWithoutRead()).toEqual([]);
  });

  test('whose browser was closed through its undo time and a minute more is not sent', async () => {
    const pipeline = createPipeline();
    const first = pipeline.boot();
    const { jobId } = await click(pipeline, first.jobs, ghost(pipeline));
    await pipeline.clock.advance(1_000);
    first.die();
    await pipeline.clock.advance(70_000);
    const { jobs } = pipeline.boot();
    jobs.kick();
    await pipeline.finish(jobs);
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({ outcome: 'skipped', reason: 'expired' });
    expect(sent(pipeline)).toEqual([]);
  });
});

describe('what is not a ghost', () => {
  test('a waiting one asks first, and goes by its confirmation, once', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const id = pipeline.emulator.addWaiting('call', { queue: SUPPORT, count: 1 })[0]?.id ?? '';
    const asked = await click(pipeline, jobs, id);
    expect(asked).toMatchObject({ verdict: 'waiting', friction: 'confirm', jobState: 'draft' });
    await pipeline.clock.advance(30_000);
    expect(sent(pipeline)).toEqual([]);
    const wrong = jobs.confirmOne({ jobId: asked.jobId, confirmation: 'made up' });
    await expect(pipeline.run(wrong)).rejects.toMatchObject({ problem: { code: 'stale confirmation' } });
    const answer = { jobId: asked.jobId, confirmation: asked.confirmation ?? '' };
    await pipeline.run(jobs.confirmOne(answer));
    await expect(pipeline.run(jobs.confirmOne(answer))).rejects.toMatchObject({
      problem: { code: 'wrong state' },
    });
    await pipeline.finish(jobs);
    expect(await pipeline.run(jobs.single(asked.jobId))).toMatchObject({ outcome: 'ended' });
    expect(sent(pipeline)).toEqual([id]);
  });

  test('a waiting one that an agent takes after the confirmation was shown is skipped, with that reason', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const id = pipeline.emulator.addWaiting('call', { queue: SUPPORT, count: 1 })[0]?.id ?? '';
    const asked = await click(pipeline, jobs, id);
    pipeline.emulator.actors.agentsPickUp({ queue: SUPPORT, count: 1, alertingMs: 1_000 });
    await pipeline.clock.advance(5_000);
    await pipeline.run(jobs.confirmOne({ jobId: asked.jobId, confirmation: asked.confirmation ?? '' }));
    await pipeline.finish(jobs);
    expect(await pipeline.run(jobs.single(asked.jobId))).toMatchObject({
      outcome: 'skipped',
      reason: 'an agent has it',
      verdict: 'live',
    });
    expect(sent(pipeline)).toEqual([]);
  });

  test('a live one is refused; an override needs the policy and a reason', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const { id } = pipeline.emulator.addSpecial({ kind: 'live', media: 'call', queue: SUPPORT });
    const refused = await click(pipeline, jobs, id);
    expect(refused).toMatchObject({ verdict: 'live', friction: 'refuse' });
    expect(refused.confirmation).toBeUndefined();
    pipeline.now.policy = { bulkEnabled: true, allowLive: true, requireReason: false };
    const asked = await click(pipeline, jobs, id);
    const answer = { jobId: asked.jobId, confirmation: asked.confirmation ?? '' };
    await expect(pipeline.run(jobs.confirmOne(answer))).rejects.toMatchObject({
      problem: { code: 'refused as live' },
    });
    pipeline.now.policy = { bulkEnabled: true, allowLive: false, requireReason: false };
    await expect(pipeline.run(jobs.confirmOne({ ...answer, reason: 'a test call' }))).rejects.toMatchObject({
      problem: { code: 'forbidden by policy' },
    });
    expect(sent(pipeline)).toEqual([]);
    pipeline.now.policy = { bulkEnabled: true, allowLive: true, requireReason: false };
    await pipeline.run(jobs.confirmOne({ ...answer, reason: 'a test call' }));
    await pipeline.finish(jobs);
    expect(sent(pipeline)).toEqual([id]);
    const { text } = await pipeline.run(jobs.exportPage({ jobId: asked.jobId, format: 'csv' }));
    expect(text).toContain('a test call');
  });

  test('one that has ended is recorded as such at once', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const { id } = pipeline.emulator.addSpecial({ kind: 'ended', media: 'call', queue: SUPPORT });
    expect(await click(pipeline, jobs, id)).toMatchObject({ outcome: 'already ended', jobState: 'finished' });
    expect(sent(pipeline)).toEqual([]);
  });

  test('an id that is no conversation gets no further than that', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    await expect(click(pipeline, jobs, pipeline.queue.id)).rejects.toMatchObject({
      problem: { code: 'not a conversation' },
    });
    expect(await pipeline.run(jobs.list())).toEqual([]);
  });
});

test('an orphan is ended only when Genesys says when', async () => {
  const pipeline = createPipeline({ disconnectEffectMs: { minMs: 6_000, maxMs: 6_000 } });
  const { jobs } = pipeline.boot();
  const { id } = pipeline.emulator.addSpecial({ kind: 'orphan', media: 'email', queue: SUPPORT });
  const { jobId, verdict } = await click(pipeline, jobs, id);
  expect(verdict).toBe('orphan');
  await pipeline.finish(jobs);
  const end = await pipeline.run(jobs.single(jobId));
  expect(end.outcome).toBe('ended');
  expect(end.settledAt).toBeGreaterThan((end.acceptedAt ?? 0) + 5_000);
});

test('a click runs beside a clear and overtakes it', async () => {
  const pipeline = createPipeline();
  pipeline.emulator.addWaiting('email', {
    queue: pipeline.queue.name,
    count: 300,
    until: START - 60_000,
  });
  const id = ghost(pipeline);
  const { jobs } = pipeline.boot();
  const clear = await pipeline.startClear(jobs);
  await pipeline.clock.advance(10_000);
  const { jobId, undoUntil = 0 } = await click(pipeline, jobs, id);
  await pipeline.until(async () => (await jobs.single(jobId)).outcome === 'ended', 30_000);
  const { attempts } = await pipeline.run(jobs.single(jobId));
  expect((attempts[0]?.at ?? 0) - undoUntil).toBeLessThan(2_000);
  expect((await pipeline.run(jobs.view(clear))).state).toBe('running');
  await pipeline.finish(jobs);
  expect((await pipeline.run(jobs.view(clear))).counts).toEqual({ ended: 300 });
});
