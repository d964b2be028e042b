import { describe, expect, test } from 'vitest';
import type { Jobs } from '../../../utils/jobs/service';
import { createPipeline, type Pipeline, START } from './pipeline';
import { WHO } from './sample-records';

const SUPPORT = 'Support';
const WANTED = { bulkEnabled: true, allowLive: false, requireReason: true };
const NOT_WANTED = { ...WANTED, requireReason: false };

const sent = (pipeline: Pipeline) => pipeline.emulator.truth.disconnects().map((one) => one.conversationId);

function strict(): { pipeline: Pipeline; jobs: Jobs } {
  const pipeline = createPipeline();
  pipeline.now.policy = WANTED;
  return { pipeline, jobs: pipeline.boot().jobs };
}

async function record(pipeline: Pipeline, jobs: Jobs, jobId: string) {
  const csv = await pipeline.run(jobs.exportPage({ jobId, format: 'csv' }));
  const json = await pipeline.run(jobs.exportPage({ jobId, format: 'json' }));
  const [head = '', row = ''] = csv.text.split('\r\n');
  return { csv: row.split(',')[head.split(',').indexOf('Reason given')], json: JSON.parse(json.text).job };
}

describe.each([
  [
    'a ghost',
    (pipeline: Pipeline) =>
      pipeline.emulator.addSpecial({ kind: 'ghost: agent leg connected', media: 'call', queue: SUPPORT }).id,
  ],
  [
    'a waiting one',
    (pipeline: Pipeline) => pipeline.emulator.addWaiting('call', { queue: SUPPORT, count: 1 })[0]?.id ?? '',
  ],
] as const)('%s, where the policy wants a reason', (_, make) => {
  test('is asked about, goes by its reason and at once, and the reason is on record', async () => {
    const { pipeline, jobs } = strict();
    const id = make(pipeline);
    const asked = await pipeline.run(jobs.disconnectOne(id, WHO));
    expect(asked).toMatchObject({ friction: 'confirm', jobState: 'draft', reasonRequired: true });
    expect(asked.undoUntil).toBeUndefined();
    await pipeline.clock.advance(60_000);
    expect(await pipeline.run(jobs.unfinished())).toBe(false);
    const answer = { jobId: asked.jobId, confirmation: asked.confirmation ?? '' };
    for (const reason of [undefined, '', '  ']) {
      await expect(pipeline.run(jobs.confirmOne({ ...answer, reason }))).rejects.toMatchObject({
        problem: { code: 'reason missing' },
      });
    }
    expect(sent(pipeline)).toEqual([]);
    const confirmed = await pipeline.run(jobs.confirmOne({ ...answer, reason: ' spam wave ' }));
    expect(confirmed).toMatchObject({ jobState: 'running', friction: 'confirm', reasonRequired: false });
    expect(confirmed.undoUntil).toBeUndefined();
    const at = pipeline.clock.now();
    await pipeline.finish(jobs);
    expect(sent(pipeline)).toEqual([id]);
    const end = await pipeline.run(jobs.single(asked.jobId));
    expect(end).toMatchObject({ outcome: 'ended', jobState: 'finished' });
    expect((end.attempts[0]?.at ?? Number.POSITIVE_INFINITY) - at).toBeLessThan(2_000);
    const { csv, json } = await record(pipeline, jobs, asked.jobId);
    expect(csv).toBe('spam wave');
    expect(json.reasonText).toBe('spam wave');
  });

  test('kept is not sent', async () => {
    const { pipeline, jobs } = strict();
    const { jobId } = await pipeline.run(jobs.disconnectOne(make(pipeline), WHO));
    await pipeline.run(jobs.cancel(jobId));
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({
      jobState: 'cancelled',
      reasonRequired: false,
    });
    await pipeline.clock.advance(60_000);
    expect(sent(pipeline)).toEqual([]);
  });

  test('follows the policy as it is when the answer comes', async () => {
    const { pipeline, jobs } = strict();
    const id = make(pipeline);
    const { jobId, confirmation = '' } = await pipeline.run(jobs.disconnectOne(id, WHO));
    pipeline.now.policy = NOT_WANTED;
    expect(await pipeline.run(jobs.single(jobId))).toMatchObject({
      friction: 'confirm',
      reasonRequired: false,
    });
    await pipeline.run(jobs.confirmOne({ jobId, confirmation }));
    await pipeline.finish(jobs);
    expect(sent(pipeline)).toEqual([id]);
  });
});

