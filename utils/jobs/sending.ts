import type { Lane } from '../genesys/budget-state.ts';
import { createReadFailures } from './breaker.ts';
import { createChunkSizer } from './chunk.ts';
import { sendOne } from './dispatcher.ts';
import { mayGoOn, pauseJob } from './engine.ts';
import { type Guarded, guard, READ_LIFE_MS } from './guard.ts';
import type { Run } from './job-run.ts';
import { settled } from './job-states.ts';
import type { Item, Job } from './ledger-schema.ts';
import { createOverlap } from './overlap.ts';

/** A click whose undo time ended longer ago than this is not sent: its person is no longer looking. */
const CLICK_LIFE_MS = 60_000;
/** How often the job is looked at between sends; each send sees for itself that it still runs. */
const LOOK_AGAIN_MS = 100;
/** The longest wait before the ledger is looked at again. */
const LONGEST_REST_MS = 30_000;
/** Read beyond what is wanted, since some may have to wait. */
const SPARE = 10;
/** Below this the pending items are counted anew for each reading; the biggest chunk is a quarter of it. */
const RECOUNT_BELOW = 200;
/** Readings in a row that were too old when they came; then something is wrong. */
const MOST_STALE_READINGS = 5;

/** A click overtakes a clear, since its person waits. */
export function laneOf(job: Job): Lane {
  return job.source === 'ids' ? 'interactive' : 'job';
}

/**
 * Sends what is pending, in order, as fast as the budget grants: reads the next chunk while the last one is still
 * being sent, and overlaps the sends. Returns when nothing is pending, the job no longer runs or the run is stopped;
 * every request is answered and recorded by then.
 */
