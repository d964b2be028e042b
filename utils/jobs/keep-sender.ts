import { signedInAs } from './controls.ts';
import { JobError } from './job-problem.ts';
import type { Ledger } from './ledger.ts';
import type { Item, Job, Who } from './ledger-schema.ts';
import { senderOf } from './tally.ts';

interface KeepParts {
  ledger: Ledger;
  randomId: () => string;
  whoNow: () => Promise<Who | undefined>;
  onChange: (jobId: string) => void;
}

const BATCH = 500;

/**
 * Leaves the items of a sender out of a complete draft, or takes them back in, and gives the draft a new confirmation.
 * `sender` is a name that the draft's tally lists; the sum of the others is no sender. The confirmation goes first and
 * comes last, so whatever ends this in between leaves a draft that cannot be started; the next change completes it.
 * Of two changes at once the later one does the work of both. Throws `JobError`.
 */
export async function keepSender(
  parts: KeepParts,
  { jobId, sender, keep }: { jobId: string; sender: string; keep: boolean },
): Promise<void> {
  const draft = await parts.ledger.job(jobId);
  if (draft === undefined) throw new JobError('no such job');
  signedInAs(draft, await parts.whoNow());
  const changing = parts.randomId();
  const begun = await parts.ledger.updateJob(jobId, (job) =>
    withoutConfirmation(job, sender, keep, changing),
  );
  if (begun === undefined) throw new JobError('no such job');
  parts.onChange(jobId);
  const kept = new Set(begun.draft.keptSenders);
  for (let after: number | undefined; ; ) {
    const page = await parts.ledger.items(jobId, { after, limit: BATCH });
    if (!(await follow(parts.ledger, jobId, changing, page, kept))) break;
    after = page.at(-1)?.order;
    if (page.length < BATCH) break;
  }
  const confirmation = parts.randomId();
  await parts.ledger.updateJob(jobId, (job) => confirmable(job, changing, confirmation));
  parts.onChange(jobId);
}

/** The draft with its new list of kept senders, which cannot be started until the items follow it. */
function withoutConfirmation(job: Job, sender: string, keep: boolean, changing: string): Job {
  if (job.source !== 'waiting') throw new JobError('wrong state', 'not a queue');
  if (job.state !== 'draft') throw new JobError('wrong state', job.state);
  if (job.draft.collecting || !job.draft.complete) {
    throw new JobError('draft incomplete', job.draft.problem?.detail);
  }
  const listed = job.draft.senders.rows.some(({ name }) => name === sender);
  if (!listed) throw new JobError('wrong state', `"${sender}" is not in this list`);
  const others = (job.draft.keptSenders ?? []).filter((name) => name !== sender);
  const { confirmation: _, ...rest } = job;
  return {
    ...rest,
    draft: { ...job.draft, changing, keptSenders: keep ? [...others, sender] : others },
  };
}

/** Makes these items follow the list; whether this change is still the one to do it. */
async function follow(
  ledger: Ledger,
  jobId: string,
  changing: string,
  items: readonly Item[],
  kept: ReadonlySet<string>,
): Promise<boolean> {
  const wrong = items.filter((item) => following(item, kept) !== undefined);
  if (wrong.length === 0) return true;
  let ours = true;
  await ledger.updateItems(
    jobId,
    wrong.map((item) => item.conversationId),
    (item, job) => {
      ours = job.state === 'draft' && job.draft.changing === changing;
      return ours ? following(item, kept) : undefined;
    },
  );
  return ours;
}

/** The item as the list wants it; undefined when it is so already. */
function following(item: Item, kept: ReadonlySet<string>): Item | undefined {
  if (kept.has(senderOf(item))) {
    return item.state === 'pending' ? { ...item, state: 'left out', reason: 'sender kept' } : undefined;
  }
  if (item.state !== 'left out' || item.reason !== 'sender kept') return undefined;
  const { reason: _, ...rest } = item;
  return { ...rest, state: 'pending' };
}

/** The draft after its items have followed. One that was started or given up meanwhile is left, and said to be. */
function confirmable(job: Job, changing: string, confirmation: string): Job | undefined {
  if (job.state !== 'draft') throw new JobError('wrong state', job.state);
  if (job.draft.changing !== changing) return undefined;
  const { changing: _, ...draft } = job.draft;
  return { ...job, draft, confirmation };
}
