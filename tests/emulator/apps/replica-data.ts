import { type InteractionRow, pageOf, rowQueryOf } from './interaction-rows.ts';
import type { AgentRow, UiSnapshot } from './ui-snapshot.ts';

/**
 * The replica's own data, as JSON values: what the real pages get from private services. Null for an unknown path.
 * The shapes are the replica's own and stand for nothing in the Platform API.
 */
export function replicaData(url: URL, snapshot: UiSnapshot): object | null {
  const [first, id, ...rest] = url.pathname.split('/').slice(2);
  if (rest.length > 0) return null;
  const { asOf } = snapshot;
  switch (first) {
    case 'session':
      return { asOf, organizationName: snapshot.organizationName, userName: snapshot.userName };
    case 'interactions':
      if (id) return interaction(snapshot, id);
      return { asOf, ...pageOf(snapshot.interactions, rowQueryOf(url.searchParams)) };
    case 'queues':
      return id ? queue(snapshot, id, url.searchParams) : { asOf, queues: snapshot.queues };
    case 'agents':
      return { asOf, agents: agentsWith(snapshot.agents, snapshot.interactions) };
    default:
      return null;
  }
}

function interaction(snapshot: UiSnapshot, id: string): object | null {
  const row = snapshot.interactions.find((each) => each.id === id);
  return row ? { asOf: snapshot.asOf, interaction: row } : null;
}

function queue(snapshot: UiSnapshot, id: string, parameters: URLSearchParams): object | null {
  const row = snapshot.queues.find((each) => each.id === id);
  if (!row) return null;
  const ofQueue = snapshot.interactions.filter((each) => each.queueId === id);
  const section = (name: string, states: readonly InteractionRow['state'][]) => {
    const own = new URLSearchParams();
    for (const key of ['page', 'sort', 'dir']) own.set(key, parameters.get(`${name}.${key}`) ?? '');
    return pageOf(ofQueue, { ...rowQueryOf(own), states });
  };
  return {
    asOf: snapshot.asOf,
    queue: row,
    waiting: section('waiting', ['waiting']),
    interacting: section('interacting', ['alerting', 'interacting', 'wrapup']),
    agents: agentsWith(
      snapshot.agents.filter((agent) => agent.queueIds.includes(id)),
      ofQueue,
    ),
  };
}

/** One pass over the rows, since a flooded queue has tens of thousands of them and none is held by an agent. */
function byAgent(interactions: readonly InteractionRow[]): Map<string, InteractionRow[]> {
  const held = new Map<string, InteractionRow[]>();
  for (const row of interactions) {
    if (row.state === 'ended') continue;
    for (const id of row.userIds) {
      const rows = held.get(id);
      if (rows) rows.push(row);
      else held.set(id, [row]);
    }
  }
  return held;
}

function agentsWith(agents: readonly AgentRow[], interactions: readonly InteractionRow[]): object[] {
  const held = byAgent(interactions);
  return agents.map((agent) => ({ ...agent, interactions: held.get(agent.id) ?? [] }));
}
