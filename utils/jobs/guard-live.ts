import type { Lane } from '../genesys/budget-state.ts';
import { type Conversation, communicationsOf, isClosed } from '../genesys/conversation.ts';
import { GenesysError } from '../genesys/error.ts';
import type { Evidence } from '../triage/verdicts.ts';
import { LISTED_AS_WAITING, worse } from '../triage/worse.ts';
import { countFailure } from './breaker.ts';
import type { Engine } from './engine.ts';
import type { Guarded } from './guard.ts';
import { problemOf } from './job-problem.ts';
import { mayHaveReached, settled, triedOut } from './job-states.ts';
import type { Item, Job, Judged } from './ledger-schema.ts';
import type { ItemReason } from './states.ts';
import { kept } from './triage-part.ts';

/**
 * Reads one conversation live and judges it afresh. Gives it back if it is not worse than what was confirmed, else
 * records what it is instead. Throws what the read threw, unless it says something about this conversation alone.
 */
export async function guardLive(
  engine: Engine,
  job: Job,
  item: Item,
  lane: Lane,
  signal: AbortSignal,
): Promise<Guarded | undefined> {
  const settle = async (change: (pending: Item, at: number) => Item) => {
    const at = engine.clock.now();
    await engine.ledger.updateItems(job.id, [item.conversationId], (found) =>
      found.state === 'pending' ? change(found, at) : undefined,
    );
    engine.onChange(job.id);
    return undefined;
  };

  await engine.budget.acquire(lane, signal);
  const readAt = engine.clock.now();
  let conversation: Conversation;
  try {
    conversation = await engine.platform.getConversation(item.conversationId, {
      lane,
      signal,
      granted: true,
    });
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    if (error.kind === 'forbidden') {
      await countFailure(engine, job.id, 'forbidden', problemOf(error));
      return settle((pending, at) => settled(pending, 'failed', at, 'not permitted'));
    }
    if (error.kind !== 'not found') throw error;
    return settle((pending, at) =>
      settled(pending, pending.attempts.some(mayHaveReached) ? 'unverified' : 'failed', at, 'not found'),
    );
  }
  const found = kept(engine.triage(conversation, engine.clock.now()));
  if (found.verdict === 'ended') {
    return settle((pending, at) =>
      settled(pending, pending.attempts.some(mayHaveReached) ? 'ended' : 'already ended', at),
    );
  }
  const reason = reasonToSkip(job, item, conversation, found);
  if (reason !== undefined) {
    return settle((pending, at) => ({ ...settled(pending, 'skipped', at, reason), found }));
  }
  if (triedOut(item)) return settle((pending, at) => settled(pending, 'failed', at, 'errors at Genesys'));
  return { item, readAt };
}

function reasonToSkip(
  job: Job,
  item: Item,
  conversation: Conversation,
  found: Judged,
): ItemReason | undefined {
  const confirmed = job.source === 'waiting' ? LISTED_AS_WAITING : item.confirmed;
  if (confirmed === undefined || worse(confirmed, found)) return reasonOf(confirmed?.evidence ?? [], found);
  if (job.source === 'waiting' && !waitsIn(conversation, job.queue?.id)) return 'no longer waiting here';
  return undefined;
}

function reasonOf(confirmed: readonly Evidence[], found: Judged): ItemReason {
  const came = (fact: Evidence['fact']) =>
    found.evidence.some((one) => one.fact === fact) && !confirmed.some((one) => one.fact === fact);
  if (came('agent connected') || came('agent on hold')) return 'an agent has it';
  return came('agent alerting') ? 'alerting an agent' : 'state changed';
}

/** Whether a leg of this queue's routing is still open. */
function waitsIn(conversation: Conversation, queueId: string | undefined): boolean {
  for (const { participant, communication } of communicationsOf(conversation)) {
    if (participant.purpose === 'acd' && participant.queueId === queueId && !isClosed(communication))
      return true;
  }
  return false;
}
