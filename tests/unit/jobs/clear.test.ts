import { describe, expect, test } from 'vitest';
import { createPipeline, type Pipeline, START } from './pipeline';

const HOUR = 3_600_000;

function fill(pipeline: Pipeline, count: number): string[] {
  return pipeline.emulator
    .addWaiting('email', {
      queue: pipeline.queue.name,
      count,
      since: START - 20 * HOUR,
      until: START - 60_000,
    })
    .map(({ id }) => id);
}

describe('a clear of 1,000 e-mails while agents and customers go on', () => {
  test('ends all that still wait, touches nothing an agent has, nothing that came later, and stays within the budget', async () => {
    const pipeline = createPipeline();
    const { emulator } = pipeline;
    const ids = fill(pipeline, 1_000);
    const { jobs } = pipeline.boot();
    const jobId = await pipeline.startClear(jobs);
    emulator.actors.agentsPickUp({ queue: pipeline.queue.name, count: 20, everyMs: 5_000, order: 'random' });
    emulator.actors.agentsPickUp({ queue: pipeline.queue.name, count: 10, everyMs: 9_000, order: 'acd' });
    emulator.actors.customersArrive({
      queue: pipeline.queue.name,
      media: 'email',
      count: 30,
      everyMs: 4_000,
    });
    await pipeline.finish(jobs);

    const view = await pipeline.run(jobs.view(jobId));
    const { truth, actors } = emulator;
    expect(pipeline.problems).toEqual([]);
    expect(view.state).toBe('finished');
    expect(view.total).toBe(1_000);
    expect(view.counts).toEqual({ ended: truth.ended('our call').length, skipped: expect.any(Number) });
    const chosen = new Set(ids);
    const touched = new Set(truth.disconnects().map(({ conversationId }) => conversationId));
    expect([...touched].filter((id) => !chosen.has(id))).toEqual([]);
    expect(truth.wronglyEnded()).toEqual([]);
    expect(truth.sentTwiceWithoutRead()).toEqual([]);
    expect(truth.disconnects().filter(({ agentConnected }) => agentConnected)).toEqual([]);
    for (const id of ids) {
      const { moment, endedAt } = truth.conversation(id);
      expect(endedAt !== undefined || actors.offered().includes(id), `${id} is ${moment}`).toBe(true);
    }
    expect(actors.arrived()).toHaveLength(30);
    expect(truth.rate().refused429).toBe(0);
    expect(truth.rate().requests / truth.ended('our call').length).toBeLessThan(1.1);
    const skipped = await pipeline.run(jobs.items({ jobId, bucket: 'skipped', limit: 100 }));
    expect(new Set(skipped.map(({ reason }) => reason))).toEqual(
      new Set(['an agent has it', 'alerting an agent']),
    );
    // 1,000 sends at 288 a minute take 3.5 minutes.
    expect((view.finishedAt ?? 0) - (view.startedAt ?? 0)).toBeLessThan(4.2 * 60_000);
  });
});

test('a verified, guarded clear of 5,000 costs at most 1.10 requests for each that ended, listing included', async () => {
  const pipeline = createPipeline();
  fill(pipeline, 5_000);
  const { jobs } = pipeline.boot();
  const jobId = await pipeline.startClear(jobs);
  pipeline.emulator.actors.agentsPickUp({ queue: pipeline.queue.name, count: 100, everyMs: 10_000 });
  await pipeline.finish(jobs);
  const view = await pipeline.run(jobs.view(jobId));
  const { truth } = pipeline.emulator;
  const ended = truth.ended('our call').length;
  expect(view.counts).toEqual({ ended, skipped: 5_000 - ended });
  expect(truth.rate().requests / ended).toBeLessThan(1.1);
  expect(truth.rate().refused429).toBe(0);
  expect(truth.wronglyEnded()).toEqual([]);
}, 240_000);
