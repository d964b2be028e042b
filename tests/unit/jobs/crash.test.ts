import { describe, expect, test } from 'vitest';
import { createPipeline, type Life, START } from './pipeline';

const HOUR = 3_600_000;

/** A small repeatable source of chance. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe('a worker that is killed at any moment', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'seed %i: nothing is lost, nothing is sent blind a second time',
    async (seed) => {
      // Answers that take long leave many requests on the wire at each death.
      const pipeline = createPipeline(
        { latency: { minMs: 200, maxMs: 2_500, tailMs: 0, tailChance: 0 } },
        seed,
      );
      const { emulator, clock } = pipeline;
      const random = dice(seed);
      const ids = emulator
        .addWaiting('email', {
          queue: pipeline.queue.name,
          count: 120,
          since: START - 9 * HOUR,
          until: START - HOUR,
        })
        .map(({ id }) => id);
      let life: Life = pipeline.boot();
      const jobId = await pipeline.startClear(life.jobs);
      let deaths = 0;
      for (let end = false; !end; ) {
        await clock.advance(Math.floor(random() * 9_000));
        end = !(await pipeline.run(life.jobs.unfinished()));
        if (end || deaths === 6) break;
        life.die();
        deaths += 1;
        life = pipeline.boot();
        life.jobs.kick();
      }
      await pipeline.finish(life.jobs);

      const view = await pipeline.run(life.jobs.view(jobId));
      expect(deaths).toBeGreaterThan(1);
      expect(pipeline.problems).toEqual([]);
      expect(view.counts).toEqual({ ended: 120 });
      expect(new Set(emulator.truth.ended('our call'))).toEqual(new Set(ids));
      expect(emulator.truth.sentTwiceWithoutRead()).toEqual([]);
      expect(emulator.truth.rate().refused429).toBe(0);
    },
  );
});

test('a draft that was being listed when the worker died is incomplete, and says so', async () => {
  const pipeline = createPipeline();
  pipeline.emulator.addWaiting('email', { queue: pipeline.queue.name, count: 2_000 });
  const first = pipeline.boot();
  const { id } = await pipeline.run(first.jobs.draftClear(pipeline.queue, { ...who() }));
  await pipeline.until(async () => (await first.jobs.view(id)).total > 0);
  first.die();
  const { jobs } = pipeline.boot();
  jobs.kick();
  await pipeline.until(async () => !(await jobs.view(id)).draft.collecting);
  const view = await pipeline.run(jobs.view(id));
  expect(view.draft).toMatchObject({ complete: false, problem: { detail: 'interrupted' } });
  const start = jobs.startClear({
    jobId: id,
    confirmation: view.confirmation ?? '',
    typedName: 'Support e-mail',
  });
  await expect(pipeline.run(start)).rejects.toMatchObject({ problem: { code: 'draft incomplete' } });
  expect(pipeline.emulator.truth.disconnects()).toEqual([]);

  function who() {
    const known = pipeline.now.who;
    if (known === undefined) throw new Error('nobody is signed in');
    return known;
  }
});

test('a second runner waits while the first one lives', async () => {
  const pipeline = createPipeline();
  pipeline.emulator.addWaiting('email', { queue: pipeline.queue.name, count: 30, until: START - 60_000 });
  const first = pipeline.boot();
  const second = pipeline.boot();
  const jobId = await pipeline.startClear(first.jobs);
  second.jobs.kick();
  await pipeline.finish(first.jobs);
  expect((await pipeline.run(second.jobs.view(jobId))).counts).toEqual({ ended: 30 });
  expect(pipeline.emulator.truth.disconnects()).toHaveLength(30);
});
