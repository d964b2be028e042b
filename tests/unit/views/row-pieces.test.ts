// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WorkerClient } from '../../../utils/protocol/client';
import { adapterFor } from '../../../utils/views/adapters';
import { createDresser } from '../../../utils/views/mounting';
import { parseView } from '../../../utils/views/routes';
import { createRowPieces, type RowPicture } from '../../../utils/views/row-pieces';
import { createRowStates } from '../../../utils/views/row-states';
import { createSimulatedClock } from '../clock/simulated-clock';

const id = (n: number) => `0000000${n}-aaaa-4bbb-8ccc-000000000000`;
const adapter = adapterFor(parseView({ pathname: '/analytics-ui/', hash: '#/interactions', search: '' }));
/** What a person's own click looks like; a script cannot make one, so neither can this test's DOM. */
const byAPerson = { isTrusted: true } as Event;

let stop: AbortController;
beforeEach(() => {
  stop = new AbortController();
  document.body.innerHTML = '<div id="list"></div>';
});
afterEach(() => stop.abort());

function addRow(n: number): HTMLElement {
  const row = document.createElement('div');
  row.className = `dt-row action-row entity-id-${id(n)}`;
  row.innerHTML = '<div class="dt-cell"></div>';
  document.querySelector('#list')?.append(row);
  return row;
}

function setUp() {
  const clock = createSimulatedClock(0);
  const asked: string[] = [];
  const client = {
    ask(command: string, payload: { conversationId?: string }) {
      asked.push(`${command} ${payload.conversationId ?? ''}`);
      return command === 'interaction.active' ? Promise.resolve([]) : new Promise(() => {});
    },
  } as unknown as WorkerClient;
  const { signal } = stop;
  const states = createRowStates({ client, clock, signal, isVisible: () => true });
  const script = { alive: true };
  const pictures = new Map<HTMLElement, RowPicture>();
  const pieces = createRowPieces({
    document,
    clock,
    states,
    signal,
    isAlive: () => {
      if (!script.alive) stop.abort();
      return script.alive;
    },
    dresser: createDresser(document, ':host { color: red }'),
    paint: (root, picture) => {
      if (script.alive) pictures.set(root, picture);
      else stop.abort();
    },
    erase: (root) => pictures.delete(root),
  });
  const hostOf = (row: Element) => row.querySelector(':scope > unstick-row');
  const pictureOf = (row: Element) => {
    const root = hostOf(row)?.shadowRoot?.querySelector('div');
    const picture = root && pictures.get(root);
    if (!picture) throw new Error('nothing is drawn in this row');
    return picture;
  };
  return { script, clock, asked, pieces, pictures, hostOf, pictureOf };
}

test('each conversation row on screen gets one piece, as its last child', () => {
  const rows = [addRow(1), addRow(2)];
  const { pieces, pictureOf } = setUp();
  pieces.showIn(adapter);
  for (const [at, row] of rows.entries()) {
    expect(row.querySelectorAll('unstick-row')).toHaveLength(1);
    expect(row.lastElementChild?.localName).toBe('unstick-row');
    expect(row.firstElementChild?.className).toBe('dt-cell');
    expect(pictureOf(row)).toMatchObject({
      conversationId: id(at + 1),
      state: { phase: 'idle' },
      changed: false,
    });
  }
  pieces.showIn(undefined);
  expect(document.querySelectorAll('unstick-row')).toHaveLength(0);
});

test('a row that lost its piece gets it back when it says so; without a known view it gets none', () => {
  const row = addRow(1);
  const { pieces, hostOf, pictureOf } = setUp();
  pieces.bareRow(row);
  expect(hostOf(row)).toBeNull();
  pieces.showIn(adapter);
  hostOf(row)?.remove();
  pieces.bareRow(row);
  expect(pictureOf(row).conversationId).toBe(id(1));
});

test('ids that are known to be something else get nothing', () => {
  const row = addRow(1);
  const { pieces, hostOf } = setUp();
  pieces.showIn(adapter, [id(1)]);
  expect(hostOf(row)).toBeNull();
});

test('a row that is used again for another conversation is repainted by itself', async () => {
  const row = addRow(1);
  const { pieces, pictureOf, hostOf, clock } = setUp();
  pieces.showIn(adapter);
  row.className = `dt-row action-row entity-id-${id(2)}`;
  await clock.settle();
  expect(pictureOf(row)).toMatchObject({ conversationId: id(2), changed: false });
  row.className = 'dt-row action-row';
  await clock.settle();
  expect(hostOf(row)).toBeNull();
});

