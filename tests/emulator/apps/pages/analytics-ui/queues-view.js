import { element } from '/assets/element.js';
import { DtGrid } from './dt-grid.js';
import { Feed } from './feed.js';
import { duration } from './formats.js';
import { queueRoute } from './routes.js';
import { ViewChrome } from './view-chrome.js';

/** Queue Activity: one row for each queue, in the same grid, with the queue's id where a conversation's would be. */
export function queuesView({ options, open }) {
  const chrome = new ViewChrome({
    name: 'ember-engine-queues',
    title: 'Queue Activity',
    onRefresh: () => grid.replaceAll(),
  });
  const number = (name, label, value) => ({ name, label, cell: (row) => String(value(row)) });
  const grid = new DtGrid({
    label: 'Queue Activity',
    columns: [
      {
        name: 'queueName',
        label: 'Queue',
        cell: (row) => element('span', { class: 'hyperlink-cell' }, row.name),
      },
      { name: 'division', label: 'Division', cell: (row) => row.divisionName },
      number('waiting', 'Waiting', (row) => row.waiting),
      number('interacting', 'Interacting', (row) => row.interacting),
      {
        name: 'longestWaiting',
        label: 'Longest Waiting',
        cell: (row, now) =>
          row.oldestWaitingAt === null
            ? ''
            : element('span', { class: 'time-duration' }, duration(now - row.oldestWaitingAt)),
      },
      number('onQueueUsers', 'On Queue', (row) => row.agentsOnQueue),
    ],
    open: (row) => open(queueRoute(options.queueRoute, row.id)),
  });
  chrome.main.append(grid.node);
  const feed = new Feed({
    path: '/_replica/queues',
    parameters: () => ({}),
    onData: (data, skew) => {
      chrome.arrived(data.asOf);
      if (!grid.node.isConnected) chrome.main.replaceChildren(grid.node);
      grid.show(data.queues, skew);
    },
    onDown: () => chrome.down(),
  }).start();
  return {
    node: chrome.node,
    title: 'Queue Activity',
    close() {
      feed.stop();
      grid.destroy();
    },
  };
}