export async function sendPending(run: Run): Promise<void> {
  const { engine, jobId, control } = run;
  const overlap = createOverlap();
  const chunks = createChunkSizer();
  const failures = createReadFailures(engine, control);
  const inFlight = new Set<Promise<void>>();
  /** Read and waiting to be sent, and all that is held by this run in any way. */
  let ready: Guarded[] = [];
  const held = new Set<string>();
  let staleReadings = 0;
  let remaining = 0;
  let feeding: Promise<'fed' | 'nothing due' | 'failed'> | undefined;
  let broken: { error: unknown } | undefined;

  const fresh = ({ readAt }: Guarded) => engine.clock.now() - readAt <= READ_LIFE_MS;
  const perMinute = () => engine.budget.state().usablePerMinute;

  async function feed(job: Job): Promise<'fed' | 'nothing due' | 'failed'> {
    // Counting is dear in a long list, and the number only matters near the end.
    if (remaining < RECOUNT_BELOW) remaining = (await engine.ledger.count(jobId, 'pending')) - held.size;
    const size = job.source === 'ids' ? 1 : chunks.size(remaining, perMinute());
    const chunk = await expireOld(run, job, await nextDue(run, size, held));
    remaining -= chunk?.length ?? 0;
    if (chunk === undefined) return 'fed';
    if (chunk.length === 0) return 'nothing due';
    for (const item of chunk) held.add(item.conversationId);
    let going: Guarded[] = [];
    try {
      const guarded = await guard(engine, job, chunk, run.reader, laneOf(job), control.signal);
      going = guarded.going;
      chunks.saw(chunk.length, guarded.taken);
    } catch (error) {
      await failures.failed(jobId, error);
      return 'failed';
    } finally {
      const goes = new Set(going.map(({ item }) => item.conversationId));
      for (const { conversationId } of chunk) if (!goes.has(conversationId)) held.delete(conversationId);
    }
    failures.answered();
    const young = going.filter(fresh);
    staleReadings = going.length > 0 && young.length === 0 ? staleReadings + 1 : 0;
    for (const { item } of going) held.delete(item.conversationId);
    for (const one of young) held.add(one.item.conversationId);
    ready.push(...young);
    if (staleReadings >= MOST_STALE_READINGS) {
      await pauseJob(engine, jobId, 'breaker', { code: 'Genesys error', detail: 'answers take too long' });
    }
    return 'fed';
  }

  function send(next: Guarded, lane: Lane): void {
    const task = sendOne(engine, jobId, next, lane)
      .then((latency) => {
        if (latency !== undefined) overlap.answered(latency);
      })
      .catch((error: unknown) => {
        broken ??= { error };
      })
      .finally(() => {
        inFlight.delete(task);
        held.delete(next.item.conversationId);
      });
    inFlight.add(task);
  }

  /** The next one that may be sent; 'wait' when it is not known yet, undefined when nothing is left. */
  async function nextReady(job: Job): Promise<Guarded | 'wait' | undefined> {
    for (const stale of ready.filter((one) => !fresh(one))) held.delete(stale.item.conversationId);
    ready = ready.filter(fresh);
    // Read just early enough that its answer is there when the last one goes.
    const low = job.source === 'ids' ? 0 : overlap.limit(perMinute()) - 1;
    if (ready.length <= low && feeding === undefined) {
      feeding = feed(job).finally(() => {
        feeding = undefined;
      });
      feeding.catch(() => {});
    }
    const next = ready.shift();
    if (next !== undefined) return next;
    if ((await feeding) !== 'nothing due' || ready.length > 0) return 'wait';
    if (inFlight.size > 0) {
      await Promise.race(inFlight);
      return 'wait';
    }
    const due = await engine.ledger.nextDue(jobId, 'pending');
    if (due === undefined) return undefined;
    await control.rest(Math.min(Math.max(due - engine.clock.now(), 1), LONGEST_REST_MS));
    return 'wait';
  }

  let looked: { job: Job; at: number } | undefined;
  try {
    while (!control.signal.aborted && broken === undefined) {
      const now = engine.clock.now();
      if (looked === undefined || Math.abs(now - looked.at) >= LOOK_AGAIN_MS) {
        const job = await engine.ledger.job(jobId);
        if (job?.state !== 'running' || !(await mayGoOn(engine, job))) break;
        looked = { job, at: now };
      }
      const { job } = looked;
      const next = await nextReady(job);
      if (next === undefined) break;
      if (next === 'wait') continue;
      const lane = laneOf(job);
      while (inFlight.size >= overlap.limit(perMinute())) await Promise.race(inFlight);
      await engine.budget.acquire(lane, control.signal);
      const allowed = !control.signal.aborted && engine.online() && fresh(next);
      if (allowed) send(next, lane);
      else held.delete(next.item.conversationId);
    }
  } catch (error) {
    if (!control.signal.aborted) broken ??= { error };
  }
  await Promise.all(inFlight);
  try {
    await feeding;
  } catch (error) {
    broken ??= { error };
  }
  if (broken !== undefined) throw broken.error;
}

/** The first items in order that are due and not held already. */
async function nextDue(run: Run, size: number, held: ReadonlySet<string>): Promise<Item[]> {
  const now = run.engine.clock.now();
  const found: Item[] = [];
  let after: number | undefined;
  for (;;) {
    const limit = size - found.length + held.size + SPARE;
    const page = await run.engine.ledger.items(run.jobId, { bucket: 'pending', after, limit });
    for (const item of page) {
      if (item.notBefore > now || held.has(item.conversationId)) continue;
      if (found.push(item) === size) return found;
    }
    after = page.at(-1)?.order;
    if (page.length < limit) return found;
  }
}

/** Takes clicks out that nobody waits for any more; undefined when that was all of them. */
async function expireOld(run: Run, job: Job, items: Item[]): Promise<Item[] | undefined> {
  const now = run.engine.clock.now();
  const until = (job.notBefore ?? Number.POSITIVE_INFINITY) + CLICK_LIFE_MS;
  if (job.source !== 'ids' || now <= until) return items;
  const young = items.filter((item) => item.attempts.length > 0);
  if (young.length === items.length) return items;
  const ids = items.filter((item) => item.attempts.length === 0).map((item) => item.conversationId);
  await run.engine.ledger.updateItems(job.id, ids, (item) =>
    item.state === 'pending' ? settled(item, 'skipped', now, 'expired') : undefined,
  );
  run.engine.onChange(job.id);
  return young.length === 0 ? undefined : young;
}
