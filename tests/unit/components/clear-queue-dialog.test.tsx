// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ClearQueueDialog } from '../../../components/clear/ClearQueueDialog';
import { draftJob, item, NOW, QUEUE_ID, runningJob } from './example-views';
import { type Answers, createFakeWorker, refuse } from './fake-worker';
import { button, field, hasButton, leave, pass, press, show, type, whyDisabled } from './page';

vi.mock('#i18n', () => import('./english'));

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(async () => {
  await leave();
  vi.useRealTimers();
});

async function open(answers: Answers = {}) {
  const onClose = vi.fn();
  const worker = createFakeWorker({
    'jobs.list': () => [],
    'clear.draft': () => draftJob(),
    'job.get': () => draftJob(),
    'job.items': ({ bucket }) => [
      bucket === 'left out' ? item(9, { state: 'left out', reason: 'sender kept' }) : item(1),
    ],
    'job.cancel': () => draftJob({ state: 'cancelled' }),
    ...answers,
  });
  const root = await show(<ClearQueueDialog client={worker.client} queueId={QUEUE_ID} onClose={onClose} />);
  await pass(10);
  return { worker, onClose, root, text: () => root.textContent ?? '' };
}

describe('the list', () => {
  test('says which queue, for whom, how many and how old', async () => {
    const { root, text } = await open();
    expect(root.querySelector('dialog')?.open).toBe(true);
    expect(root.querySelector('h2')?.textContent).toBe('Clear queue: Support e-mail');
    expect(text()).toContain('Example Care · mypurecloud.com · supervisor@example.test');
    expect(text()).toContain('5,065 waiting now · oldest 23 h');
    expect(text()).toContain('flood.example.test');
    expect(text()).toContain('others25');
    expect(text()).toContain('5,000 interactions will end. 65 stay.');
    expect(text()).toContain('cannot be undone');
    expect(text()).toContain('sender1@flood.example.test');
  });

  test('shows what is left out, with the reason', async () => {
    const { text, worker } = await open();
    await press(button('65 left out'));
    expect(worker.payloadsOf('job.items').at(-1)).toMatchObject({ bucket: 'left out' });
    expect(text()).toContain('You kept its sender out.');
  });

  test('cannot be started while it is made, and follows how far it is', async () => {
    const { draft } = draftJob();
    let total = 1200;
    const collecting = () => draftJob({ total, draft: { ...draft, collecting: true, complete: false } });
    const { text } = await open({ 'clear.draft': collecting, 'job.get': collecting });
    expect(text()).toContain('1,200 found of about 5,065');
    expect(whyDisabled(button('Start clearing'))).toBe('Wait until the list is complete.');
    total = 2400;
    await pass(1000);
    expect(text()).toContain('2,400 found of about 5,065');
  });

  test('an incomplete one is never offered for a start, but a new one is', async () => {
    const { draft } = draftJob();
    const incomplete = draftJob({
      draft: { ...draft, complete: false, problem: { code: 'Genesys error', correlationId: 'c-1' } },
    });
    const { text, worker } = await open({ 'job.get': () => incomplete });
    expect(text()).toContain('The list could not be read to its end.');
    expect(text()).toContain('Correlation id c-1');
    expect(whyDisabled(button('Start clearing'))).toBe('The list is incomplete. Preview again.');
    await press(button('Preview again'));
    expect(worker.payloadsOf('clear.draft')).toHaveLength(2);
  });

  test('an empty queue is called empty only when the list is whole', async () => {
    const { draft } = draftJob();
    const empty = { total: 0, counts: {}, draft: { ...draft, depth: 0 } };
    const { text } = await open({ 'job.get': () => draftJob(empty) });
    expect(text()).toContain('Nothing is waiting in this queue.');
    expect(whyDisabled(button('Start clearing'))).toBe('There is nothing to end.');
  });
});