test('a ghost that ends by itself while the reason is written is already ended', async () => {
  const { pipeline, jobs } = strict();
  const { id } = pipeline.emulator.addSpecial({
    kind: 'ghost: agent leg connected',
    media: 'call',
    queue: SUPPORT,
  });
  const { jobId, confirmation = '' } = await pipeline.run(jobs.disconnectOne(id, WHO));
  pipeline.emulator.actors.agentFinishes(id, 1_000);
  await pipeline.clock.advance(5_000);
  await pipeline.run(jobs.confirmOne({ jobId, confirmation, reason: 'spam wave' }));
  await pipeline.finish(jobs);
  expect(await pipeline.run(jobs.single(jobId))).toMatchObject({ outcome: 'already ended' });
  expect(sent(pipeline)).toEqual([]);
});

test.each([
  [{ ...NOT_WANTED, allowLive: true }, true],
  [{ ...WANTED, allowLive: true }, true],
  [WANTED, false],
  [NOT_WANTED, false],
])('a live one needs a reason wherever it may be confirmed at all (%o)', async (policy, needed) => {
  const pipeline = createPipeline();
  pipeline.now.policy = policy;
  const { jobs } = pipeline.boot();
  const { id } = pipeline.emulator.addSpecial({ kind: 'live', media: 'call', queue: SUPPORT });
  const asked = await pipeline.run(jobs.disconnectOne(id, WHO));
  expect(asked).toMatchObject({ friction: 'refuse', reasonRequired: needed });
  expect(asked.confirmation !== undefined).toBe(needed);
});

test('where no reason is wanted, a ghost goes by its click and nothing is asked', async () => {
  const pipeline = createPipeline();
  const { jobs } = pipeline.boot();
  const { id } = pipeline.emulator.addSpecial({ kind: 'orphan', media: 'email', queue: SUPPORT });
  const taken = await pipeline.run(jobs.disconnectOne(id, WHO));
  expect(taken).toMatchObject({ friction: 'undo', jobState: 'running', reasonRequired: false });
  expect(taken.undoUntil).toBe(pipeline.clock.now() + 5_000);
});

test('what has ended is recorded without asking', async () => {
  const { pipeline, jobs } = strict();
  const { id } = pipeline.emulator.addSpecial({ kind: 'ended', media: 'call', queue: SUPPORT });
  const view = await pipeline.run(jobs.disconnectOne(id, WHO));
  expect(view).toMatchObject({ outcome: 'already ended', jobState: 'finished', reasonRequired: false });
});

describe('clearing a queue', () => {
  async function drafted(pipeline: Pipeline, jobs: Jobs) {
    pipeline.emulator.addWaiting('email', { queue: pipeline.queue.name, count: 3, until: START - 60_000 });
    const { id } = await pipeline.run(jobs.draftClear(pipeline.queue, WHO));
    await pipeline.until(async () => !(await jobs.view(id)).draft.collecting);
    const view = await pipeline.run(jobs.view(id));
    return {
      view,
      answer: { jobId: id, confirmation: view.confirmation ?? '', typedName: pipeline.queue.name },
    };
  }

  test('is refused without a reason where the policy wants one, and starts with it, on record', async () => {
    const { pipeline, jobs } = strict();
    const { view, answer } = await drafted(pipeline, jobs);
    expect(view.reasonRequired).toBe(true);
    for (const reason of [undefined, '', '  ']) {
      await expect(pipeline.run(jobs.startClear({ ...answer, reason }))).rejects.toMatchObject({
        problem: { code: 'reason missing' },
      });
    }
    expect((await pipeline.run(jobs.view(answer.jobId))).state).toBe('draft');
    await pipeline.clock.advance(10_000);
    expect(sent(pipeline)).toEqual([]);
    const started = await pipeline.run(jobs.startClear({ ...answer, reason: ' spam wave ' }));
    expect(started).toMatchObject({ state: 'running', reasonRequired: false });
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(answer.jobId))).counts).toEqual({ ended: 3 });
    expect((await pipeline.run(jobs.list()))[0]).toMatchObject({ id: answer.jobId, reasonRequired: false });
    const { csv, json } = await record(pipeline, jobs, answer.jobId);
    expect(csv).toBe('spam wave');
    expect(json.reasonText).toBe('spam wave');
  });

  test('needs none where the policy wants none, and then there is none on record', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const { view, answer } = await drafted(pipeline, jobs);
    expect(view.reasonRequired).toBe(false);
    await pipeline.run(jobs.startClear(answer));
    await pipeline.finish(jobs);
    const { csv, json } = await record(pipeline, jobs, answer.jobId);
    expect(csv).toBe('');
    expect('reasonText' in json).toBe(false);
  });

  test('follows the policy as it is when it is started', async () => {
    const pipeline = createPipeline();
    const { jobs } = pipeline.boot();
    const { answer } = await drafted(pipeline, jobs);
    pipeline.now.policy = WANTED;
    expect((await pipeline.run(jobs.view(answer.jobId))).reasonRequired).toBe(true);
    await expect(pipeline.run(jobs.startClear(answer))).rejects.toMatchObject({
      problem: { code: 'reason missing' },
    });
  });
});
