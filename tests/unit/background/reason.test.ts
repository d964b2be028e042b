import { describe, expect, test } from 'vitest';
import { createHandlers } from '../../../entrypoints/background/handlers';
import { problemOf } from '../../../utils/jobs/job-problem';
import { createWorkerClient } from '../../../utils/protocol/client';
import { answer } from '../../../utils/protocol/router';
import { createPipeline, START } from '../jobs/pipeline';
import { WHO } from '../jobs/sample-records';

/** The worker from message to Genesys, as a frame asks it: real router, handlers and jobs, all answers parsed. */
function worker() {
  const pipeline = createPipeline();
  pipeline.now.policy = { bulkEnabled: true, allowLive: false, requireReason: true };
  const { jobs } = pipeline.boot();
  const current = async () => ({ who: WHO, missingPermissions: [], configured: true });
  const parts = { jobs, session: { current }, clock: pipeline.clock, resume: async () => jobs.kick() };
  // What these commands ask of nobody is not there: a handler that did would fail here.
  const handlers = createHandlers(parts as unknown as Parameters<typeof createHandlers>[0]);
  const client = createWorkerClient((message) =>
    answer(
      message,
      { url: 'https://apps.mypurecloud.com/' },
      {
        handlers,
        kindOf: () => 'genesys frame',
        explain: problemOf,
      },
    ),
  );
  const ask: typeof client.ask = (command, payload) => pipeline.run(client.ask(command, payload));
  return { pipeline, jobs, ask };
}

const TOO_LONG = 'x'.repeat(501);

describe('a reason that the policy wants', () => {
  test('is carried from the frame to the record of a ghost, and nothing goes without it', async () => {
    const { pipeline, jobs, ask } = worker();
    const { id } = pipeline.emulator.addSpecial({
      kind: 'ghost: agent leg connected',
      media: 'call',
      queue: 'Support',
    });
    const asked = await ask('interaction.disconnect', { conversationId: id });
    expect(asked).toMatchObject({ jobState: 'draft', friction: 'confirm', reasonRequired: true });
    const { jobId, confirmation = '' } = asked;
    const confirm = (reason?: string) =>
      ask('interaction.confirm', { jobId, confirmation, ...(reason === undefined ? {} : { reason }) });
    await expect(confirm()).rejects.toMatchObject({ problem: { code: 'reason missing' } });
    await expect(confirm(TOO_LONG)).rejects.toMatchObject({ problem: { code: 'bad message' } });
    expect(pipeline.emulator.truth.disconnects()).toEqual([]);
    expect(await confirm('spam wave')).toMatchObject({ jobState: 'running', reasonRequired: false });
    await pipeline.finish(jobs);
    expect(await ask('interaction.get', { jobId })).toMatchObject({ outcome: 'ended' });
    expect((await ask('job.export', { jobId, format: 'csv' })).text).toContain(',spam wave,');
  });

  test('is carried to the record of a clear, and nothing starts without it', async () => {
    const { pipeline, jobs, ask } = worker();
    const { queue, emulator } = pipeline;
    emulator.addWaiting('email', { queue: queue.name, count: 2, until: START - 60_000 });
    const { id: jobId } = await pipeline.run(jobs.draftClear(queue, WHO));
    await pipeline.until(async () => !(await jobs.view(jobId)).draft.collecting);
    const { confirmation = '', reasonRequired } = await ask('job.get', { jobId });
    expect(reasonRequired).toBe(true);
    const start = (reason?: string) =>
      ask('clear.start', {
        jobId,
        confirmation,
        typedName: queue.name,
        ...(reason === undefined ? {} : { reason }),
      });
    await expect(start()).rejects.toMatchObject({ problem: { code: 'reason missing' } });
    await expect(start('   ')).rejects.toMatchObject({ problem: { code: 'reason missing' } });
    await expect(start(TOO_LONG)).rejects.toMatchObject({ problem: { code: 'bad message' } });
    expect((await ask('job.get', { jobId })).state).toBe('draft');
    expect(await start('x'.repeat(500))).toMatchObject({ state: 'running', reasonRequired: false });
    await pipeline.finish(jobs);
    expect((await ask('job.get', { jobId })).counts).toEqual({ ended: 2 });
    const json = JSON.parse((await ask('job.export', { jobId, format: 'json' })).text);
    expect(json.job.reasonText).toBe('x'.repeat(500));
  });
});
