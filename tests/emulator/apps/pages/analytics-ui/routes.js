const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const SELECTED_QUEUE = 'analytics-ui.selected-queue';

/** Which view an inner route asks for. The shell has already cut `/analytics` off. */
export function viewOf(hash) {
  const [path, query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [first = '', ...rest] = path.split('/').filter(Boolean);
  const parameters = new URLSearchParams(query);
  const id = rest.map((part) => UUID.exec(part)?.[0]).find(Boolean) ?? null;
  switch (first) {
    case 'interactions':
      return id ? { name: 'interaction', id } : { name: 'interactions', parameters };
    case 'queues':
      return id ? { name: 'queue', id } : { name: 'queues' };
    case 'queue-activity':
      // Where the address holds no id, the page remembers the queue by itself.
      return { name: 'queue', id: parameters.get('queueId') ?? sessionStorage.getItem(SELECTED_QUEUE) };
    case 'agents':
      return { name: 'agents' };
    case 'dashboards':
      return { name: 'dashboards' };
    default:
      return { name: 'home' };
  }
}

/** The route of a queue's own view. Genesys's real one is not known, so all three ways of naming the queue exist. */
export function queueRoute(kind, id) {
  if (kind === 'query') return `queue-activity?queueId=${id}`;
  if (kind === 'path') return `queues/${id}/detail`;
  sessionStorage.setItem(SELECTED_QUEUE, id);
  return 'queue-activity';
}