describe('a click', () => {
  test('by a person asks for the conversation of its row', () => {
    const row = addRow(1);
    const { pieces, pictureOf, asked } = setUp();
    pieces.showIn(adapter);
    pictureOf(row).acts.disconnect(byAPerson);
    expect(asked).toEqual([`interaction.disconnect ${id(1)}`]);
    expect(pictureOf(row).state.phase).toBe('checking');
  });

  test('made by a script does nothing at all', () => {
    const row = addRow(1);
    const { pieces, pictureOf, asked } = setUp();
    pieces.showIn(adapter);
    const { acts } = pictureOf(row);
    for (const act of Object.values(acts)) act(new MouseEvent('click'));
    expect(asked).toEqual([]);
    expect(pictureOf(row).state.phase).toBe('idle');
  });

  test('in a row that changed an instant ago sends nothing, and says so', () => {
    const row = addRow(1);
    const { pieces, pictureOf, asked } = setUp();
    pieces.showIn(adapter);
    const { acts } = pictureOf(row);
    row.className = `dt-row action-row entity-id-${id(2)}`;
    acts.disconnect(byAPerson);
    expect(asked).toEqual([]);
    expect(pictureOf(row)).toMatchObject({ conversationId: id(2), changed: true });
    pictureOf(row).acts.disconnect(byAPerson);
    expect(asked).toEqual([`interaction.disconnect ${id(2)}`]);
  });

  test('on a picture from before the row changed sends nothing either', async () => {
    const row = addRow(1);
    const { pieces, pictureOf, asked, clock } = setUp();
    pieces.showIn(adapter);
    const { acts } = pictureOf(row);
    row.className = `dt-row action-row entity-id-${id(2)}`;
    await clock.settle();
    acts.disconnect(byAPerson);
    expect(asked.filter((one) => one.startsWith('interaction.disconnect'))).toEqual([]);
  });

  test('in a row that stopped being a conversation’s sends nothing and takes the piece away', () => {
    const row = addRow(1);
    const { pieces, pictureOf, asked, hostOf } = setUp();
    pieces.showIn(adapter);
    const { acts } = pictureOf(row);
    row.classList.add(`entity-id-${id(2)}`);
    acts.disconnect(byAPerson);
    expect(asked).toEqual([]);
    expect(hostOf(row)).toBeNull();
  });

  test('on a piece that the page moved into another row sends nothing', () => {
    const [row, other] = [addRow(1), addRow(2)];
    const { pieces, pictureOf, asked, hostOf } = setUp();
    pieces.showIn(adapter);
    const { acts } = pictureOf(row);
    const host = hostOf(row);
    if (host) other.append(host);
    acts.disconnect(byAPerson);
    expect(asked).toEqual([]);
  });

  test('never reaches the page’s own handlers', () => {
    const row = addRow(1);
    const { pieces, hostOf } = setUp();
    pieces.showIn(adapter);
    const reached: string[] = [];
    const types = ['pointerdown', 'mousedown', 'mouseup', 'click', 'dblclick', 'keydown'];
    for (const type of types) row.addEventListener(type, () => reached.push(type));
    const inside = hostOf(row)?.shadowRoot?.querySelector('div');
    for (const type of types) inside?.dispatchEvent(new Event(type, { bubbles: true, composed: true }));
    expect(reached).toEqual([]);
    row.click();
    expect(reached).toEqual(['click']);
  });
});

test('a copy or a moved piece is taken out, and both rows end with their own', () => {
  const [row, other] = [addRow(1), addRow(2)];
  const { pieces, hostOf, pictureOf } = setUp();
  pieces.showIn(adapter);
  const host = hostOf(row);
  if (host) other.append(host);
  if (host) pieces.piecePlaced(host);
  pieces.bareRow(row);
  expect(row.querySelectorAll('unstick-row')).toHaveLength(1);
  expect(other.querySelectorAll('unstick-row')).toHaveLength(1);
  expect(pictureOf(row).conversationId).toBe(id(1));
  expect(pictureOf(other).conversationId).toBe(id(2));
});

test('a page that keeps throwing the piece out is left alone for a while', async () => {
  const row = addRow(1);
  const { pieces, hostOf, clock } = setUp();
  pieces.showIn(adapter);
  let inserted = 0;
  for (let i = 0; i < 100; i += 1) {
    if (hostOf(row)) inserted += 1;
    hostOf(row)?.remove();
    pieces.bareRow(row);
  }
  expect(inserted).toBe(8);
  expect(hostOf(row)).toBeNull();
  await clock.advance(10_000);
  expect(hostOf(row)).not.toBeNull();
});

test('rows that left the page leave nothing behind', () => {
  const { pieces, pictures } = setUp();
  pieces.showIn(adapter);
  for (let round = 0; round < 5; round += 1) {
    document.querySelector('#list')?.replaceChildren();
    for (let n = 1; n <= 5; n += 1) pieces.bareRow(addRow(n));
  }
  expect(pictures.size).toBe(5);
});

test('with the end of the script everything goes, and clicks on what is left do nothing', () => {
  const row = addRow(1);
  const { pieces, pictureOf, pictures, asked, hostOf } = setUp();
  pieces.showIn(adapter);
  const { acts } = pictureOf(row);
  stop.abort();
  expect(hostOf(row)).toBeNull();
  expect(pictures.size).toBe(0);
  acts.disconnect(byAPerson);
  pieces.bareRow(row);
  expect(asked).toEqual([]);
  expect(hostOf(row)).toBeNull();
});

test('a click after an update sends nothing and takes everything away', () => {
  const row = addRow(1);
  const { pieces, pictureOf, asked, hostOf, script } = setUp();
  pieces.showIn(adapter);
  script.alive = false;
  pictureOf(row).acts.disconnect(byAPerson);
  expect(asked).toEqual([]);
  expect(hostOf(row)).toBeNull();
});

test('a row drawn after an update gets nothing, and the others lose theirs', () => {
  const [row, later] = [addRow(1), addRow(2)];
  const { pieces, hostOf, script } = setUp();
  later.remove();
  pieces.showIn(adapter);
  script.alive = false;
  document.querySelector('#list')?.append(later);
  pieces.bareRow(later);
  expect(hostOf(later)).toBeNull();
  expect(hostOf(row)).toBeNull();
});
