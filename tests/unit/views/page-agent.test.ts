// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProblemError } from '../../../utils/protocol/envelope';
import { createDresser, removeStrays } from '../../../utils/views/mounting';
import { showNotice } from '../../../utils/views/notice-piece';
import { startPageAgent } from '../../../utils/views/page-agent';
import { createQueueFinder } from '../../../utils/views/queue-finder';
import { parseView } from '../../../utils/views/routes';
import { createToolbarPiece } from '../../../utils/views/toolbar-piece';
import { createSimulatedClock } from '../clock/simulated-clock';

const QUEUE = '11111111-aaaa-4bbb-8ccc-000000000001';
const OTHER = '22222222-aaaa-4bbb-8ccc-000000000002';
const queueView = { id: QUEUE, name: 'Support' };

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  document.body.innerHTML = '';
});
afterEach(() => stop.abort());

function toolbarIn(clock = createSimulatedClock(0)) {
  const painted: string[] = [];
  const toolbar = createToolbarPiece({
    document,
    clock,
    dresser: createDresser(document, ''),
    paint: (_root, queueId) => painted.push(queueId),
    erase: () => {},
    signal: stop.signal,
  });
  return { clock, painted, toolbar };
}

const ANCHORS = [
  { selector: '.bar', place: 'inside' },
  { selector: '.refresh', place: 'after' },
] as const;
const pieces = () => [...document.querySelectorAll('unstick-toolbar')];

describe('the toolbar piece', () => {
  test('takes the best anchor there is, and a better one as soon as it turns up', () => {
    document.body.innerHTML = '<div id="tools"><button class="refresh"></button></div>';
    const { toolbar, painted } = toolbarIn();
    toolbar.showFor(QUEUE, ANCHORS);
    expect(pieces()[0]?.previousElementSibling?.className).toBe('refresh');
    document.body.insertAdjacentHTML('afterbegin', '<div class="bar"><i></i></div>');
    const bar = document.querySelector('.bar');
    if (bar) toolbar.bareToolbar(bar);
    expect(pieces()).toHaveLength(1);
    expect(bar?.lastElementChild).toBe(pieces()[0]);
    expect(painted).toEqual([QUEUE]);
  });

  test('floats when no anchor comes within two seconds, and lands when one does', async () => {
    const { toolbar, clock } = toolbarIn();
    toolbar.showFor(QUEUE, ANCHORS);
    await clock.advance(1999);
    expect(pieces()).toHaveLength(0);
    await clock.advance(1);
    expect(pieces()[0]?.parentElement).toBe(document.documentElement);
    expect(pieces()[0]?.hasAttribute('data-floating')).toBe(true);
    document.body.innerHTML = '<div class="bar"></div>';
    const bar = document.querySelector('.bar');
    if (bar) toolbar.bareToolbar(bar);
    expect(pieces()[0]?.parentElement).toBe(bar);
    expect(pieces()[0]?.hasAttribute('data-floating')).toBe(false);
  });

  test('goes with the queue, is new for another, and nothing comes back after the end', async () => {
    document.body.innerHTML = '<div class="bar"></div>';
    const { toolbar, painted, clock } = toolbarIn();
    toolbar.showFor(QUEUE, ANCHORS);
    toolbar.showFor(OTHER, ANCHORS);
    expect(painted).toEqual([QUEUE, OTHER]);
    expect(pieces()).toHaveLength(1);
    toolbar.showFor(undefined, ANCHORS);
    expect(pieces()).toHaveLength(0);
    toolbar.showFor(QUEUE, ANCHORS);
    stop.abort();
    expect(pieces()).toHaveLength(0);
    toolbar.showFor(QUEUE, ANCHORS);
    await clock.advance(5000);
    expect(pieces()).toHaveLength(0);
  });

  test('copies made by the page are removed', () => {
    document.body.innerHTML = '<div class="bar"></div>';
    const { toolbar } = toolbarIn();
    toolbar.showFor(QUEUE, ANCHORS);
    const copy = document.createElement('unstick-toolbar');
    document.body.append(copy);
    toolbar.piecePlaced(copy);
    expect(copy.isConnected).toBe(false);
    expect(pieces()).toHaveLength(1);
  });
});

