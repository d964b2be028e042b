import type { Lane } from '../genesys/budget-state.ts';
import type { Conversation } from '../genesys/conversation.ts';
import { GenesysError } from '../genesys/error.ts';
import type { ActivityReader } from './activity-reader.ts';
import type { Engine } from './engine.ts';
import { isOver, pendingAgain, settled } from './job-states.ts';
import { rungAt } from './ladder.ts';
import type { Item, Job } from './ledger-schema.ts';
import { VERIFY_PACE } from './verify-pace.ts';

type Finding = 'ended' | 'open' | 'unreadable';

/**
 * Reads accepted items again and records what became of them: ended, or to be looked at later, or (after the last
 * look) sent by the next way, or not cleared. Those of a queue are read together: what no queue counts as waiting,
 * alerting or interacting any more has ended. Throws what the read threw; the items stay accepted then.
 */
export async function verify(
  engine: Engine,
  job: Job,
  items: readonly Item[],
  reader: ActivityReader,
  lane: Lane,
  signal: AbortSignal,
): Promise<void> {
  const ids = items.map((item) => item.conversationId);
  const reading = job.source === 'waiting' ? await reader.read(ids, lane, signal) : undefined;
  const findings = new Map<string, Finding>();
  if (reading !== undefined) {
    for (const id of ids) {
      const standing = reading.standing.get(id);
      const counted = standing && (standing.waitingIn.size > 0 || standing.alerting || standing.interacting);
      findings.set(id, counted ? 'open' : 'ended');
    }
    return recordFindings(engine, job.id, findings);
  }
  for (const item of items) {
    const finding = await readLive(engine, item, lane, signal);
    await recordFindings(engine, job.id, new Map([[item.conversationId, finding]]));
  }
}

/** Gives up to read accepted items: they stay on record as unverified. */
export async function leaveUnverified(engine: Engine, jobId: string, items: readonly Item[]): Promise<void> {
  const findings = new Map(items.map((item) => [item.conversationId, 'unreadable' as const]));
  await recordFindings(engine, jobId, findings);
}

async function readLive(engine: Engine, item: Item, lane: Lane, signal: AbortSignal): Promise<Finding> {
  await engine.budget.acquire(lane, signal);
  let conversation: Conversation;
  try {
    conversation = await engine.platform.getConversation(item.conversationId, {
      lane,
      signal,
      granted: true,
    });
  } catch (error) {
    const ofItsOwn: GenesysError['kind'][] = ['forbidden', 'not found', 'bad request', 'unreadable answer'];
    if (error instanceof GenesysError && ofItsOwn.includes(error.kind)) return 'unreadable';
    throw error;
  }
  return isOver(item, conversation) ? 'ended' : 'open';
}

async function recordFindings(
  engine: Engine,
  jobId: string,
  findings: ReadonlyMap<string, Finding>,
): Promise<void> {
  const at = engine.clock.now();
  await engine.ledger.updateItems(jobId, [...findings.keys()], (item, job) => {
    if (item.state !== 'accepted') return undefined;
    const finding = findings.get(item.conversationId);
    if (finding === 'ended') return settled(item, 'ended', at);
    if (finding === 'unreadable') return settled(item, 'unverified', at, 'could not be read again');
    return stillOpen(item, job, at);
  });
  engine.onChange(jobId);
}

function stillOpen(item: Item, job: Job, at: number): Item {
  const wait = VERIFY_PACE[job.source].waitsMs[item.verifyTries];
  if (wait !== undefined) return { ...item, verifyTries: item.verifyTries + 1, notBefore: at + wait };
  // A send of a cancelled job that was never answered has had no effect, as it turns out.
  if (item.acceptedAt === undefined) return settled(item, 'cancelled', at, 'job cancelled');
  if (job.state !== 'cancelled' && rungAt(item.rung + 1) !== undefined) {
    return { ...pendingAgain(item, at), rung: item.rung + 1 };
  }
  return settled(item, 'not cleared', at, 'accepted but still open');
}
