/** The kinds of frame a Genesys tab is made of, told by the frame's own path and never by its title or `src`. */
export type Frame = 'shell' | 'analytics' | 'detail' | 'other';

/** The views Unstick knows by their route. `unknown` is a view too: its ids are only asked about, never trusted. */
export type View = 'interactions' | 'interaction' | 'queue' | 'queues' | 'agents' | 'dashboards' | 'unknown';

/** What an address says about the page. Ids are lower case. */
export interface PageView {
  frame: Frame;
  view: View;
  /** The inner route: without the shell's `analytics`, decoded, without its query. */
  segments: string[];
  conversationId?: string;
  /** Ids that may be a queue's, likeliest first; only the API can tell. */
  queueIdCandidates: string[];
}

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** Query keys whose ids are known to be something else: the workspace tab, a contact, a person. */
const NEVER_A_QUEUE = /^(tabid|externalcontact|userid|agentid|conversationid|divisionid)$/i;

/**
 * Reads a frame's address. The shell's route is `#/analytics/<inner>`, the analytics frame's is `#/<inner>`; both
 * give the same answer (measured in third-party tools; the router strips its prefix). Copied addresses pick up
 * debris such as `%22`, so ids are found by their shape and never by splitting.
 */
export function parseView(location: { pathname: string; hash: string; search: string }): PageView {
  const route = decoded(location.hash.replace(/^#!?/, ''));
  const cut = route.indexOf('?');
  const path = cut < 0 ? route : route.slice(0, cut);
  const query = new URLSearchParams(cut < 0 ? location.search : route.slice(cut + 1));
  const all = path.split('/').filter((segment) => segment !== '');
  const segments = all[0] === 'analytics' ? all.slice(1) : all;
  const frame = frameOf(location.pathname);
  const conversationId = conversationIn(segments);
  if (conversationId !== undefined) {
    return { frame, view: 'interaction', segments, conversationId, queueIdCandidates: [] };
  }
  const view = viewOf(segments);
  if (view !== 'queues' && view !== 'unknown') return { frame, view, segments, queueIdCandidates: [] };
  const queueIdCandidates = queueCandidates(segments, query);
  return {
    frame,
    view: view === 'queues' && queueIdCandidates.length > 0 ? 'queue' : view,
    segments,
    queueIdCandidates,
  };
}

function frameOf(pathname: string): Frame {
  const [first = ''] = pathname.split('/').filter((part) => part !== '');
  if (first === 'directory') return 'shell';
  if (first.includes('interaction-details-ui')) return 'detail';
  if (first.includes('analytics-ui')) return 'analytics';
  return 'other';
}

function viewOf(segments: readonly string[]): View {
  const [first = ''] = segments;
  if (first === 'interactions') return 'interactions';
  // Genesys's own name for the queue routes is not known, but every guess at it holds the word.
  if (segments.some((segment) => /queue/i.test(segment))) return 'queues';
  if (first === 'agents') return 'agents';
  if (first === 'dashboards') return 'dashboards';
  return 'unknown';
}

function conversationIn(segments: readonly string[]): string | undefined {
  const at = segments.indexOf('interactions');
  const isDetail = at === 0 || (at === 2 && segments[0] === 'engage' && segments[1] === 'admin');
  return isDetail ? uuidsIn(segments[at + 1] ?? '')[0] : undefined;
}

function queueCandidates(segments: readonly string[], query: URLSearchParams): string[] {
  const queueAt = segments.findIndex((segment) => /queue/i.test(segment));
  const entries = [...query].filter(([key]) => !NEVER_A_QUEUE.test(key));
  const named = entries.filter(([key]) => /queue/i.test(key));
  const others = entries.filter(([key]) => !/queue/i.test(key));
  const ranked = [
    ...(queueAt < 0 ? [] : segments.slice(queueAt)),
    ...named.map(([, value]) => value),
    ...segments,
    ...others.map(([, value]) => value),
  ];
  return [...new Set(ranked.flatMap(uuidsIn))];
}

function uuidsIn(text: string): string[] {
  return (text.match(UUID) ?? []).map((id) => id.toLowerCase());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