describe('a sender', () => {
  const { draft } = draftJob();
  const CUSTOMERS = 'customer.example.test';
  const withoutCustomers = () =>
    draftJob({
      draft: { ...draft, keptSenders: [CUSTOMERS] },
      counts: { pending: 5025, 'left out': 40 },
      confirmation: 'nonce-2',
    });
  const whole = () => draftJob({ counts: { pending: 5065 } });

  /** A worker that keeps what it is told, once `release` lets it. */
  async function openKeeping() {
    let job = whole();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const opened = await open({
      'clear.draft': () => job,
      'job.get': () => job,
      'clear.keep': async ({ keep }) => {
        const { confirmation: _, ...changing } = job;
        job = changing;
        await released;
        job = keep ? withoutCustomers() : whole();
        return job;
      },
    });
    return { ...opened, release };
  }

  test('is kept with one press: numbers and sentence follow, the typed name stays', async () => {
    const { worker, text, release } = await openKeeping();
    release();
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    expect(text()).toContain('5,065 interactions will end.');
    await press(button(`Keep ${CUSTOMERS}`));
    expect(worker.payloadsOf('clear.keep')).toEqual([{ jobId: 'job-1', sender: CUSTOMERS, keep: true }]);
    expect(text()).toContain('5,025 interactions will end. 40 stay.');
    expect(text()).toContain('Kept');
    expect(button(`Take ${CUSTOMERS}`).textContent).toBe('Take');
    expect(field('Type the queue name to confirm').value).toBe('Support e-mail');
    expect(whyDisabled(button('Start clearing'))).toBeUndefined();
    expect(hasButton('40 left out')).toBe(true);
    await press(button(`Take ${CUSTOMERS}`));
    expect(worker.payloadsOf('clear.keep').at(-1)).toMatchObject({ keep: false });
    expect(text()).toContain('5,065 interactions will end.');
    expect(hasButton(`Keep ${CUSTOMERS}`)).toBe(true);
  });

  test('starts with the new confirmation', async () => {
    const { worker, release } = await openKeeping();
    worker.answers['clear.start'] = () => runningJob();
    release();
    await press(button(`Keep ${CUSTOMERS}`));
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Start clearing'));
    expect(worker.payloadsOf('clear.start')).toEqual([
      { jobId: 'job-1', confirmation: 'nonce-2', typedName: 'Support e-mail' },
    ]);
  });

  test('that is being kept holds the start and the other senders back, and says why', async () => {
    const { worker, release } = await openKeeping();
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button(`Keep ${CUSTOMERS}`));
    // A look meanwhile finds the list without its confirmation.
    await pass(3000);
    const why = 'The list is being changed. This takes a moment.';
    expect(whyDisabled(button('Start clearing'))).toBe(why);
    expect(whyDisabled(button('Keep flood.example.test'))).toBe(why);
    expect(whyDisabled(button('Preview again'))).toBe(why);
    expect(button(`Keep ${CUSTOMERS}`).getAttribute('aria-busy')).toBe('true');
    await press(button('Start clearing'));
    await press(button(`Keep ${CUSTOMERS}`));
    expect(worker.payloadsOf('clear.keep')).toHaveLength(1);
    release();
    await pass(10);
    expect(whyDisabled(button('Start clearing'))).toBeUndefined();
    expect(whyDisabled(button('Keep flood.example.test'))).toBeUndefined();
    expect(worker.payloadsOf('clear.start')).toEqual([]);
  });

  test('whose button a script presses is not kept', async () => {
    const { worker } = await openKeeping();
    await press(button(`Keep ${CUSTOMERS}`), false);
    expect(worker.payloadsOf('clear.keep')).toEqual([]);
  });

  test('without an address is kept by its one name; the sum of the others has no button', async () => {
    const senders = { rows: [{ name: 'unknown', count: 7 }], others: 25 };
    const { text } = await open({ 'job.get': () => draftJob({ draft: { ...draft, senders } }) });
    expect(hasButton('Keep unknown')).toBe(true);
    expect(text()).toContain('others25');
    expect(hasButton('Keep others')).toBe(false);
  });

  test('cannot be kept while the list is made', async () => {
    const collecting = () => draftJob({ draft: { ...draft, collecting: true, complete: false } });
    await open({ 'clear.draft': collecting, 'job.get': collecting });
    expect(whyDisabled(button(`Keep ${CUSTOMERS}`))).toBe('Wait until the list is complete.');
  });

  test('that is the only one, kept, leaves nothing to start and the way back', async () => {
    const job = draftJob({
      draft: { ...draft, keptSenders: [CUSTOMERS] },
      total: 40,
      counts: { 'left out': 40 },
    });
    const { text } = await open({ 'job.get': () => job });
    expect(text()).toContain('0 interactions will end. 40 stay.');
    expect(text()).not.toContain('cannot be undone');
    expect(whyDisabled(button('Start clearing'))).toBe('There is nothing to end.');
    expect(hasButton(`Take ${CUSTOMERS}`)).toBe(true);
  });

  test('that could not be kept is told, and the list stays as it was', async () => {
    const { text } = await open({ 'clear.keep': () => refuse({ code: 'wrong state' }) });
    await press(button(`Keep ${CUSTOMERS}`));
    expect(text()).toContain('This is not possible any more');
    expect(hasButton(`Keep ${CUSTOMERS}`)).toBe(true);
  });
});

