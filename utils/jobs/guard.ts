import type { Lane } from '../genesys/budget-state.ts';
import type { ActivityReader, Standing } from './activity-reader.ts';
import type { Engine } from './engine.ts';
import { guardLive } from './guard-live.ts';
import { mayHaveReached, settled, triedOut } from './job-states.ts';
import type { Item, Job } from './ledger-schema.ts';
import type { ItemReason } from './states.ts';

/** An item that may be sent, while the read that allowed it is young. */
export interface Guarded {
  item: Item;
  /** When that read began, epoch ms. */
  readAt: number;
}

/** A send needs a read that is no older than this. */
export const READ_LIFE_MS = 15_000;
/**
 * Reads the items again and keeps those that are still as confirmed; the others get their outcome and reason.
 * Those of a queue must wait in this queue and be neither alerting nor interacting anywhere; where the API cannot
 * answer for many at once, and for items from other sources, each is read live and judged afresh. Throws what
 * the read threw: nothing is sent then. `taken` counts those that agents were found to have.
 */
export async function guard(
  engine: Engine,
  job: Job,
  items: readonly Item[],
  reader: ActivityReader,
  lane: Lane,
  signal: AbortSignal,
): Promise<{ going: Guarded[]; taken: number }> {
  const queueId = job.queue?.id;
  const reading =
    job.source === 'waiting' && queueId !== undefined
      ? await reader.read(
          items.map((item) => item.conversationId),
          lane,
          signal,
        )
      : undefined;
  if (reading === undefined || queueId === undefined) {
    return { going: await guardEach(engine, job, items, lane, signal), taken: 0 };
  }

  const going: Guarded[] = [];
  const skipped = new Map<string, ItemReason>();
  const unclear: Item[] = [];
  for (const item of items) {
    const reason = reasonToSkip(reading.standing.get(item.conversationId), queueId);
    // What an earlier send may have ended is not "no longer waiting": only its live state tells.
    if (reason === 'no longer waiting here' && item.attempts.some(mayHaveReached)) unclear.push(item);
    else if (reason !== undefined) skipped.set(item.conversationId, reason);
    else if (triedOut(item)) unclear.push(item);
    else going.push({ item, readAt: reading.readAt });
  }
  await skip(engine, job.id, skipped);
  const taken = [...skipped.values()].filter((reason) => reason !== 'no longer waiting here').length;
  return { going: [...going, ...(await guardEach(engine, job, unclear, lane, signal))], taken };
}

async function guardEach(
  engine: Engine,
  job: Job,
  items: readonly Item[],
  lane: Lane,
  signal: AbortSignal,
): Promise<Guarded[]> {
  const going: Guarded[] = [];
  for (const item of items) {
    const guarded = await guardLive(engine, job, item, lane, signal);
    if (guarded !== undefined) going.push(guarded);
  }
  return going;
}

function reasonToSkip(standing: Standing | undefined, queueId: string): ItemReason | undefined {
  if (standing?.interacting) return 'an agent has it';
  if (standing?.alerting) return 'alerting an agent';
  return standing?.waitingIn.has(queueId) ? undefined : 'no longer waiting here';
}

async function skip(engine: Engine, jobId: string, reasons: ReadonlyMap<string, ItemReason>): Promise<void> {
  if (reasons.size === 0) return;
  const at = engine.clock.now();
  await engine.ledger.updateItems(jobId, [...reasons.keys()], (item) => {
    const reason = reasons.get(item.conversationId);
    if (item.state !== 'pending' || reason === undefined) return undefined;
    const found = foundInstead(reason);
    return { ...settled(item, 'skipped', at, reason), ...(found ? { found } : {}) };
  });
  engine.onChange(jobId);
}

function foundInstead(reason: ItemReason): Item['found'] {
  if (reason === 'an agent has it') return { verdict: 'live', evidence: [{ fact: 'agent connected' }] };
  if (reason === 'alerting an agent') return { verdict: 'live', evidence: [{ fact: 'agent alerting' }] };
  return undefined;
}
