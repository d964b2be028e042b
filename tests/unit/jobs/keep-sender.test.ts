import { describe, expect, test } from 'vitest';
import type { Bucket } from '../../../utils/jobs/states';
import { createPipeline, type Life, type Pipeline, START } from './pipeline';
import { WHO } from './sample-records';

const HOUR = 3_600_000;
const SPAM = 'flood.example.test';
const CUSTOMERS = 'customer.example.test';

function fill(pipeline: Pipeline, count: number, addressFrom: string): string[] {
  const since = START - 20 * HOUR;
  return pipeline.emulator
    .addWaiting('email', {
      queue: pipeline.queue.name,
      count,
      since,
      until: START - 60_000,
      senders: [{ addressFrom }],
    })
    .map(({ id }) => id);
}

async function draft({ pipeline, life }: { pipeline: Pipeline; life: Life }): Promise<string> {
  const { id } = await pipeline.run(life.jobs.draftClear(pipeline.queue, WHO));
  await pipeline.until(async () => !(await life.jobs.view(id)).draft.collecting);
  return id;
}

/** A complete draft of 30 spam e-mails and 10 of customers, one in two with capitals in the domain. */
async function drafted() {
  const pipeline = createPipeline();
  const spam = fill(pipeline, 30, `win@${SPAM}`);
  const customers = [
    ...fill(pipeline, 5, `ana@${CUSTOMERS}`),
    ...fill(pipeline, 5, 'li@Customer.Example.TEST'),
  ];
  const life = pipeline.boot();
  const jobId = await draft({ pipeline, life });
  const { jobs } = life;
  return {
    pipeline,
    life,
    jobs,
    jobId,
    spam,
    customers,
    view: () => pipeline.run(jobs.view(jobId)),
    keep: (sender: string, keep = true) => pipeline.run(jobs.keepSender({ jobId, sender, keep })),
    start: (confirmation = '') =>
      pipeline.run(jobs.startClear({ jobId, confirmation, typedName: pipeline.queue.name })),
    idsIn: async (bucket: Bucket) =>
      new Set(
        (await pipeline.run(jobs.items({ jobId, bucket, limit: 500 }))).map((item) => item.conversationId),
      ),
  };
}

describe('a sender that is kept', () => {
  test('is left out whatever the casing of its domain, with the reason', async () => {
    const { keep, jobs, jobId, pipeline, customers, spam, idsIn } = await drafted();
    const view = await keep(CUSTOMERS);
    expect(view.counts).toEqual({ pending: 30, 'left out': 10 });
    expect(view.total).toBe(40);
    expect(view.draft.keptSenders).toEqual([CUSTOMERS]);
    expect(view.draft.senders.rows).toEqual([
      { name: SPAM, count: 30 },
      { name: CUSTOMERS, count: 10 },
    ]);
    expect(await idsIn('left out')).toEqual(new Set(customers));
    expect(await idsIn('pending')).toEqual(new Set(spam));
    const [first] = await pipeline.run(jobs.items({ jobId, bucket: 'left out', limit: 1 }));
    expect(first).toMatchObject({ state: 'left out', reason: 'sender kept' });
    expect(first).not.toHaveProperty('outcome', expect.anything());
  });

  test('is taken back in as it was', async () => {
    const { keep, idsIn, customers } = await drafted();
    await keep(SPAM);
    await keep(CUSTOMERS);
    const view = await keep(CUSTOMERS, false);
    expect(view.counts).toEqual({ pending: 10, 'left out': 30 });
    expect(view.draft.keptSenders).toEqual([SPAM]);
    expect(await idsIn('pending')).toEqual(new Set(customers));
  });

  test('is never sent to: the rest ends, it stays, and both are on record', async () => {
    const { keep, start, pipeline, life, jobs, jobId, spam, customers } = await drafted();
    await start((await keep(CUSTOMERS)).confirmation);
    await pipeline.finish(jobs);
    const { truth } = pipeline.emulator;
    const view = await pipeline.run(jobs.view(jobId));
    expect(view).toMatchObject({ state: 'finished', total: 30, counts: { ended: 30, 'left out': 10 } });
    expect(new Set(truth.disconnects().map(({ conversationId }) => conversationId))).toEqual(new Set(spam));
    for (const id of customers) expect(truth.conversation(id).endedAt).toBeUndefined();
    // Nor when everything that failed is tried again: there is nothing that failed.
    await expect(pipeline.run(jobs.retryFailed(jobId))).rejects.toMatchObject({
      problem: { code: 'nothing chosen' },
    });
    const csv = await pipeline.run(life.jobs.exportPage({ jobId, format: 'csv' }));
    const rows = csv.text.split('\r\n').filter((row) => row.includes('left out,sender kept'));
    expect(rows).toHaveLength(10);
    expect(rows.every((row) => customers.some((id) => row.includes(id)))).toBe(true);
    const json = await pipeline.run(jobs.exportPage({ jobId, format: 'json' }));
    const record = JSON.parse(json.text) as { job: object; items: { state: string; reason?: string }[] };
    expect(record.job).toMatchObject({ draft: { keptSenders: [CUSTOMERS] } });
    expect(record.items.filter(({ reason }) => reason === 'sender kept')).toHaveLength(10);
  });

  test('stays left out of a job that is cancelled', async () => {
    const { keep, start, pipeline, jobs, jobId } = await drafted();
    await start((await keep(CUSTOMERS)).confirmation);
    await pipeline.run(jobs.cancel(jobId));
    await pipeline.finish(jobs);
    expect((await pipeline.run(jobs.view(jobId))).counts['left out']).toBe(10);
  });

  test('leaves nothing to start when it was the only one', async () => {
    const { keep, start } = await drafted();
    await keep(SPAM);
    const { confirmation, counts } = await keep(CUSTOMERS);
    expect(counts).toEqual({ 'left out': 40 });
    await expect(start(confirmation)).rejects.toMatchObject({ problem: { code: 'nothing chosen' } });
  });
});

