/** What the console shows, as its address says it. */
export type ConsoleRoute =
  | { page: 'jobs' }
  | { page: 'job'; jobId: string }
  | { page: 'clear'; queueId: string | undefined };

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads a route off a location hash: `#/jobs`, `#/jobs/<id>`, `#/clear`, `#/clear/<queueId>`. Anything else is the jobs. */
export function parseConsoleRoute(hash: string): ConsoleRoute {
  const [page, id = ''] = hash.replace(/^#\/?/, '').split('/').map(decode);
  if (page === 'clear') return { page: 'clear', queueId: UUID.test(id) ? id : undefined };
  if (page === 'jobs' && id !== '' && id.length <= 64) return { page: 'job', jobId: id };
  return { page: 'jobs' };
}

/** The hash that {@link parseConsoleRoute} reads back. */
export function consoleHash(route: ConsoleRoute): string {
  switch (route.page) {
    case 'jobs':
      return '#/jobs';
    case 'job':
      return `#/jobs/${encodeURIComponent(route.jobId)}`;
    case 'clear':
      return route.queueId === undefined ? '#/clear' : `#/clear/${encodeURIComponent(route.queueId)}`;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