describe('the queue behind a route', () => {
  const at = (hash: string) => parseView({ pathname: '/analytics-ui/', hash, search: '' });

  test('is the first candidate that the API knows; each id is asked about once', async () => {
    const asked: string[] = [];
    const find = createQueueFinder(async (queueId) => {
      asked.push(queueId);
      return queueId === QUEUE ? queueView : null;
    });
    const page = at(`#/queues/${OTHER}/x?queueId=${QUEUE}`);
    expect(await find(page)).toEqual({ queueId: QUEUE, proven: true });
    expect(await find(page)).toEqual({ queueId: QUEUE, proven: true });
    expect(asked).toEqual([OTHER, QUEUE]);
  });

  test('is believed where the route says queue and nobody can be asked; not elsewhere', async () => {
    let asked = 0;
    const find = createQueueFinder(async () => {
      asked += 1;
      throw new ProblemError({ code: 'not signed in' });
    });
    expect(await find(at(`#/queues/${QUEUE}`))).toEqual({ queueId: QUEUE, proven: false });
    expect(await find(at(`#/somethingNew/${QUEUE}`))).toBeUndefined();
    await find(at(`#/queues/${QUEUE}`));
    expect(asked).toBe(3);
  });

  test('is not looked for in lists of interactions or agents', async () => {
    const find = createQueueFinder(async () => queueView);
    expect(await find(at('#/interactions'))).toBeUndefined();
    expect(await find(at(`#/agents/${QUEUE}`))).toBeUndefined();
  });
});

describe('a frame', () => {
  function frameAt(hash: string, isQueue = true) {
    const location = { pathname: '/analytics-ui/', hash, search: '' };
    const told: string[] = [];
    const pending: (() => void)[] = [];
    const agent = startPageAgent({
      document,
      location,
      signal: stop.signal,
      rows: {
        showIn: (adapter, not) => told.push(`rows ${adapter?.id ?? '-'} not ${(not ?? []).join()}`),
        bareRow: (row) => told.push(`bare ${row.id}`),
        piecePlaced: () => told.push('placed'),
      },
      toolbar: {
        showFor: (queueId) => told.push(`toolbar ${queueId ?? '-'}`),
        bareToolbar: (anchor) => told.push(`bare toolbar ${anchor.id}`),
        piecePlaced: () => {},
      },
      findQueue: async (page) => {
        await new Promise<void>((resolve) => pending.push(resolve));
        const [queueId] = page.queueIdCandidates;
        return isQueue && queueId ? { queueId, proven: true } : undefined;
      },
    });
    return {
      agent,
      location,
      told,
      answer: async () => {
        for (const go of pending.splice(0)) go();
        await new Promise((resolve) => setImmediate(resolve));
      },
    };
  }

  test('looks once per address, and never shows the queue of a view that was left meanwhile', async () => {
    const { agent, location, told, answer } = frameAt(`#/queues/${QUEUE}/detail`);
    agent.look();
    agent.look();
    expect(told).toEqual([`rows queueDetail.dt not ${QUEUE}`]);
    location.hash = '#/interactions';
    agent.look();
    await answer();
    expect(told.slice(1)).toEqual(['rows interactions.dt not ', 'toolbar -']);
  });

  test('treats a view as a queue’s once the API says so, whatever its route is called', async () => {
    const { agent, told, answer } = frameAt(`#/somethingNew/${QUEUE}`);
    agent.look();
    await answer();
    expect(told).toEqual([`rows - not ${QUEUE}`, `rows queueDetail.dt not ${QUEUE}`, `toolbar ${QUEUE}`]);
  });

  test('hears what announces itself until the end, and nothing else', () => {
    const { told } = frameAt('#/interactions');
    document.body.innerHTML = '<div id="a"></div>';
    const announce = (name: string) => {
      const event = new Event('animationstart', { bubbles: true });
      Object.assign(event, { animationName: name });
      document.querySelector('#a')?.dispatchEvent(event);
    };
    for (const name of ['unstick-row-bare', 'unstick-toolbar-bare', 'unstick-piece-placed', 'fade-in']) {
      announce(name);
    }
    expect(told).toEqual(['bare a', 'bare toolbar a', 'placed']);
    stop.abort();
    announce('unstick-row-bare');
    expect(told).toHaveLength(3);
  });
});

test('what an earlier instance left behind is removed, and nothing else', () => {
  document.body.innerHTML = '<unstick-row></unstick-row><p><unstick-toolbar></unstick-toolbar></p><b></b>';
  document.documentElement.append(document.createElement('unstick-dialog'));
  removeStrays(document);
  expect(document.body.innerHTML).toBe('<p></p><b></b>');
  expect(document.querySelector('unstick-dialog')).toBeNull();
});

test('a notice says its sentence as text, and goes by itself', async () => {
  const clock = createSimulatedClock(0);
  showNotice({ document, clock, dresser: createDresser(document, '') }, 'Reload <b>now</b>.');
  const shown = document.querySelector('unstick-notice')?.shadowRoot?.querySelector('[role=alert]');
  expect(shown?.textContent).toBe('Reload <b>now</b>.');
  await clock.advance(12_000);
  expect(document.querySelector('unstick-notice')).toBeNull();
});
