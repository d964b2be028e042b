import { element } from '/assets/element.js';
import { agentGrid } from './agent-grid.js';
import { DtGrid } from './dt-grid.js';
import { Feed } from './feed.js';
import { duration } from './formats.js';
import * as column from './interaction-columns.js';
import { ViewChrome, writePager } from './view-chrome.js';

const PAGE_SIZE = 50;
const { state: status } = column;

const waitingTime = {
  ...column.length,
  name: 'duration',
  label: 'Time Waiting',
};

/** Queue Activity Detail: what waits, what is being handled, and the queue's agents beside it. */
export function queueView({ options, id, open, rename }) {
  const chrome = new ViewChrome({
    name: 'ember-engine-queues',
    title: 'Queue Activity Detail',
    onRefresh: () => {
      for (const part of [waiting, interacting, agents]) part.grid.replaceAll();
    },
  });
  chrome.title.classList.add('queue-name');
  const waiting = section('waiting', 'Waiting', [
    column.mediaType,
    column.remote,
    column.subject,
    column.started,
    waitingTime,
  ]);
  const interacting = section('interacting', 'Interacting', [
    column.mediaType,
    column.users,
    column.remote,
    status,
    column.length,
  ]);
  const agents = agentGrid({ subRowIds: options.subRowIds, open, expandable: true });
  const layout = element(
    'div',
    { class: 'queue-detail' },
    element('div', { class: 'queue-lists' }, waiting.node, interacting.node),
    element(
      'aside',
      { class: 'queue-agents' },
      element('h3', { class: 'section-name' }, 'Agents'),
      agents.grid.node,
    ),
  );
  chrome.main.append(layout);

  function section(name, title, columns) {
    const order = { sort: 'date', descending: false, changed: () => feed.ask() };
    const grid = new DtGrid({
      label: title,
      columns,
      order,
      open: (row) => open(`interactions/${row.id}`),
    });
    const count = element('span', { class: 'section-count' });
    const pager = element('div', { class: 'pager section-pager' });
    const part = { grid, order, page: 1 };
    part.node = element(
      'section',
      { class: `queue-section ${name}-interactions ember-view` },
      element('header', {}, element('h3', { class: 'section-name' }, title), count, pager),
      grid.node,
    );
    part.show = (page, skew) => {
      count.textContent = page.total.toLocaleString('en-US');
      grid.show(page.rows, skew);
      writePager(pager, page, PAGE_SIZE, (next) => {
        part.page = next;
        feed.ask();
      });
    };
    part.parameters = () => ({
      [`${name}.page`]: part.page,
      [`${name}.sort`]: order.sort,
      [`${name}.dir`]: order.descending ? 'desc' : 'asc',
    });
    return part;
  }

  const feed = new Feed({
    path: `/_replica/queues/${id}`,
    parameters: () => ({ ...waiting.parameters(), ...interacting.parameters() }),
    onData: (data, skew) => {
      chrome.arrived(data.asOf);
      if (!layout.isConnected) chrome.main.replaceChildren(layout);
      chrome.title.textContent = data.queue.name;
      rename(data.queue.name);
      writeFacts(chrome.facts, data.queue, Date.now() - skew);
      waiting.show(data.waiting, skew);
      interacting.show(data.interacting, skew);
      agents.show(data.agents, skew);
    },
    onDown: () => chrome.down(),
  }).start();

  return {
    node: chrome.node,
    title: 'Queue Activity Detail',
    close() {
      feed.stop();
      for (const part of [waiting, interacting, agents]) part.grid.destroy();
    },
  };
}

function writeFacts(node, queue, now) {
  const fact = (name, label, value) =>
    element(
      'div',
      { class: `view-fact ${name}` },
      element('span', { class: 'fact-value' }, value),
      element('span', { class: 'fact-label' }, label),
    );
  node.replaceChildren(
    fact('waiting-count', 'Waiting', queue.waiting.toLocaleString('en-US')),
    fact('interacting-count', 'Interacting', queue.interacting.toLocaleString('en-US')),
    fact(
      'longest-waiting',
      'Longest Waiting',
      queue.oldestWaitingAt === null ? '-' : duration(now - queue.oldestWaitingAt),
    ),
    fact('on-queue', 'On Queue', String(queue.agentsOnQueue)),
  );
}
