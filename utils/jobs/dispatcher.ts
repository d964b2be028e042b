import type { Lane } from '../genesys/budget-state.ts';
import { GenesysError } from '../genesys/error.ts';
import type { WriteAnswer } from '../genesys/transport.ts';
import { countFailure, countSuccess } from './breaker.ts';
import { type Engine, pauseJob } from './engine.ts';
import { type Guarded, READ_LIFE_MS } from './guard.ts';
import { problemOf } from './job-problem.ts';
import { cancelled, isOver, settled } from './job-states.ts';
import { rungAt } from './ladder.ts';
import type { Attempt, Item, Job } from './ledger-schema.ts';
import { VERIFY_PACE } from './verify-pace.ts';

/** How an attempt ended, as far as it is known. */
type Ending = Partial<Pick<Attempt, 'status' | 'code' | 'message' | 'correlationId'>>;

/** More attempts than this are not kept; only answers of "too many requests" can make so many. */
const MOST_ATTEMPTS_KEPT = 20;
const FIRST_BACK_OFF_MS = 2_000;

/**
 * Sends one guarded item, for which the budget was granted, and records the answer. `sending` is on disk before
 * the request, in the transaction that sees that the job still runs; so neither a pause nor a crash is overtaken.
 * Resolves to the answer's latency in ms, or undefined when nothing was sent. Rejects only when the ledger does.
 */
export async function sendOne(
  engine: Engine,
  jobId: string,
  { item, readAt }: Guarded,
  lane: Lane,
): Promise<number | undefined> {
  const rung = rungAt(item.rung);
  if (rung === undefined) return undefined;
  const at = engine.clock.now();
  const attempt: Attempt = { at, bootId: engine.bootId, call: rung.call, readAt };
  const [begun] = await engine.ledger.updateItems(
    jobId,
    [item.conversationId],
    (found, job) => {
      if (job.state !== 'running' || found.state !== 'pending') return undefined;
      if (at - readAt > READ_LIFE_MS || !readAfterLastAttempt(found, readAt)) return undefined;
      const attempts = [...found.attempts, attempt].slice(-MOST_ATTEMPTS_KEPT);
      return { ...found, state: 'sending', attempts };
    },
    { strict: true },
  );
  if (begun === undefined) return undefined;
  engine.onChange(jobId);
  try {
    const answer = await rung.send(engine.platform, begun, { lane, granted: true, onRateLimit: 'throw' });
    await accepted(engine, jobId, begun, answer);
  } catch (error) {
    if (!(error instanceof GenesysError)) {
      await unknown(engine, jobId, begun, { message: problemOf(error).detail });
      throw error;
    }
    await refused(engine, jobId, begun, error, lane);
  }
  engine.onChange(jobId);
  return engine.clock.now() - at;
}

function readAfterLastAttempt(item: Item, readAt: number): boolean {
  const last = item.attempts.at(-1);
  return last === undefined || (last.endedAt !== undefined && readAt >= last.endedAt);
}

async function accepted(engine: Engine, jobId: string, item: Item, answer: WriteAnswer): Promise<void> {
  const now = engine.clock.now();
  let seen: Job | undefined;
  await record(engine, jobId, item, answer, (found, job) => {
    seen = job;
    const { graceMs } = VERIFY_PACE[job.source];
    return { ...found, state: 'accepted', acceptedAt: now, verifyTries: 0, notBefore: now + graceMs };
  });
  if (seen !== undefined) await countSuccess(engine, seen);
}

async function refused(
  engine: Engine,
  jobId: string,
  item: Item,
  error: GenesysError,
  lane: Lane,
): Promise<void> {
  const problem = problemOf(error);
  const backToPending = () =>
    record(engine, jobId, item, error, (found, job) =>
      job.state === 'cancelled' ? cancelled(found, job, engine.clock.now()) : { ...found, state: 'pending' },
    );
  switch (error.kind) {
    case 'rate limited':
      // Never a failure: nothing was executed, and the budget has taken note of the wait.
      return backToPending();
    case 'unauthorized':
      await backToPending();
      return pauseJob(engine, jobId, 'sign-in', problem);
    case 'forbidden':
      await record(engine, jobId, item, error, (found) =>
        settled(found, 'failed', engine.clock.now(), 'not permitted'),
      );
      return countFailure(engine, jobId, 'forbidden', problem);
    case 'not found':
    case 'conflict':
    case 'bad request':
      return classify(engine, jobId, item, error, lane);
    default:
      await unknown(engine, jobId, item, error);
      if (!engine.online()) return pauseJob(engine, jobId, 'offline', problem);
      return countFailure(engine, jobId, 'systemic', problem);
  }
}

/** A refusal for the conversation's own sake: its live state says whether that is because it has ended. */
async function classify(
  engine: Engine,
  jobId: string,
  item: Item,
  refusal: GenesysError,
  lane: Lane,
): Promise<void> {
  const settle = (outcome: 'already ended' | 'failed', reason?: 'refused by Genesys' | 'not found') =>
    record(engine, jobId, item, refusal, (found) => {
      // An earlier send that was never answered is what ended it.
      const ours = outcome === 'already ended' && found.unknownTries > 0;
      return settled(found, ours ? 'ended' : outcome, engine.clock.now(), reason);
    });
  try {
    const conversation = await engine.platform.getConversation(item.conversationId, { lane });
    return await (isOver(item, conversation)
      ? settle('already ended')
      : settle('failed', 'refused by Genesys'));
  } catch (error) {
    if (!(error instanceof GenesysError)) throw error;
    if (error.kind === 'not found') return settle('failed', 'not found');
    await unknown(engine, jobId, item, refusal);
    if (error.kind === 'unauthorized') return pauseJob(engine, jobId, 'sign-in', problemOf(error));
    return countFailure(engine, jobId, 'systemic', problemOf(error));
  }
}

/** Nobody knows whether it was executed: it waits, and is read again before it may be sent again. */
async function unknown(engine: Engine, jobId: string, item: Item, answer: Ending): Promise<void> {
  const now = engine.clock.now();
  await record(engine, jobId, item, answer, (found, job) => {
    const unknownTries = found.unknownTries + 1;
    const again: Item = {
      ...found,
      state: 'pending',
      unknownTries,
      notBefore: now + FIRST_BACK_OFF_MS * 2 ** unknownTries,
    };
    return job.state === 'cancelled' ? cancelled(again, job, now + VERIFY_PACE[job.source].graceMs) : again;
  });
}

/** Writes the attempt's end together with what follows from it for the item. */
async function record(
  engine: Engine,
  jobId: string,
  item: Item,
  answer: Ending,
  change: (found: Item, job: Job) => Item,
): Promise<void> {
  const endedAt = engine.clock.now();
  await engine.ledger.updateItems(jobId, [item.conversationId], (found, job) => {
    const last = found.attempts.at(-1);
    if (found.state !== 'sending' || last === undefined) return undefined;
    const { status, code, message, correlationId } = answer;
    const ended: Attempt = { ...last, endedAt, status, code, message, correlationId };
    return change({ ...found, attempts: [...found.attempts.slice(0, -1), ended] }, job);
  });
}
