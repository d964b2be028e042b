// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DisconnectDialog } from '../../../components/interaction/DisconnectDialog';
import type { SingleView } from '../../../utils/protocol/views';
import { createSimulatedClock } from '../clock/simulated-clock';

vi.mock('#i18n', () => import('./english'));

const NOW = Date.parse('2026-11-21T12:00:00Z');
let root: HTMLElement;
let done: string[];

beforeEach(() => {
  done = [];
  root = document.createElement('div');
  document.body.replaceChildren(root);
});
afterEach(() => act(() => render(null, root)));

function single(more: Partial<SingleView>): SingleView {
  return {
    jobId: 'job-1',
    conversationId: '11111111-aaaa-4bbb-8ccc-000000000001',
    verdict: 'waiting',
    evidence: [{ fact: 'waiting in queue', since: NOW - 90 * 60_000 }],
    friction: 'confirm',
    summary: { media: 'email', remote: 'win@flood.example.test', queueName: 'Support e-mail' },
    who: {
      region: 'mypurecloud.com',
      orgId: 'o',
      orgName: 'Example Care',
      userId: 'u',
      userName: 'Supervisor',
      userEmail: 'supervisor@example.test',
    },
    jobState: 'draft',
    itemState: 'pending',
    attempts: [],
    confirmation: 'nonce',
    ...more,
  };
}

const show = (more: Partial<SingleView> = {}) =>
  act(() =>
    render(
      <DisconnectDialog
        single={single(more)}
        clock={createSimulatedClock(NOW)}
        onDisconnect={(_, reason) => done.push(`disconnect ${reason ?? ''}`.trim())}
        onKeep={() => done.push('keep')}
      />,
      root,
    ),
  );
const live: Partial<SingleView> = {
  verdict: 'live',
  friction: 'refuse',
  evidence: [{ fact: 'customer connected', since: NOW - 192_000 }],
};
const button = (name: string) => [...root.querySelectorAll('button')].find((one) => one.textContent === name);

function press(name: string) {
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: true });
  button(name)?.dispatchEvent(event);
}

test('says what, where, who and why before anything can be done', async () => {
  await show();
  const dialog = root.querySelector('dialog');
  expect(dialog?.open).toBe(true);
  expect(root.querySelector(`#${dialog?.getAttribute('aria-labelledby')}`)?.textContent).toBe(
    'Disconnect this interaction?',
  );
  for (const words of [
    'E-mail · win@flood.example.test · Support e-mail',
    'Example Care · mypurecloud.com · supervisor@example.test',
    'This one is waiting in a queue.',
    'It has been waiting in the queue for 1 h 30 min.',
  ]) {
    expect(dialog?.textContent).toContain(words);
  }
});

test('the way out is in focus, and Escape takes it', async () => {
  await show();
  expect(document.activeElement).toBe(button('Keep it'));
  root.querySelector('dialog')?.dispatchEvent(new Event('cancel', { cancelable: true }));
  expect(done).toEqual(['keep']);
});

test('a waiting one can be disconnected by a person, not by a script', async () => {
  await show();
  button('Disconnect')?.click();
  expect(done).toEqual([]);
  press('Disconnect');
  expect(done).toEqual(['disconnect']);
});

test('a live one is refused: no confirmation from the worker, no way to send', async () => {
  const { confirmation: _, ...refused } = single(live);
  await act(() =>
    render(
      <DisconnectDialog
        single={refused}
        clock={createSimulatedClock(NOW)}
        onDisconnect={() => done.push('disconnect')}
        onKeep={() => done.push('keep')}
      />,
      root,
    ),
  );
  expect(root.textContent).toContain('This one looks live.');
  expect(button('Disconnect anyway')?.getAttribute('aria-disabled')).toBe('true');
  expect(button('Disconnect anyway')?.title).toBe(
    'Unstick does not disconnect an interaction like this one.',
  );
  expect(root.querySelector('input')).toBeNull();
  press('Disconnect anyway');
  expect(done).toEqual([]);
});

test('where it may be overridden it takes a reason first, and hands it on', async () => {
  await show(live);
  expect(button('Disconnect anyway')?.title).toBe('Enter a reason first.');
  press('Disconnect anyway');
  expect(done).toEqual([]);
  const field = root.querySelector('input');
  if (!field) throw new Error('no field for the reason');
  await act(() => {
    field.value = '  asked by the customer ';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  press('Disconnect anyway');
  expect(done).toEqual(['disconnect asked by the customer']);
});