describe('the confirmation', () => {
  test('of the list as it was is void, the new one starts it', async () => {
    const { keep, start, view } = await drafted();
    const before = (await view()).confirmation;
    const after = (await keep(CUSTOMERS)).confirmation;
    expect(before).toBeDefined();
    expect(after).toBeDefined();
    await expect(start(before)).rejects.toMatchObject({ problem: { code: 'stale confirmation' } });
    expect((await start(after)).state).toBe('running');
  });

  test('does not make an old list young', async () => {
    const { keep, start, pipeline } = await drafted();
    await pipeline.clock.advance(16 * 60_000);
    const { confirmation } = await keep(CUSTOMERS);
    await expect(start(confirmation)).rejects.toMatchObject({ problem: { code: 'stale confirmation' } });
  });

  test('comes after both of two changes that were made at once', async () => {
    const { jobs, jobId, pipeline, view } = await drafted();
    await pipeline.run(
      Promise.all([
        jobs.keepSender({ jobId, sender: SPAM, keep: true }),
        jobs.keepSender({ jobId, sender: CUSTOMERS, keep: true }),
      ]),
    );
    expect(await view()).toMatchObject({ counts: { 'left out': 40 }, confirmation: expect.any(String) });
  });
});

describe('refused, and nothing is changed:', () => {
  test('a name that the list does not have, such as the sum of the others', async () => {
    const { keep, view } = await drafted();
    const before = await view();
    await expect(keep('others')).rejects.toMatchObject({ problem: { code: 'wrong state' } });
    expect(await view()).toEqual(before);
  });

  test('a list that is still made, or was started', async () => {
    const { pipeline, jobs, keep, start, view } = await drafted();
    const { id } = await pipeline.run(jobs.draftClear(pipeline.queue, WHO));
    await expect(
      pipeline.run(jobs.keepSender({ jobId: id, sender: SPAM, keep: true })),
    ).rejects.toMatchObject({ problem: { code: 'draft incomplete' } });
    await start((await view()).confirmation);
    await expect(keep(SPAM)).rejects.toMatchObject({ problem: { code: 'wrong state' } });
  });

  test('anybody but the one whose list it is', async () => {
    const { pipeline, keep, view } = await drafted();
    pipeline.now.who = { ...WHO, userId: 'user-2' };
    await expect(keep(SPAM)).rejects.toMatchObject({ problem: { code: 'another user' } });
    expect((await view()).draft.keptSenders).toEqual([]);
  });
});

test('those without an address are kept under one name', async () => {
  const pipeline = createPipeline();
  fill(pipeline, 4, `win@${SPAM}`);
  pipeline.emulator.addWaiting('email', {
    queue: pipeline.queue.name,
    count: 3,
    until: START - 60_000,
    senders: [{ subject: 'no sender' }],
  });
  const life = pipeline.boot();
  const jobId = await draft({ pipeline, life });
  const view = await pipeline.run(life.jobs.keepSender({ jobId, sender: 'unknown', keep: true }));
  expect(view.counts).toEqual({ pending: 4, 'left out': 3 });
});

test('a worker that dies in the middle leaves a list that cannot be started, until the change is made again', async () => {
  const pipeline = createPipeline();
  fill(pipeline, 200, `win@${SPAM}`);
  const customers = fill(pipeline, 2_000, `ana@${CUSTOMERS}`);
  const first = pipeline.boot();
  const jobId = await draft({ pipeline, life: first });
  const { confirmation: old = '' } = await pipeline.run(first.jobs.view(jobId));
  const { jobs } = pipeline.boot();
  first.jobs.keepSender({ jobId, sender: CUSTOMERS, keep: true }).catch(() => {});
  while ((await jobs.items({ jobId, bucket: 'left out', limit: 1 })).length === 0);
  first.die();
  const half = await pipeline.run(jobs.view(jobId));
  expect(half.counts['left out']).toBeGreaterThan(0);
  expect(half.counts['left out']).toBeLessThan(2_000);
  expect(half.confirmation).toBeUndefined();
  for (const confirmation of [old, '']) {
    const start = jobs.startClear({ jobId, confirmation, typedName: pipeline.queue.name });
    await expect(pipeline.run(start)).rejects.toMatchObject({ problem: { code: 'stale confirmation' } });
  }
  const whole = await pipeline.run(jobs.keepSender({ jobId, sender: CUSTOMERS, keep: true }));
  expect(whole.counts).toEqual({ pending: 200, 'left out': 2_000 });
  const { confirmation = '' } = whole;
  await pipeline.run(jobs.startClear({ jobId, confirmation, typedName: pipeline.queue.name }));
  await pipeline.finish(jobs);
  const { truth } = pipeline.emulator;
  expect(truth.ended('our call')).toHaveLength(200);
  expect(customers.filter((id) => truth.conversation(id).endedAt !== undefined)).toEqual([]);
});
