import { describe, expect, test, vi } from 'vitest';
import { followJob, lookInterval } from '../../../components/job-feed';
import type { JobView, Problem } from '../../../utils/protocol/views';
import { draftJob, runningJob } from './example-views';
import { createFakeWorker, refuse } from './fake-worker';

vi.mock('#i18n', () => import('./english'));

/** A follower whose waiting and whose visibility the test decides. */
function follow(answer: () => JobView | Promise<JobView>) {
  const worker = createFakeWorker({ 'job.get': answer });
  const jobs: JobView[] = [];
  const problems: Problem[] = [];
  const waits: { run: () => void; ms: number; cancelled: boolean }[] = [];
  let seen = true;
  let tell = () => {};
  const following = followJob({
    client: worker.client,
    jobId: 'job-1',
    wait(run, ms) {
      const waiting = { run, ms, cancelled: false };
      waits.push(waiting);
      return () => {
        waiting.cancelled = true;
      };
    },
    sight: {
      visible: () => seen,
      onChange(run) {
        tell = run;
        return () => {
          tell = () => {};
        };
      },
    },
    onJob: (job) => jobs.push(job),
    onProblem: (problem) => problems.push(problem),
  });
  const settle = () =>
    vi.waitFor(() => Promise.resolve()).then(() => new Promise((done) => setImmediate(done)));
  return {
    worker,
    jobs,
    problems,
    following,
    settle,
    looks: () => worker.asked.length,
    open: () => waits.filter((one) => !one.cancelled),
    async next() {
      const waiting = waits.at(-1);
      if (!waiting || waiting.cancelled) throw new Error('nothing is waited for');
      waiting.cancelled = true;
      waiting.run();
      await settle();
    },
    show(visible: boolean) {
      seen = visible;
      tell();
    },
  };
}

describe('how often a job is looked at', () => {
  test.each([
    ['running', true, 1000],
    ['verifying', true, 1000],
    ['paused', true, 3000],
    ['finished', true, 15_000],
    ['running', false, 15_000],
  ] as const)('%s, visible %s: every %i ms', (state, visible, ms) => {
    expect(lookInterval(runningJob({ state }), visible)).toBe(ms);
  });

  test('often while a list is made, less so once it stands', () => {
    const { draft } = draftJob();
    expect(lookInterval(draftJob({ draft: { ...draft, collecting: true } }), true)).toBe(1000);
    expect(lookInterval(draftJob(), true)).toBe(3000);
  });
});

describe('following a job', () => {
  test('asks at once, then once a second, one question at a time', async () => {
    const feed = follow(() => runningJob());
    await feed.settle();
    expect(feed.jobs).toHaveLength(1);
    expect(feed.open().map((one) => one.ms)).toEqual([1000]);
    await feed.next();
    await feed.next();
    expect(feed.looks()).toBe(3);
    expect(feed.open()).toHaveLength(1);
  });

  test('asks slower each time it fails, tells the problem, and recovers', async () => {
    let broken = true;
    const feed = follow(() => (broken ? refuse({ code: 'offline' }) : runningJob()));
    await feed.settle();
    for (let time = 0; time < 4; time += 1) await feed.next();
    expect(feed.problems.map((problem) => problem.code)).toEqual(Array(5).fill('offline'));
    expect(feed.open().map((one) => one.ms)).toEqual([15_000]);
    broken = false;
    await feed.next();
    expect(feed.jobs).toHaveLength(1);
    expect(feed.open().map((one) => one.ms)).toEqual([1000]);
  });

  test('stops for a job that does not exist', async () => {
    const feed = follow(() => refuse({ code: 'no such job' }));
    await feed.settle();
    expect(feed.problems).toHaveLength(1);
    expect(feed.open()).toHaveLength(0);
  });

  test('an answer that a button overtook is not shown', async () => {
    let answer = (_: JobView) => {};
    const feed = follow(() => new Promise<JobView>((resolve) => (answer = resolve)));
    await feed.settle();
    feed.following.take(runningJob({ state: 'paused' }));
    answer(runningJob());
    await feed.settle();
    expect(feed.jobs.map((job) => job.state)).toEqual(['paused']);
  });

  test('another job is never taken for this one', async () => {
    const feed = follow(() => runningJob());
    await feed.settle();
    feed.following.take(runningJob({ id: 'job-2' }));
    expect(feed.jobs).toHaveLength(1);
  });

  test('looks at once when the page comes into sight again', async () => {
    const feed = follow(() => runningJob());
    await feed.settle();
    feed.show(false);
    await feed.next();
    expect(feed.open().map((one) => one.ms)).toEqual([15_000]);
    feed.show(true);
    await feed.settle();
    expect(feed.looks()).toBe(3);
    expect(feed.open().map((one) => one.ms)).toEqual([1000]);
  });

  test('is silent once stopped', async () => {
    const feed = follow(() => runningJob());
    feed.following.stop();
    await feed.settle();
    feed.following.look();
    feed.show(true);
    await feed.settle();
    expect(feed.jobs).toHaveLength(0);
    expect(feed.looks()).toBe(1);
  });
});
