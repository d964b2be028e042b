import { element, icon } from '/assets/element.js';
import { DtGrid } from './dt-grid.js';
import { Feed } from './feed.js';
import { MEDIA_WORDS } from './formats.js';
import * as column from './interaction-columns.js';
import { ViewChrome, writePager } from './view-chrome.js';

const PAGE_SIZE = 50;

/** The Interactions list: all media, all queues, what is not ended; every row may be clicked open. */
export function interactionsView({ options, parameters, open }) {
  const ask = {
    page: 1,
    mediaType: parameters.get('mediaType') ?? 'all',
    status: parameters.get('status') === 'all' ? 'all' : 'active',
  };
  const order = { sort: 'date', descending: true, changed: () => feed.ask() };
  const change = (name) => (event) => {
    ask[name] = event.target.value;
    ask.page = 1;
    feed.ask();
  };
  const chrome = new ViewChrome({
    name: 'interactions',
    title: 'Interactions',
    filters: [
      element(
        'button',
        { type: 'button', class: 'date-button' },
        icon('calendar'),
        element('span', { class: 'current-date-display-container' }, 'Today'),
      ),
      choice(
        'Media type',
        'media-filter',
        { all: 'All media types', ...MEDIA_WORDS },
        ask.mediaType,
        change('mediaType'),
      ),
      choice(
        'Status',
        'status-filter',
        { active: 'In progress', all: 'In progress and ended' },
        ask.status,
        change('status'),
      ),
      element('a', { class: 'clear-all-filters', href: '#/interactions' }, 'Clear all'),
    ],
    onRefresh: () => grid.replaceAll(),
  });
  const grid = new DtGrid({
    label: 'Interactions',
    select: true,
    order,
    columns: [
      column.mediaType,
      column.users,
      column.remote,
      column.started,
      column.length,
      column.direction,
      column.queue,
      ...(ask.status === 'all' ? [column.ended] : []),
      ...(options.showConversationId ? [column.conversationId] : []),
    ],
    open: (row) => open(`interactions/${row.id}`),
  });
  chrome.main.append(grid.node);
  const feed = new Feed({
    path: '/_replica/interactions',
    parameters: () => ({
      ...ask,
      pageSize: PAGE_SIZE,
      sort: order.sort,
      dir: order.descending ? 'desc' : 'asc',
    }),
    onData: (data, skew) => {
      chrome.arrived(data.asOf);
      if (!grid.node.isConnected) chrome.main.replaceChildren(grid.node);
      grid.show(data.rows, skew);
      writePager(chrome.pager, data, PAGE_SIZE, (page) => {
        ask.page = page;
        feed.ask();
      });
    },
    onDown: () => chrome.down(),
  }).start();
  return {
    node: chrome.node,
    title: 'Interactions',
    close() {
      feed.stop();
      grid.destroy();
    },
  };
}

function choice(label, name, words, value, onchange) {
  return element(
    'select',
    { class: `filter-choice ${name}`, 'aria-label': label, onchange },
    ...Object.entries(words).map(([key, text]) =>
      element('option', { value: key, selected: key === value }, text),
    ),
  );
}
