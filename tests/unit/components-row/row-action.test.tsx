// @vitest-environment happy-dom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RowAction } from '../../../components/row/RowAction';
import { rowWords } from '../../../components/row/row-words';
import type { SingleView } from '../../../utils/protocol/views';
import type { RowState } from '../../../utils/views/row-states';
import { createSimulatedClock } from '../clock/simulated-clock';

vi.mock('#i18n', () => import('./english'));

const NOW = Date.parse('2026-11-21T12:00:00Z');

function single(more: Partial<SingleView> = {}): SingleView {
  return {
    jobId: 'job-1',
    conversationId: '11111111-aaaa-4bbb-8ccc-000000000001',
    verdict: 'ghost',
    evidence: [{ fact: 'customer left', since: NOW - 118 * 60_000 }],
    friction: 'undo',
    summary: {},
    who: {
      region: 'mypurecloud.com',
      orgId: 'o',
      orgName: 'Example Care',
      userId: 'u',
      userName: 'Supervisor',
      userEmail: 'supervisor@example.test',
    },
    jobState: 'running',
    itemState: 'pending',
    attempts: [],
    reasonRequired: false,
    ...more,
  };
}

function underWay(more: Partial<SingleView>): RowState {
  return { phase: 'under way', single: single(more), since: NOW, undoing: false };
}

const settled = (more: Partial<SingleView>): RowState => ({
  phase: 'settled',
  single: single({ jobState: 'finished', itemState: 'done', ...more }),
});

describe('a state in words', () => {
  const text = (state: RowState, now = NOW) => rowWords(state, false, now).text;

  test.each<[string, RowState, string | undefined]>([
    ['nothing yet', { phase: 'idle' }, undefined],
    ['checking', { phase: 'checking' }, 'Checking…'],
    ['a ghost', underWay({ undoUntil: NOW + 5000 }), 'Ghost: customer left 1 h 58 min ago'],
    ['the time to undo is over', underWay({ undoUntil: NOW - 1 }), 'Disconnecting…'],
    ['sending', underWay({ itemState: 'sending' }), 'Disconnecting…'],
    [
      'accepted',
      underWay({ itemState: 'accepted', acceptedAt: NOW - 4000 }),
      'Accepted 4 s ago, not ended yet',
    ],
    ['ended', settled({ outcome: 'ended' }), 'Ended'],
    ['still open', settled({ outcome: 'not cleared', reason: 'accepted but still open' }), 'Still open'],
    ['skipped', settled({ outcome: 'skipped', reason: 'an agent has it' }), 'Skipped'],
    ['sign-in gone', underWay({ jobState: 'paused', pause: 'sign-in' }), 'Paused until you sign in'],
    ['kept', { phase: 'kept' }, 'Nothing was sent'],
  ])('%s', (_, state, expected) => {
    expect(text(state)).toBe(expected);
  });

  test('only a verified end takes the button away for good', () => {
    expect(rowWords(settled({ outcome: 'ended' }), false, NOW).buttons).toEqual([]);
    expect(rowWords(underWay({ itemState: 'accepted' }), false, NOW).buttons).toEqual([]);
    for (const outcome of ['not cleared', 'failed', 'skipped', 're-opened', 'unverified'] as const) {
      expect(rowWords(settled({ outcome }), false, NOW).buttons).toEqual(['disconnect']);
    }
  });

  test('a skipped or failed one says why, and an unsettled one brings the facts of its last attempt', () => {
    const failed = rowWords(
      settled({
        outcome: 'failed',
        reason: 'refused by Genesys',
        attempts: [
          {
            at: NOW,
            readAt: NOW,
            call: 'POST disconnect',
            status: 400,
            code: 'bad.request',
            correlationId: '7f',
          },
        ],
      }),
      false,
      NOW,
    );
    expect(failed.next).toBe('Genesys refused it.');
    expect(failed.facts).toBe('POST disconnect 400 bad.request\nCorrelation id 7f');
  });

  test('what changes by the second is said to a screen reader without it', () => {
    const later = [0, 1000, 2000].map((ms) => rowWords(underWay({ undoUntil: NOW + 5000 }), false, NOW + ms));
    expect(new Set(later.map(({ spoken }) => spoken)).size).toBe(1);
    expect(later.map(({ undoSeconds }) => undoSeconds)).toEqual([5, 4, 3]);
    const accepted = underWay({ itemState: 'accepted', acceptedAt: NOW });
    expect(rowWords(accepted, false, NOW + 9000).spoken).toBe(rowWords(accepted, false, NOW).spoken);
  });
});

