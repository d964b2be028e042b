/**
 * Everything about the real platform that is not certain, or that differs from org to org: each with the answers that are
 * possible. Defaults are the likeliest. Times are ms, rates are requests per minute.
 */
export interface Knobs {
  // The request budget
  /** Requests per minute and token that are enforced. 300 is the documented number, not every org has it. */
  ratePerMinute: number;
  /** What the limits namespace tells, when it is not what is enforced. */
  advertisedRatePerMinute: number | undefined;
  /** How the minute is counted: 60 s from the first request, or the last 60 s. Not documented. */
  rateWindow: 'fixed' | 'sliding';
  /** More than this many requests within one second are refused too (parallel bursts are, as reported). */
  burstPerSecond: number | 'three times the even rate' | 'any';
  /** What a burst is told to wait, seconds. */
  burstRetryAfterSeconds: number;
  /** Whether a 429 has a `Retry-After` header. */
  retryAfterHeader: boolean;
  /** Whether a 429's message says the number of seconds. */
  retryAfterInMessage: boolean;
  /** Whether answers have the `inin-ratelimit-*` headers. */
  rateHeaders: boolean;

  // How long things take
  /** One request's way there and back: evenly between min and max, and with `tailChance` up to `tailMs` more. */
  latency: { minMs: number; maxMs: number; tailMs: number; tailChance: number };
  /** From an accepted disconnect to its effect. */
  disconnectEffectMs: { minMs: number; maxMs: number };
  /** How far the activity and observation queries are behind. */
  activityLagMs: number;
  /** How far the details query is behind. */
  detailsLagMs: number;
  /** How far Genesys's own pages are behind (used by the replica of the web UI). */
  uiLagMs: number;
  /** A conversation younger than this is not yet found by GET. */
  ingestMs: number;

  // The activity query
  /** It pages as asked; or gives everything whatever is asked; or silently gives only the first rows. Not documented. */
  activityPaging: 'pages' | 'ignores paging' | 'caps';
  /** What it gives when no page is asked for (a public tool takes every row so). */
  activityUnpaged: 'all' | 'first page';
  /** Default page size when a page but no size is asked for. */
  activityDefaultPageSize: number;
  /** Largest page size. */
  activityMaxPageSize: number;
  /** A page size above the largest: silently made smaller, or a 400. */
  activityOversize: 'clamps' | 'refuses';
  /** Rows that the `caps` mode gives. */
  activityCap: number;
  /** Whether filtering by conversation id works there (it is in the model's dimensions; seen with the details query). */
  activityIdFilter: 'accepts' | 'refuses';
  /** How many predicates one filter may hold. */
  activityMaxPredicates: number;
  /** Whether `details: true` brings entities. */
  activityEntities: 'present' | 'absent';
  /** Whether an interaction that alerts is still counted as waiting. */
  alertingCountsAsWaiting: boolean;

  // The details query
  /** Chance that a row appears a second time further on, 0 to 1 (pages drift, duplicates are dropped within a page). */
  detailsDuplicates: number;
  /** How wrong `totalHits` may be, as a share. */
  totalHitsError: number;
  /** How often its list of matches is made anew. */
  detailsRefreshMs: number;

  // Disconnecting
  /** What POST disconnect and DELETE answer for a conversation that has ended. Not documented. */
  alreadyEnded: 'as if' | 404 | 409 | 400;
  /** The status of an accepted POST disconnect (documented: 202; a public script took 200). */
  disconnectStatus: 202 | 200;
  /** Whether PATCH emails ends an e-mail that is still in the queue. Not documented. */
  patchQueuedEmail: 'works' | 400;
  /** Whether DELETE closes pending after-call work with a system code, as POST disconnect does. Not documented. */
  deleteClearsWrapup: boolean;
  /** Whether a user needs the permission in any or in all divisions of a conversation. Not documented. */
  divisionRule: 'any' | 'all';

  // Sign-in
  /** Whether the implicit grant still works (it ends in 2027). */
  implicitGrant: boolean;
  /** Where a refused implicit sign-in puts its error. Not documented. */
  implicitErrorsIn: 'fragment' | 'query';
  /** Token lifetime that overrides the client's own setting. */
  tokenLifetimeSeconds: number | undefined;
  /** A token unused for so long is dead (HIPAA orgs: 15 min); `undefined`: never. */
  tokenIdleMs: number | undefined;
  /** How long the login page's own session lasts. */
  loginSessionMs: number;
  /** What an expired token is told. */
  expiredTokenCode: 'credentials.expired' | 'bad.credentials';
  /** Whether the org enforces OAuth scopes (off by default). */
  scopeEnforcement: boolean;
  /** Answers carry another `state` than was sent. */
  tamperState: boolean;
}

export const DEFAULT_KNOBS: Readonly<Knobs> = {
  ratePerMinute: 300,
  advertisedRatePerMinute: undefined,
  rateWindow: 'fixed',
  burstPerSecond: 'three times the even rate',
  burstRetryAfterSeconds: 5,
  retryAfterHeader: true,
  retryAfterInMessage: true,
  rateHeaders: true,
  latency: { minMs: 40, maxMs: 160, tailMs: 0, tailChance: 0 },
  disconnectEffectMs: { minMs: 200, maxMs: 1500 },
  activityLagMs: 1000,
  detailsLagMs: 30_000,
  uiLagMs: 2000,
  ingestMs: 0,
  activityPaging: 'pages',
  activityUnpaged: 'all',
  activityDefaultPageSize: 25,
  activityMaxPageSize: 500,
  activityOversize: 'clamps',
  activityCap: 1000,
  activityIdFilter: 'accepts',
  activityMaxPredicates: 100,
  activityEntities: 'present',
  alertingCountsAsWaiting: false,
  detailsDuplicates: 0.02,
  totalHitsError: 0.02,
  detailsRefreshMs: 1000,
  alreadyEnded: 'as if',
  disconnectStatus: 202,
  patchQueuedEmail: 'works',
  deleteClearsWrapup: false,
  divisionRule: 'any',
  implicitGrant: true,
  implicitErrorsIn: 'fragment',
  tokenLifetimeSeconds: undefined,
  tokenIdleMs: undefined,
  loginSessionMs: 8 * 3_600_000,
  expiredTokenCode: 'credentials.expired',
  scopeEnforcement: false,
  tamperState: false,
};

/** Changes knobs in place. Throws when a name is not a knob, so that a misspelt one is not silently a default. */
export function turn(knobs: Knobs, change: Partial<Knobs>): void {
  for (const name of Object.keys(change)) {
    if (!(name in DEFAULT_KNOBS)) throw new RangeError(`There is no knob “${name}”.`);
  }
  Object.assign(knobs, change);
}
