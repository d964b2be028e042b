// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { JobPage } from '../../../components/console/JobPage';
import type { JobView } from '../../../utils/protocol/views';
import { item, NOW, runningJob, session } from './example-views';
import { type Answers, createFakeWorker, refuse } from './fake-worker';
import { button, hasButton, leave, pass, press, show, whyDisabled } from './page';

vi.mock('#i18n', () => import('./english'));

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(async () => {
  await leave();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function open(first: JobView, answers: Answers = {}) {
  const now = { job: first };
  const worker = createFakeWorker({
    'job.get': () => now.job,
    'job.items': ({ bucket }) => [
      item(1, { state: 'done', outcome: bucket === 'skipped' ? 'skipped' : 'ended' }),
    ],
    ...answers,
  });
  const root = await show(<JobPage client={worker.client} jobId="job-1" />);
  await pass(10);
  return { now, worker, root, text: () => root.textContent ?? '' };
}

describe('one look', () => {
  test('says how far, how fast, how long, and what did not end', async () => {
    const { text, root } = await open(runningJob());
    expect(text()).toContain('3,204 of 5,000');
    expect(text()).toContain('284 /min');
    expect(text()).toContain('of 300 requests allowed, 12 kept for you, 41 left this minute');
    expect(text()).toContain('6 min 20 s');
    expect(text()).toContain('31skipped');
    expect(root.querySelector('progress')?.getAttribute('aria-label')).toBe('3,237 of 5,000 settled');
    expect(root.querySelector('svg[role=img]')?.getAttribute('aria-label')).toBe(
      'Left to end over time: 1,763 now',
    );
  });

  test('follows the job, and the screen reader hears it at once only when its state changes', async () => {
    const { now, text, root } = await open(runningJob());
    const said = () => root.querySelector('[role=status]')?.textContent;
    expect(said()).toBe('3,204 of 5,000 ended, 284 a minute.');
    now.job = runningJob({ counts: { ...now.job.counts, ended: 3300 } });
    await pass(1000);
    expect(text()).toContain('3,300 of 5,000');
    expect(said()).toBe('3,204 of 5,000 ended, 284 a minute.');
    await pass(20_000);
    expect(said()).toBe('3,300 of 5,000 ended, 284 a minute.');
    now.job = runningJob({ state: 'verifying', counts: now.job.counts });
    await pass(1000);
    expect(said()).toBe('Checking. 3,300 of 5,000 ended.');
  });

  test('a count filters the table, an empty drawer is not offered', async () => {
    const { worker } = await open(runningJob());
    expect(hasButton('Failed 0')).toBe(false);
    await press(button('Skipped 31'));
    expect(worker.payloadsOf('job.items').at(-1)).toEqual({ jobId: 'job-1', limit: 51, bucket: 'skipped' });
    expect(button('Skipped 31').getAttribute('aria-pressed')).toBe('true');
    await press(button('All 5,000'));
    expect(worker.payloadsOf('job.items').at(-1)).toEqual({ jobId: 'job-1', limit: 51 });
  });

  test('what was left out is no part of the work, and has a drawer of its own', async () => {
    const left = { ...runningJob().counts, 'left out': 40 };
    const { text, worker } = await open(runningJob({ counts: left }), {
      'job.items': ({ bucket }) => [
        bucket === 'left out' ? item(9, { state: 'left out', reason: 'sender kept' }) : item(1),
      ],
    });
    expect(text()).toContain('3,204 of 5,000');
    expect(hasButton('All 5,040')).toBe(true);
    await press(button('Left out 40'));
    expect(worker.payloadsOf('job.items').at(-1)).toMatchObject({ bucket: 'left out' });
    expect(text()).toContain('You kept its sender out.');
  });

  test('pages go forward and back by the order of the rows', async () => {
    const all = Array.from({ length: 60 }, (_, index) => item(index + 1));
    const { text, worker } = await open(runningJob({ total: 60, counts: { pending: 60 } }), {
      'job.items': ({ after = 0, limit }) => all.slice(after, after + limit),
    });
    expect(text()).toContain('Rows 1–50 of 60');
    expect(text()).not.toContain('sender51@');
    await press(button('Next'));
    expect(worker.payloadsOf('job.items').at(-1)).toMatchObject({ after: 50 });
    expect(text()).toContain('Rows 51–60 of 60');
    expect(whyDisabled(button('Next'))).toBe('No rows here.');
    await press(button('Previous'));
    expect(text()).toContain('Rows 1–50 of 60');
  });
});

describe('the buttons', () => {
  test('Pause, then Resume: each answer is shown at once', async () => {
    const { now, text } = await open(runningJob(), {
      'job.pause': () => {
        now.job = runningJob({ state: 'paused', pause: { reason: 'user', at: NOW } });
        return now.job;
      },
      'job.resume': () => {
        now.job = runningJob();
        return now.job;
      },
    });
    await press(button('Pause'));
    expect(text()).toContain('You paused it.');
    expect(hasButton('Pause')).toBe(false);
    await press(button('Resume'));
    expect(hasButton('Pause')).toBe(true);
  });

  test('a script presses nothing', async () => {
    const { worker } = await open(runningJob());
    await press(button('Cancel'), false);
    expect(worker.payloadsOf('job.cancel')).toEqual([]);
  });

  test('a command that is refused says why, and the job stays on the page', async () => {
    const { text } = await open(runningJob(), { 'job.cancel': () => refuse({ code: 'wrong state' }) });
    await press(button('Cancel'));
    expect(text()).toContain('This is not possible any more');
    expect(text()).toContain('3,204 of 5,000');
  });

  test('Retry failed is there when something failed, and says so when nothing did', async () => {
    const finished = { state: 'finished' as const, finishedAt: NOW };
    const { worker } = await open(
      runningJob({ ...finished, counts: { ended: 4990, failed: 3, 'not cleared': 2, unverified: 5 } }),
      { 'job.retryFailed': () => runningJob() },
    );
    expect(button('Retry failed').textContent).toBe('Retry failed (10)');
    await press(button('Retry failed'));
    expect(worker.payloadsOf('job.retryFailed')).toEqual([{ jobId: 'job-1' }]);
    await leave();
    await open(runningJob({ ...finished, counts: { ended: 5000 } }));
    expect(whyDisabled(button('Retry failed'))).toBe('Nothing failed.');
  });

  test('Export CSV pulls the record to its end and saves one file', async () => {
    const blobs: Blob[] = [];
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:x';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {});
    const { text } = await open(runningJob(), {
      'job.export': ({ next }) =>
        next === undefined
          ? { text: 'head\r\n', next: 2, fileName: 'record.csv' }
          : { text: 'rows\r\n', fileName: 'record.csv' },
    });
    await press(button('Export CSV'));
    await pass(10);
    expect(blobs).toHaveLength(1);
    expect(blobs[0]?.size).toBe('head\r\nrows\r\n'.length);
    expect(text()).toContain('Saved: record.csv');
  });
});

describe('standing still', () => {
  test('for a sign-in: signs in here and resumes', async () => {
    const { now, worker } = await open(
      runningJob({
        state: 'paused',
        pause: { reason: 'sign-in', at: NOW, problem: { code: 'token expired' } },
      }),
      {
        'session.signIn': () => session(),
        'job.resume': () => {
          now.job = runningJob();
          return now.job;
        },
      },
    );
    await press(button('Sign in'));
    await pass(10);
    expect(worker.payloadsOf('job.resume')).toEqual([{ jobId: 'job-1' }]);
    expect(hasButton('Pause')).toBe(true);
  });

  test('for the breaker: says what Genesys answered', async () => {
    const { text } = await open(
      runningJob({
        state: 'paused',
        pause: {
          reason: 'breaker',
          at: NOW,
          problem: { code: 'Genesys error', status: 503, correlationId: 'c-5' },
        },
      }),
    );
    expect(text()).toContain('Several requests in a row failed');
    expect(text()).toContain('HTTP 503');
    expect(text()).toContain('Correlation id c-5');
  });

  test('for Genesys: tells the wait, and that it ends by itself', async () => {
    const budget = { allowedPerMinute: 300, reservedPerMinute: 12, remainingThisMinute: 0, perMinuteNow: 0 };
    const { text } = await open(runningJob({ budget: { ...budget, pausedUntil: NOW + 30_000 } }));
    expect(text()).toMatch(/Genesys asks to wait (29|30) s\. It goes on by itself\./);
  });

  test('a job that is not on record is called that', async () => {
    const { text } = await open(runningJob(), { 'job.get': () => refuse({ code: 'no such job' }) });
    expect(text()).toContain('Unstick has no record of this any more.');
  });
});