describe('in the row', () => {
  let root: HTMLElement;
  const pressed: string[] = [];
  const acts = {
    disconnect: () => pressed.push('disconnect'),
    undo: () => pressed.push('undo'),
    signIn: () => pressed.push('sign in'),
    setUp: () => pressed.push('set up'),
  };
  beforeEach(() => {
    pressed.length = 0;
    root = document.createElement('div');
    document.body.replaceChildren(root);
  });
  afterEach(() => act(() => render(null, root)));

  const clock = createSimulatedClock(NOW);
  const show = (state: RowState, changed = false) =>
    act(() =>
      render(<RowAction picture={{ conversationId: 'x', state, changed, acts }} clock={clock} />, root),
    );
  const buttons = () => [...root.querySelectorAll('button')];
  /** A person's click, which a script cannot make: the handler's event is told to be one. */
  const press = (button: HTMLButtonElement | undefined, isTrusted: boolean) => {
    const event = new MouseEvent('click', { bubbles: true });
    Object.defineProperty(event, 'isTrusted', { value: isTrusted });
    button?.dispatchEvent(event);
  };

  test('the button has its name and does nothing for a script', async () => {
    await show({ phase: 'idle' });
    expect(buttons().map((button) => button.getAttribute('aria-label'))).toEqual(['Disconnect interaction']);
    press(buttons()[0], false);
    buttons()[0]?.click();
    expect(pressed).toEqual([]);
    press(buttons()[0], true);
    expect(pressed).toEqual(['disconnect']);
  });

  test('Undo is called Undo, whatever the countdown shows', async () => {
    await show(underWay({ undoUntil: NOW + 5000 }));
    const [undo] = buttons();
    const name = [...(undo?.childNodes ?? [])]
      .filter((node) => !(node instanceof Element && node.getAttribute('aria-hidden') === 'true'))
      .map((node) => node.textContent)
      .join('');
    expect(name).toBe('Undo');
    expect(undo?.textContent).toBe('Undo(5)');
    press(undo, true);
    expect(pressed).toEqual(['undo']);
  });

  test('each state is in the live region once', async () => {
    const status = () => root.querySelector('[role=status]')?.textContent;
    await show({ phase: 'idle' });
    const region = root.querySelector('[role=status]');
    expect(status()).toBe('');
    await show({ phase: 'checking' });
    expect(status()).toBe('Checking…');
    await show(underWay({ itemState: 'accepted', acceptedAt: NOW - 4000 }));
    expect(status()).toBe('Accepted, not ended yet');
    expect(root.querySelector('.row-said')?.getAttribute('aria-hidden')).toBe('true');
    await show(settled({ outcome: 'ended' }));
    expect(status()).toBe('Ended');
    expect(root.querySelector('[role=status]')).toBe(region);
  });

  test('a problem says what to do next and offers it', async () => {
    await show({ phase: 'problem', problem: { code: 'not signed in' } });
    expect(root.textContent).toContain('You are not signed in to Unstick.');
    press(
      buttons().find((button) => button.textContent === 'Sign in'),
      true,
    );
    await show({ phase: 'problem', problem: { code: 'not configured' } });
    press(
      buttons().find((button) => button.textContent === 'Set up'),
      true,
    );
    expect(pressed).toEqual(['sign in', 'set up']);
  });

  test('a row that changed says so and keeps its button', async () => {
    await show({ phase: 'idle' }, true);
    expect(root.textContent).toContain('This row changed. Click again.');
    expect(buttons()).toHaveLength(1);
  });

  test('there is no form that a page could submit', async () => {
    for (const state of [{ phase: 'idle' }, underWay({ undoUntil: NOW + 5000 })] as RowState[]) {
      await show(state);
      expect(root.querySelector('form')).toBeNull();
      for (const button of buttons()) expect(button.type).toBe('button');
    }
  });
});
