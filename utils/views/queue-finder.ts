import { ProblemError } from '../protocol/envelope';
import type { QueueView } from '../protocol/views';
import type { PageView } from './routes';

/** The queue a page shows. Unproven means that the API could not be asked yet, for want of a sign-in for example. */
export interface FoundQueue {
  queueId: string;
  proven: boolean;
}

const MOST_CANDIDATES = 3;

/**
 * Finds the queue behind a route by asking the API about each candidate in turn; answers are kept for the life of the
 * frame. A route that speaks of a queue is believed as long as nobody can be asked; one that does not is not.
 */
export function createQueueFinder(
  ask: (queueId: string) => Promise<QueueView | null>,
): (page: PageView) => Promise<FoundQueue | undefined> {
  const isQueue = new Map<string, boolean>();

  return async (page) => {
    const isQueueRoute = page.view === 'queue';
    if (!isQueueRoute && page.view !== 'unknown') return undefined;
    for (const queueId of page.queueIdCandidates.slice(0, MOST_CANDIDATES)) {
      try {
        const known = isQueue.get(queueId) ?? (await ask(queueId)) !== null;
        isQueue.set(queueId, known);
        if (known) return { queueId, proven: true };
      } catch (error) {
        if (error instanceof ProblemError && error.problem.code === 'not a queue') {
          isQueue.set(queueId, false);
          continue;
        }
        return isQueueRoute ? { queueId, proven: false } : undefined;
      }
    }
    return undefined;
  };
}
