import type { Platform } from '../genesys/platform.ts';
import { confirmedOne, frictionOfItem, needsReason, takenOn } from './confirm.ts';
import { signedInAs } from './controls.ts';
import { JobError } from './job-problem.ts';
import { settled } from './job-states.ts';
import type { Ledger } from './ledger.ts';
import { type Item, type Job, newItem, type Who } from './ledger-schema.ts';
import { emptyDraft } from './new-draft.ts';
import type { JobsParts } from './service.ts';
import { type SingleView, singleViewOf } from './single-view.ts';
import { proposeOne } from './source-ids.ts';

type ClickParts = Pick<
  JobsParts,
  'clock' | 'triage' | 'bootId' | 'randomId' | 'policy' | 'undoMs' | 'whoNow'
> & {
  ledger: Ledger;
  platform: Pick<Platform, 'getConversation'>;
};

/** How long after its end a click is still shown in its row. */
const JUST_ENDED_MS = 60_000;

/**
 * Reads the conversation and makes a job of one of it. A ghost is taken on at once, not to be sent before the undo
 * time is over, unless the policy wants a reason for it; one that has ended is recorded as such; any other waits for a
 * confirmation. A click on what is already under way gives that. Throws `JobError`.
 */
export async function disconnectOne(
  parts: ClickParts,
  conversationId: string,
  who: Who,
): Promise<SingleView> {
  const underWay = (await clicksOn(parts.ledger, [conversationId])).find(({ job }) => job.open === 1);
  if (underWay !== undefined) return viewOf(parts, underWay.job, underWay.item);
  const { proposal } = await proposeOne(conversationId, { ...parts, now: parts.clock.now });
  const now = parts.clock.now();
  const draft: Job = {
    id: parts.randomId(),
    version: 1,
    source: 'ids',
    state: 'draft',
    open: 0,
    who,
    createdAt: now,
    draft: { ...emptyDraft(parts.bootId), complete: true, collecting: false, listedAt: now },
    confirmation: parts.randomId(),
    breaker: { forbidden: 0, systemic: 0 },
  };
  const item = newItem(draft.id, proposal);
  const friction = frictionOfItem(item);
  if (friction === 'none needed') {
    const over: Job = { ...takenOn(draft, now), state: 'finished', open: 0, finishedAt: now };
    return created(parts, over, settled(item, 'already ended', now));
  }
  if (friction !== 'undo' || needsReason(item, await parts.policy())) return created(parts, draft, item);
  const undoUntil = now + (await parts.undoMs());
  return created(parts, { ...takenOn(draft, now), notBefore: undoUntil }, { ...item, notBefore: undoUntil });
}

async function created(parts: ClickParts, job: Job, item: Item): Promise<SingleView> {
  await parts.ledger.createJob(job, [item]);
  return viewOf(parts, job, item);
}

/** Takes the answer to "Disconnect this interaction?". Throws `JobError`. */
export async function confirmOne(
  parts: ClickParts,
  answer: { jobId: string; confirmation: string; reason?: string | undefined },
): Promise<SingleView> {
  const { job, item } = await clickOf(parts.ledger, answer.jobId);
  signedInAs(job, await parts.whoNow());
  const policy = await parts.policy();
  const now = parts.clock.now();
  await parts.ledger.updateJob(job.id, (found) => confirmedOne(found, item, answer, policy, now));
  return single(parts, job.id);
}

/** The job of one as it is now. Throws `JobError` for an unknown one. */
export async function single(parts: ClickParts, jobId: string): Promise<SingleView> {
  const { job, item } = await clickOf(parts.ledger, jobId);
  return viewOf(parts, job, item);
}

/** The clicks that are under way, or just ended, for these conversations: the newest of each. */
export async function activeFor(
  parts: ClickParts,
  conversationIds: readonly string[],
): Promise<SingleView[]> {
  const recent = parts.clock.now() - JUST_ENDED_MS;
  const clicks = (await clicksOn(parts.ledger, conversationIds)).filter(
    ({ job }) => job.open === 1 || (job.finishedAt ?? 0) >= recent,
  );
  const newest = new Map<string, { job: Job; item: Item }>();
  for (const click of clicks) {
    const known = newest.get(click.item.conversationId);
    if (known === undefined || known.job.createdAt < click.job.createdAt) {
      newest.set(click.item.conversationId, click);
    }
  }
  return Promise.all([...newest.values()].map(({ job, item }) => viewOf(parts, job, item)));
}

async function clicksOn(ledger: Ledger, conversationIds: readonly string[]) {
  const clicks: { job: Job; item: Item }[] = [];
  for (const item of await ledger.itemsOf(conversationIds)) {
    const job = await ledger.job(item.jobId);
    if (job?.source === 'ids') clicks.push({ job, item });
  }
  return clicks;
}

async function clickOf(ledger: Ledger, jobId: string): Promise<{ job: Job; item: Item }> {
  const job = await ledger.job(jobId);
  const [item] = await ledger.items(jobId, { limit: 1 });
  if (job?.source !== 'ids' || item === undefined) throw new JobError('no such job');
  return { job, item };
}

async function viewOf(parts: ClickParts, job: Job, item: Item): Promise<SingleView> {
  return singleViewOf(job, item, await parts.policy());
}
