import { element, icon } from '/assets/element.js';
import { DtGrid } from './dt-grid.js';
import { duration, MEDIA_WORDS } from './formats.js';

const PRESENCE_WORDS = {
  ON_QUEUE: 'On Queue',
  AVAILABLE: 'Available',
  BUSY: 'Busy',
  AWAY: 'Away',
  BREAK: 'Break',
  MEAL: 'Meal',
  OFFLINE: 'Offline',
};

/**
 * Agents in the `dt` grid: their rows carry the user's id. What an agent holds follows the agent's row as siblings,
 * without an id unless asked otherwise, since nobody has seen whether those rows have one.
 */
export function agentGrid({ subRowIds, open, expandable }) {
  const expanded = new Set();
  let agents = [];
  let skew = 0;
  const toggle = (row) => {
    if (expanded.has(row.id)) expanded.delete(row.id);
    else expanded.add(row.id);
    write();
  };
  const grid = new DtGrid({
    label: 'Agents',
    columns: [
      {
        name: 'expand',
        label: '',
        cell: (row) => (row.isSubRow || !expandable ? [] : expander(row, expanded.has(row.id), toggle)),
      },
      {
        name: 'agentName',
        label: 'Agent',
        cell: (row) =>
          row.isSubRow
            ? [icon(`media-${row.mediaType}`), element('span', {}, MEDIA_WORDS[row.mediaType])]
            : element('a', { href: `#/agents/${row.id}` }, row.name),
      },
      {
        name: 'status status-picker',
        label: 'Status',
        cell: (row) => (row.isSubRow ? row.remote : presence(row.presence)),
      },
      {
        name: 'routingStatus',
        label: 'Routing',
        cell: (row) => (row.isSubRow ? row.queueName : row.routingStatus.replace('_', ' ').toLowerCase()),
      },
      {
        name: 'duration',
        label: 'Handling',
        cell: (row, now) => {
          const since = row.isSubRow ? row.startedAt : row.interactions[0]?.startedAt;
          return since === undefined
            ? []
            : element('span', { class: 'idle-timer time-duration' }, duration(now - since));
        },
      },
    ],
    idOf: (row) => (row.isSubRow && !subRowIds ? null : row.id),
    open: (row) => open(row.isSubRow ? `interactions/${row.id}` : `agents/${row.id}`),
  });

  function write() {
    const rows = agents.flatMap((agent) => {
      if (!expandable || !expanded.has(agent.id)) return [agent];
      return [agent, ...agent.interactions.map((held) => ({ ...held, isSubRow: true }))];
    });
    grid.show(rows, skew);
  }

  return {
    grid,
    show(nextAgents, nextSkew) {
      agents = nextAgents;
      skew = nextSkew;
      write();
    },
  };
}

function expander(row, open, toggle) {
  return element(
    'button',
    {
      type: 'button',
      class: 'expand-row',
      'aria-expanded': String(open),
      'aria-label': `Interactions of ${row.name}`,
      onclick: (event) => {
        event.stopPropagation();
        toggle(row);
      },
    },
    icon(open ? 'minus' : 'plus'),
  );
}

function presence(name) {
  return [
    element('span', { class: `presenceIndicator entity-v3-presence-indicator-dot ${name.toLowerCase()}` }),
    element('span', {}, PRESENCE_WORDS[name] ?? name),
  ];
}