describe('the confirmation', () => {
  test('asks for the name, exactly', async () => {
    await open();
    expect(whyDisabled(button('Start clearing'))).toBe('Type the queue name first.');
    await type(field('Type the queue name to confirm'), 'support e-mail');
    expect(whyDisabled(button('Start clearing'))).toBe("The typed name is not the queue's name.");
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    expect(whyDisabled(button('Start clearing'))).toBeUndefined();
  });

  test("starts once, with the list's own confirmation, and becomes the progress", async () => {
    let started = false;
    const { worker, root } = await open({
      'clear.start': () => {
        started = true;
        return runningJob();
      },
      'job.get': () => (started ? runningJob() : draftJob()),
    });
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Start clearing'));
    expect(worker.payloadsOf('clear.start')).toEqual([
      { jobId: 'job-1', confirmation: 'nonce-1', typedName: 'Support e-mail' },
    ]);
    expect(root.querySelector('h2')?.textContent).toBe('Clearing: Support e-mail');
    expect(hasButton('Pause')).toBe(true);
  });

  test('a script cannot press it', async () => {
    const { worker } = await open({ 'clear.start': () => runningJob() });
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Start clearing'), false);
    expect(worker.payloadsOf('clear.start')).toEqual([]);
  });

  test('Enter in the field starts nothing', async () => {
    const { worker, root } = await open({ 'clear.start': () => runningJob() });
    expect(root.querySelector('form')).toBeNull();
    const name = field('Type the queue name to confirm');
    await type(name, 'Support e-mail');
    name.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    await pass(100);
    expect(worker.payloadsOf('clear.start')).toEqual([]);
  });

  test('a refusal is told and leaves the list as it was', async () => {
    const { text } = await open({ 'clear.start': () => refuse({ code: 'stale confirmation' }) });
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Start clearing'));
    expect(text()).toContain('nothing was sent');
    expect(hasButton('Preview again')).toBe(true);
  });

  test('a new list wants the name again', async () => {
    let made = 0;
    const job = () => draftJob({ id: `job-${made}` });
    await open({
      'clear.draft': () => {
        made += 1;
        return job();
      },
      'job.get': job,
    });
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Preview again'));
    await pass(10);
    expect(field('Type the queue name to confirm').value).toBe('');
  });
});

