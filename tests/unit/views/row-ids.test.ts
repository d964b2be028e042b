// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { ADAPTERS, adapterFor, isConversationRow } from '../../../utils/views/adapters';
import { parseView } from '../../../utils/views/routes';
import { conversationIdOf } from '../../../utils/views/row-ids';

const ID = '11111111-aaaa-4bbb-8ccc-000000000001';
const OTHER = '22222222-aaaa-4bbb-8ccc-000000000002';

function row(html: string): Element {
  document.body.innerHTML = html;
  const [first] = document.body.children;
  if (!first) throw new Error('no row');
  return first;
}

const page = (hash: string, pathname = '/analytics-ui/') => parseView({ pathname, hash, search: '' });
const interactions = adapterFor(page('#/interactions'));
const queue = adapterFor(page(`#/queues/${OTHER}/detail`));
if (!interactions || !queue) throw new Error('the two adapters are missing');

describe('the id of a row', () => {
  const idOf = (html: string) => conversationIdOf(row(html), interactions);

  test('comes from its class, in lower case', () => {
    expect(idOf(`<div class="dt-row action-row entity-id-${ID.toUpperCase()} selected"></div>`)).toBe(ID);
  });

  test('comes from its attribute, whole or at the end', () => {
    expect(idOf(`<div data-row-id="${ID}"></div>`)).toBe(ID);
    expect(idOf(`<div data-row-id="row:${ID}"></div>`)).toBe(ID);
    expect(idOf(`<div data-row-id="${ID}-1"></div>`)).toBeUndefined();
  });

  test('two different strong ids are nobody’s, the same one twice is one', () => {
    expect(idOf(`<div class="entity-id-${ID} entity-id-${OTHER}"></div>`)).toBeUndefined();
    expect(idOf(`<div class="entity-id-${ID}" data-row-id="${OTHER}"></div>`)).toBeUndefined();
    expect(idOf(`<div class="entity-id-${ID}" data-row-id="${ID}"></div>`)).toBe(ID);
  });

  test('a link counts only where nothing strong is, and only when it is the one', () => {
    const link = (id: string) => `<a href="#/interactions/${id}/admin">x</a>`;
    expect(idOf(`<div>${link(ID)}</div>`)).toBe(ID);
    expect(idOf(`<div>${link(ID)}${link(OTHER)}</div>`)).toBeUndefined();
    expect(idOf(`<div class="entity-id-${OTHER}">${link(ID)}</div>`)).toBe(OTHER);
  });

  test('text is never an id, and neither is half of one', () => {
    expect(idOf(`<div class="dt-row">${ID}</div>`)).toBeUndefined();
    expect(idOf('<div class="entity-id-11111111"></div>')).toBeUndefined();
    expect(idOf(`<div class="entity-id-${ID}0"></div>`)).toBeUndefined();
  });
});

describe('which rows stand for conversations', () => {
  const agentCells = '<div class="dt-cell agentName"></div><div class="dt-cell status status-picker"></div>';

  test('in the interactions view every action row with an entity', () => {
    expect(
      isConversationRow(row(`<div class="dt-row action-row entity-id-${ID}"></div>`), interactions),
    ).toBe(true);
    expect(isConversationRow(row(`<div class="dt-row dt-header-row"></div>`), interactions)).toBe(false);
    expect(isConversationRow(row(`<div class="dt-row action-row"></div>`), interactions)).toBe(false);
  });

  test('in a queue view not the agents, who stand in the same kind of grid', () => {
    const agent = row(`<div class="dt-row action-row entity-id-${ID}">${agentCells}</div>`);
    expect(isConversationRow(agent, queue)).toBe(false);
    const waiting = row(
      `<div class="dt-row action-row entity-id-${ID}"><div class="dt-cell remote"></div></div>`,
    );
    expect(isConversationRow(waiting, queue)).toBe(true);
  });

  test('none in the shell, in lists of agents and queues, and in views nobody knows', () => {
    expect(adapterFor(page('#/analytics/interactions', '/directory/'))).toBeUndefined();
    for (const hash of ['#/agents', '#/queues', '#/dashboards', '#/else', `#/interactions/${ID}`]) {
      expect(adapterFor(page(hash))).toBeUndefined();
    }
  });

  test('each adapter says when and by whom it was seen', () => {
    for (const adapter of ADAPTERS) {
      expect(adapter.evidence.length).toBeGreaterThan(40);
      expect(adapter.observed === null || /^20\d\d-\d\d$/.test(adapter.observed)).toBe(true);
    }
  });
});
