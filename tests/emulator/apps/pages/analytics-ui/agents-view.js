import { agentGrid } from './agent-grid.js';
import { Feed } from './feed.js';
import { ViewChrome } from './view-chrome.js';

/** All agents, in the same grid and with the same row classes as conversations. */
export function agentsView({ options, open }) {
  const chrome = new ViewChrome({
    name: 'agents',
    title: 'Agents',
    onRefresh: () => agents.grid.replaceAll(),
  });
  const agents = agentGrid({ subRowIds: options.subRowIds, open, expandable: true });
  chrome.main.append(agents.grid.node);
  const feed = new Feed({
    path: '/_replica/agents',
    parameters: () => ({}),
    onData: (data, skew) => {
      chrome.arrived(data.asOf);
      if (!agents.grid.node.isConnected) chrome.main.replaceChildren(agents.grid.node);
      agents.show(data.agents, skew);
    },
    onDown: () => chrome.down(),
  }).start();
  return {
    node: chrome.node,
    title: 'Agents',
    close() {
      feed.stop();
      agents.grid.destroy();
    },
  };
}