describe('a list that requires a reason', () => {
  const asking = () => draftJob({ reasonRequired: true });

  test('is not started without one, and says so; then it goes with the start', async () => {
    const { worker } = await open({
      'clear.draft': asking,
      'job.get': asking,
      'clear.start': () => runningJob(),
    });
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    expect(whyDisabled(button('Start clearing'))).toBe('Enter a reason first.');
    await press(button('Start clearing'));
    await type(field('Reason'), '   ');
    await press(button('Start clearing'));
    expect(worker.payloadsOf('clear.start')).toEqual([]);
    expect(field('Reason').placeholder).toBe('Required by your organisation');
    await type(field('Reason'), ' spam wave ');
    expect(whyDisabled(button('Start clearing'))).toBeUndefined();
    await press(button('Start clearing'));
    expect(worker.payloadsOf('clear.start')).toEqual([
      { jobId: 'job-1', confirmation: 'nonce-1', typedName: 'Support e-mail', reason: 'spam wave' },
    ]);
  });

  test('takes no longer one than the worker', async () => {
    const { worker } = await open({
      'clear.draft': asking,
      'job.get': asking,
      'clear.start': () => runningJob(),
    });
    await type(field('Reason'), 'x'.repeat(600));
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    await press(button('Start clearing'));
    expect(worker.payloadsOf('clear.start')).toMatchObject([{ reason: 'x'.repeat(500) }]);
  });

  test('by a policy that came while it was shown: the refusal is told, the field appears, the name stays', async () => {
    let required = false;
    const job = () => draftJob({ reasonRequired: required });
    const { text } = await open({
      'clear.draft': job,
      'job.get': job,
      'clear.start': () => refuse({ code: 'reason missing' }),
    });
    expect(document.querySelectorAll('footer label')).toHaveLength(1);
    await type(field('Type the queue name to confirm'), 'Support e-mail');
    required = true;
    await press(button('Start clearing'));
    expect(text()).toContain('Your organisation asks for a reason with every disconnect.');
    await pass(3000);
    expect(whyDisabled(button('Start clearing'))).toBe('Enter a reason first.');
    expect(field('Reason').value).toBe('');
    expect(field('Type the queue name to confirm').value).toBe('Support e-mail');
  });
});

describe('coming and going', () => {
  test('a clear of this queue that is under way is shown instead of a second list', async () => {
    const { worker, root } = await open({
      'jobs.list': () => [runningJob({ id: 'other', queue: { id: 'x', name: 'Other' } }), runningJob()],
      'job.get': () => runningJob(),
    });
    expect(worker.payloadsOf('clear.draft')).toEqual([]);
    expect(root.querySelector('h2')?.textContent).toBe('Clearing: Support e-mail');
  });

  test('one that is over is left on record, and a new list is made', async () => {
    const { worker, text } = await open({
      'jobs.list': () => [runningJob({ id: 'old', state: 'finished' }), draftJob({ id: 'abandoned' })],
    });
    expect(worker.payloadsOf('clear.draft')).toHaveLength(1);
    expect(text()).toContain('5,000 interactions will end.');
  });

  test('not signed in: says so, signs in here, and goes on to the list', async () => {
    let signedIn = false;
    const { text, worker } = await open({
      'clear.draft': () => (signedIn ? draftJob() : refuse({ code: 'not signed in' })),
      'session.signIn': () => {
        signedIn = true;
        return { missingPermissions: [], configured: true };
      },
    });
    expect(text()).toContain('You are not signed in to Unstick.');
    await press(button('Sign in'));
    await pass(10);
    expect(text()).toContain('5,000 interactions will end.');
    expect(worker.payloadsOf('clear.draft')).toHaveLength(2);
  });

  test('closing gives up a list that is still being made', async () => {
    const { draft } = draftJob();
    const collecting = () => draftJob({ draft: { ...draft, collecting: true, complete: false } });
    const { worker, onClose } = await open({ 'clear.draft': collecting, 'job.get': collecting });
    await press(button('Close'));
    await pass(10);
    expect(onClose).toHaveBeenCalledOnce();
    await leave();
    expect(worker.payloadsOf('job.cancel')).toEqual([{ jobId: 'job-1' }]);
  });

  test('closing never touches a job that runs', async () => {
    const { worker, onClose } = await open({
      'jobs.list': () => [runningJob()],
      'job.get': () => runningJob(),
    });
    await press(button('Close'));
    await pass(10);
    expect(onClose).toHaveBeenCalledOnce();
    await leave();
    expect(worker.asked.filter(({ command }) => /cancel|pause/.test(command))).toEqual([]);
  });
});
