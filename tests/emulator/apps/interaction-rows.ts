/** What a list in the Genesys web UI shows of one interaction. Times are epoch ms. */
export interface InteractionRow {
  id: string;
  /** As the UI groups them: a phone call is `voice`. */
  mediaType: MediaType;
  direction: 'inbound' | 'outbound';
  /** Names of the agents on it, in the order they joined. */
  users: string[];
  userIds: string[];
  /** The other side: a number, an address, a display name. */
  remote: string;
  queueId: string | null;
  queueName: string;
  subject: string | null;
  startedAt: number;
  endedAt: number | null;
  state: InteractionState;
}

export type MediaType =
  | 'voice'
  | 'email'
  | 'chat'
  | 'message'
  | 'callback'
  | 'cobrowse'
  | 'screenshare'
  | 'video';

/** `idle`: nothing is open in it and yet it has not ended. */
export type InteractionState = 'waiting' | 'alerting' | 'interacting' | 'wrapup' | 'idle' | 'ended';

export interface RowQuery {
  /** 1-based. */
  page: number;
  pageSize: number;
  sort: SortColumn;
  descending: boolean;
  mediaType: MediaType | null;
  queueId: string | null;
  states: readonly InteractionState[] | null;
}

export interface RowPage {
  rows: InteractionRow[];
  /** How many rows match, over all pages. */
  total: number;
  /** The page that is really answered: the last one when the asked one no longer exists. */
  page: number;
  pageCount: number;
}

const COLUMNS = {
  date: (row) => row.startedAt,
  duration: (row) => -row.startedAt,
  endDate: (row) => row.endedAt ?? Number.MAX_SAFE_INTEGER,
  mediaType: (row) => row.mediaType,
  direction: (row) => row.direction,
  users: (row) => row.users.join(', '),
  remote: (row) => row.remote,
  queue: (row) => row.queueName,
  subject: (row) => row.subject ?? '',
  state: (row) => row.state,
  conversationId: (row) => row.id,
} satisfies Record<string, (row: InteractionRow) => string | number>;

export type SortColumn = keyof typeof COLUMNS;

const MEDIA: readonly MediaType[] = [
  'voice',
  'email',
  'chat',
  'message',
  'callback',
  'cobrowse',
  'screenshare',
  'video',
];
const MAX_PAGE_SIZE = 200;

const isSortColumn = (name: string): name is SortColumn => Object.hasOwn(COLUMNS, name);
const isMediaType = (name: string): name is MediaType => MEDIA.some((media) => media === name);

/** Reads a list's paging, order and filters from a query string; what is missing or odd becomes the UI's default. */
export function rowQueryOf(parameters: URLSearchParams): RowQuery {
  const sort = parameters.get('sort') ?? '';
  const mediaType = parameters.get('mediaType') ?? '';
  return {
    page: positive(parameters.get('page'), 1),
    pageSize: Math.min(positive(parameters.get('pageSize'), 50), MAX_PAGE_SIZE),
    sort: isSortColumn(sort) ? sort : 'date',
    descending: parameters.get('dir') !== 'asc',
    mediaType: isMediaType(mediaType) ? mediaType : null,
    queueId: parameters.get('queueId'),
    states:
      parameters.get('status') === 'all' ? null : ['waiting', 'alerting', 'interacting', 'wrapup', 'idle'],
  };
}

/** One page of the rows that match, in the asked order; equal rows keep the order of their ids. */
export function pageOf(rows: Iterable<InteractionRow>, query: RowQuery): RowPage {
  const matching: InteractionRow[] = [];
  for (const row of rows) if (matches(row, query)) matching.push(row);
  const key = COLUMNS[query.sort];
  const sign = query.descending ? -1 : 1;
  matching.sort((left, right) => sign * compare(key(left), key(right)) || compare(left.id, right.id));
  const pageCount = Math.max(1, Math.ceil(matching.length / query.pageSize));
  const page = Math.min(query.page, pageCount);
  const from = (page - 1) * query.pageSize;
  return { rows: matching.slice(from, from + query.pageSize), total: matching.length, page, pageCount };
}

function matches(row: InteractionRow, query: RowQuery): boolean {
  return (
    (query.states === null || query.states.includes(row.state)) &&
    (query.mediaType === null || row.mediaType === query.mediaType) &&
    (query.queueId === null || row.queueId === query.queueId)
  );
}

function compare(left: string | number, right: string | number): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function positive(text: string | null, otherwise: number): number {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : otherwise;
}
