import * as z from 'zod/mini';
import type { FloodedQueue } from './flooded-queue.ts';
import type { RunReport } from './strategy.ts';

const GAP_MS = 60_000 / 280;
const AT_ONCE = 10;
const UNTOLD_PAUSE_MS = 30_000;
const PASSING = new Set([408, 500, 502, 503, 504]);
const MOST_TRIES = 3;
const API = 'https://api.mypurecloud.com/api/v2';

const listSchema = z.looseObject({
  results: z.optional(z.array(z.looseObject({ group: z.looseObject({ conversationId: z.string() }) }))),
});

/**
 * The best throttled runner among public tools, as a strategy: one activity query without paging, then a disconnect for
 * each listed id in the order of the list, 280 a minute evenly, 10 at a time. A 429 halts all for `Retry-After` (else
 * 30 s) and is tried again; passing errors get three tries. It neither looks again before it sends nor afterwards: any 2xx
 * counts as ended.
 */
export async function fixed280({ clock, emulator, queue }: FloodedQueue): Promise<RunReport> {
  const { token } = emulator.issueToken();
  const saidEnded = new Set<string>();
  let nextSlot = clock.now();
  let haltedUntil = 0;

  async function slot(): Promise<void> {
    const at = Math.max(nextSlot, clock.now());
    nextSlot = at + GAP_MS;
    await clock.sleep(at - clock.now());
    while (haltedUntil > clock.now()) await clock.sleep(haltedUntil - clock.now());
  }

  async function post(path: string, body?: unknown): Promise<Response> {
    for (let tries = 1; ; ) {
      await slot();
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const request = {
        method: 'POST',
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = await emulator.fetch(new Request(`${API}${path}`, request));
      if (response.status === 429) {
        const told = Number(response.headers.get('retry-after'));
        haltedUntil = Math.max(haltedUntil, clock.now() + (told > 0 ? told * 1_000 : UNTOLD_PAUSE_MS));
      } else if (PASSING.has(response.status) && tries < MOST_TRIES) {
        tries += 1;
        await clock.sleep(1_000 * tries);
      } else return response;
    }
  }

  async function waiting(): Promise<string[]> {
    const response = await post('/analytics/conversations/activity/query', {
      metrics: [{ metric: 'oWaiting', details: true }],
      groupBy: ['conversationId', 'queueId'],
      filter: {
        type: 'and',
        predicates: [{ type: 'dimension', dimension: 'queueId', operator: 'matches', value: queue.id }],
      },
    });
    if (!response.ok) throw new Error(`The baseline could not list the queue: ${response.status}`);
    const { results = [] } = listSchema.parse(await response.json());
    return results.map(({ group }) => group.conversationId);
  }

  async function clear(): Promise<RunReport> {
    const ids = await waiting();
    const startedAt = clock.now();
    const left = ids.values();
    const work = async () => {
      for (const id of left) {
        const response = await post(`/conversations/${id}/disconnect`);
        if (response.ok) saidEnded.add(id);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return { startedAt, finishedAt: clock.now(), saidEnded };
  }

  return clock.runUntil(clear());
}
