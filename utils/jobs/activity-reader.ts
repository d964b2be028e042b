import { MAX_IDS_PER_QUERY } from '../genesys/analytics-activity.ts';
import type { Lane } from '../genesys/budget-state.ts';
import { GenesysError } from '../genesys/error.ts';
import type { Engine } from './engine.ts';

/** What the queues count of one conversation. */
export interface Standing {
  waitingIn: ReadonlySet<string>;
  alerting: boolean;
  interacting: boolean;
}

/** One reading of up to 50 conversations; a conversation that no queue counts is not in `standing`. */
interface ActivityReading {
  /** When the read began, epoch ms: nothing in it is older than the API makes it. */
  readAt: number;
  standing: ReadonlyMap<string, Standing>;
}

/** Reads where conversations stand. `undefined`: the API cannot answer for these ids, each must be read by itself. */
export interface ActivityReader {
  read(ids: readonly string[], lane: Lane, signal: AbortSignal): Promise<ActivityReading | undefined>;
}

const PAGE_SIZE = 500;
const MOST_PAGES = 10;

/**
 * Creates a reader that learns from the answers: whether the filter by ids is refused at all (then it is not
 * asked again), and how long a page can be. An id that is missing from a page that may have been cut is looked
 * for on the next one, because "missing" is read as "ended".
 */
export function createActivityReader(engine: Pick<Engine, 'platform' | 'budget' | 'clock'>): ActivityReader {
  let refused = false;
  let longestPage = 0;

  async function read(
    ids: readonly string[],
    lane: Lane,
    signal: AbortSignal,
  ): Promise<ActivityReading | undefined> {
    const wanted = new Set(ids);
    const standing = new Map<string, { waitingIn: Set<string>; alerting: boolean; interacting: boolean }>();
    let readAt: number | undefined;
    for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber += 1) {
      await engine.budget.acquire(lane, signal);
      readAt ??= engine.clock.now();
      const page = await engine.platform.queryActivity(
        {
          conversationIds: ids,
          metrics: ['oWaiting', 'oAlerting', 'oInteracting'],
          groupBy: ['conversationId', 'queueId'],
          pageNumber,
          pageSize: PAGE_SIZE,
        },
        { lane, signal, granted: true },
      );
      if (page.truncated) return undefined;
      let news = 0;
      for (const row of page.rows) {
        const id = row.conversationId;
        if (id === undefined || !wanted.has(id)) continue;
        const known = standing.get(id) ?? { waitingIn: new Set(), alerting: false, interacting: false };
        const before = known.waitingIn.size + Number(known.alerting) + Number(known.interacting);
        if (row.waiting > 0) known.waitingIn.add(row.queueId ?? '');
        known.alerting ||= row.alerting > 0;
        known.interacting ||= row.interacting > 0;
        if (known.waitingIn.size + Number(known.alerting) + Number(known.interacting) > before) news += 1;
        standing.set(id, known);
      }
      const mayGoOn = page.rows.length > 0 && page.rows.length >= longestPage;
      longestPage = Math.max(longestPage, page.rows.length);
      if (!mayGoOn || news === 0 || standing.size === wanted.size) return { readAt, standing };
    }
    return undefined;
  }

  return {
    async read(ids, lane, signal) {
      if (ids.length > MAX_IDS_PER_QUERY) throw new RangeError(`at most ${MAX_IDS_PER_QUERY} ids`);
      if (refused) return undefined;
      try {
        return await read(ids, lane, signal);
      } catch (error) {
        if (!(error instanceof GenesysError) || error.kind !== 'bad request') throw error;
        refused = true;
        return undefined;
      }
    },
  };
}
