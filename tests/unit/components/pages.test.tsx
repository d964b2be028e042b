// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Console } from '../../../components/console/Console';
import { Options } from '../../../components/options/Options';
import { Popup } from '../../../components/popup/Popup';
import { draftJob, NOW, QUEUE_ID, runningJob, SIGNED_OUT, session, settingsState } from './example-views';
import { type Answers, createFakeWorker, refuse } from './fake-worker';
import { button, field, hasButton, leave, pass, press, show, type, whyDisabled } from './page';

vi.mock('#i18n', () => import('./english'));

const ANSWERS: Answers = {
  'session.get': () => session(),
  'jobs.list': () => [],
  'page.open': () => ({}),
  'settings.get': () => settingsState(),
  'queue.search': ({ text }) => [{ id: QUEUE_ID, name: `Support ${text}`, waiting: 12 }],
};

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(async () => {
  await leave();
  vi.useRealTimers();
  location.hash = '';
});

describe('the popup', () => {
  async function open(answers: Answers = {}) {
    const onLeave = vi.fn();
    const worker = createFakeWorker({ ...ANSWERS, ...answers });
    const root = await show(<Popup client={worker.client} onLeave={onLeave} />);
    await pass(10);
    return { worker, onLeave, text: () => root.textContent ?? '' };
  }

  test('says who is signed in and where, and signs out', async () => {
    const { text } = await open({ 'session.signOut': () => SIGNED_OUT });
    expect(text()).toContain('Example Caremypurecloud.comsupervisor@example.test');
    await press(button('Sign out'));
    expect(text()).toContain('You are not signed in.');
    expect(text()).toContain('Sign-in goes to mypurecloud.com.');
    expect(hasButton('Sign in')).toBe(true);
  });

  test('a sign-in that fails says why and can be tried again', async () => {
    const { text } = await open({
      'session.get': () => SIGNED_OUT,
      'session.signIn': () => refuse({ code: 'sign-in closed' }),
    });
    await press(button('Sign in'));
    expect(text()).toContain('The sign-in window was closed before it was done.');
    expect(hasButton('Sign in')).toBe(true);
  });

  test('where nothing is set up, leads to the options', async () => {
    const { worker } = await open({ 'session.get': () => ({ missingPermissions: [], configured: false }) });
    expect(hasButton('Sign in')).toBe(false);
    await press(button('Set up'));
    expect(worker.payloadsOf('page.open')).toEqual([{ page: 'options' }]);
  });

  test('names the missing permissions', async () => {
    const missingPermissions = ['conversation:communication:disconnect'];
    const { text } = await open({ 'session.get': () => session({ missingPermissions }) });
    expect(text()).toContain('Ask your administrator for: conversation:communication:disconnect.');
  });

  test('shows what runs, not what is over or was only looked at, and opens it', async () => {
    const { text, worker, onLeave } = await open({
      'jobs.list': () => [
        runningJob(),
        runningJob({ id: 'old', state: 'finished' }),
        draftJob({ id: 'draft' }),
      ],
    });
    expect(text()).toContain('Clearing: Support e-mail');
    expect(text()).toContain('3,204 of 5,000 · 284 /min · 6 min 20 s left');
    expect(text()).not.toContain('Cleared');
    await press(button('Open'));
    expect(worker.payloadsOf('page.open')).toEqual([{ page: 'console', jobId: 'job-1' }]);
    expect(onLeave).toHaveBeenCalledOnce();
  });

  test('finds a queue once typing pauses and opens the console there', async () => {
    const { text, worker } = await open();
    await type(field('Find a queue'), 'e');
    await type(field('Find a queue'), 'e-m');
    await pass(1000);
    expect(worker.payloadsOf('queue.search')).toEqual([{ text: 'e-m' }]);
    expect(text()).toContain('Support e-m12 waiting now');
    await press(button('Clear queue…'));
    expect(worker.payloadsOf('page.open')).toEqual([{ page: 'console', queueId: QUEUE_ID }]);
  });

  test('an answer to an older text is not shown', async () => {
    let first = (_: never[]) => {};
    const { text } = await open({
      'queue.search': (asked) =>
        asked.text === 'a' ? new Promise((resolve) => (first = resolve)) : [{ id: QUEUE_ID, name: 'Newer' }],
    });
    await type(field('Find a queue'), 'a');
    await pass(400);
    await type(field('Find a queue'), 'ab');
    await pass(400);
    first([]);
    await pass(10);
    expect(text()).toContain('Newer');
    expect(text()).not.toContain('No queue you may see');
  });
});

