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
    reasonRequired: false,
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
  reasonRequired: true,
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
  const { confirmation: _, ...refused } = single({ ...live, reasonRequired: false });
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

/** Types into the field of that name. */
async function write(label: string, text: string): Promise<HTMLInputElement> {
  const { htmlFor } = [...root.querySelectorAll('label')].find((one) => one.textContent === label) ?? {};
  const field = root.querySelector<HTMLInputElement>(`input[id="${htmlFor}"]`);
  if (!field) throw new Error(`no field ${label}`);
  await act(() => {
    field.value = text;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  return field;
}

test('where it may be overridden it takes a reason first, and hands it on', async () => {
  await show(live);
  expect(button('Disconnect anyway')?.title).toBe('Enter a reason first.');
  press('Disconnect anyway');
  expect(done).toEqual([]);
  const field = await write('Reason', '  asked by the customer ');
  expect(field.placeholder).toBe('Required to disconnect a live interaction');
  press('Disconnect anyway');
  expect(done).toEqual(['disconnect asked by the customer']);
});

test.each([
  ['waiting', 'This one is waiting in a queue.'],
  ['ghost', 'This one is a ghost.'],
] as const)(
  'where the policy wants a reason, a %s one takes it first, and hands it on',
  async (verdict, said) => {
    await show({ verdict, reasonRequired: true });
    expect(root.textContent).toContain(said);
    expect(button('Disconnect')?.getAttribute('aria-disabled')).toBe('true');
    expect(button('Disconnect')?.title).toBe('Enter a reason first.');
    press('Disconnect');
    const field = await write('Reason', '   ');
    expect(field.placeholder).toBe('Required by your organisation');
    press('Disconnect');
    expect(done).toEqual([]);
    await write('Reason', ' spam wave ');
    expect(button('Disconnect')?.hasAttribute('aria-disabled')).toBe(false);
    button('Disconnect')?.click();
    expect(done).toEqual([]);
    press('Disconnect');
    expect(done).toEqual(['disconnect spam wave']);
  },
);

test('a reason is cut to what the worker takes', async () => {
  await show({ reasonRequired: true });
  await write('Reason', 'x'.repeat(501));
  press('Disconnect');
  expect(done).toEqual([`disconnect ${'x'.repeat(500)}`]);
});

test('where no reason is wanted there is no field for one', async () => {
  await show();
  expect(root.querySelector('input')).toBeNull();
});