describe('the console', () => {
  async function open(hash: string, answers: Answers = {}) {
    location.hash = hash;
    const worker = createFakeWorker({ ...ANSWERS, ...answers });
    const root = await show(<Console client={worker.client} />);
    await pass(10);
    return { worker, root, text: () => root.textContent ?? '' };
  }

  test('lists the jobs on record, newest first, each with its page', async () => {
    const { root } = await open('#/jobs', {
      'jobs.list': () => [
        runningJob({ id: 'older', createdAt: NOW - 5000, state: 'finished' }),
        runningJob({ id: 'newer' }),
        draftJob({ id: 'looked at' }),
      ],
    });
    const links = [...root.querySelectorAll('tbody a')].map((link) => link.getAttribute('href'));
    expect(links).toEqual(['#/jobs/newer', '#/jobs/older']);
    expect(root.querySelector('[aria-current=page]')?.textContent).toBe('Jobs');
  });

  test("opens at a queue's list", async () => {
    const { root, worker } = await open(`#/clear/${QUEUE_ID}`, {
      'clear.draft': () => draftJob(),
      'job.get': () => draftJob(),
      'job.items': () => [],
    });
    expect(worker.payloadsOf('clear.draft')).toEqual([{ queueId: QUEUE_ID }]);
    expect(root.querySelector('h2')?.textContent).toBe('Clear queue: Support e-mail');
  });

  test('lists nothing before somebody is signed in, then goes on by itself', async () => {
    const { worker } = await open(`#/clear/${QUEUE_ID}`, {
      'session.get': () => SIGNED_OUT,
      'session.signIn': () => session(),
      'clear.draft': () => draftJob(),
      'job.get': () => draftJob(),
      'job.items': () => [],
    });
    expect(worker.payloadsOf('clear.draft')).toEqual([]);
    await press(button('Sign in'));
    await pass(10);
    expect(worker.payloadsOf('clear.draft')).toHaveLength(1);
  });
});

describe('the options', () => {
  async function open(answers: Answers = {}) {
    const worker = createFakeWorker({ ...ANSWERS, ...answers });
    const root = await show(<Options client={worker.client} />);
    await pass(10);
    return { worker, text: () => root.textContent ?? '' };
  }

  test('gives the exact redirect URI to copy', async () => {
    const written: string[] = [];
    vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (value) => void written.push(value));
    await open();
    expect(field('Redirect URI').value).toBe('https://extension-id.example.test/oauth');
    await press(button('Copy'));
    expect(written).toEqual(['https://extension-id.example.test/oauth']);
    expect(hasButton('Copied')).toBe(true);
  });

  test('saves what was changed and nothing else', async () => {
    const { worker, text } = await open({
      'settings.save': (changes) => {
        const saved = settingsState();
        return { ...saved, settings: { ...saved.settings, undoSeconds: changes.undoSeconds ?? 0 } };
      },
    });
    expect(whyDisabled(button('Save'))).toBe('There is nothing to save.');
    await type(field('Undo (seconds)'), '9');
    expect(whyDisabled(button('Sign in'))).toBe('Save your changes first.');
    await press(button('Save'));
    expect(worker.payloadsOf('settings.save')).toEqual([{ undoSeconds: 9 }]);
    expect(text()).toContain('Saved.');
    expect(whyDisabled(button('Sign in'))).toBeUndefined();
  });

  test('does not save what is out of range, and says what is', async () => {
    const { worker, text } = await open();
    await type(field('Reserve (percent)'), '80');
    await press(button('Save'));
    expect(text()).toContain('Enter a whole number from 0 to 50.');
    expect(worker.payloadsOf('settings.save')).toEqual([]);
  });

  test('shows what the policy decides as locked, and what of it could not be used', async () => {
    const { text } = await open({
      'settings.get': () =>
        settingsState({ locked: ['clientId', 'region'], policyProblems: ['maxJobSize: a number'] }),
    });
    expect(field('OAuth client ID').disabled).toBe(true);
    expect(field('Region').disabled).toBe(true);
    expect(field('Undo (seconds)').disabled).toBe(false);
    expect(text().split("Set by your organisation's policy.")).toHaveLength(3);
    expect(text()).toContain('maxJobSize: a number');
  });

  test('the try says who is signed in, or why not', async () => {
    let known = false;
    const { text } = await open({
      'session.signIn': () => (known ? session() : refuse({ code: 'wrong client' })),
    });
    await press(button('Sign in'));
    expect(text()).toContain('Genesys does not know the OAuth client');
    known = true;
    await press(button('Sign in'));
    expect(text()).toContain('Signed in as Sam Example, to Example Care in mypurecloud.com.');
    expect(text()).toContain('You have every permission that Unstick needs.');
    expect(text()).not.toContain('Genesys does not know the OAuth client');
  });
});
