import type { Engine } from './engine.ts';
import { cancelled, resumed } from './job-states.ts';
import type { Item, Job } from './ledger-schema.ts';

/** A request of a worker that died may still be on its way; until it has surely taken effect, nothing is read. */
const LAST_WORDS_MS = 3_000;
const BATCH = 200;

/**
 * Puts in order what a run that ended in the middle left behind. To be called by the only runner, before it
 * starts: whatever is `sending` then is nobody's any more, its effect unknown; it may be sent again only after a
 * read that begins from now on. Drafts that another worker was listing are incomplete.
 */
export async function recover(engine: Engine): Promise<void> {
  for (const job of await engine.ledger.openJobs()) {
    await recoverSending(engine, job);
    if (job.state === 'paused' && job.pause?.reason === 'updating') {
      await engine.ledger.updateJob(job.id, (found) =>
        found.state === 'paused' ? resumed(found) : undefined,
      );
    }
  }
  for (const draft of await engine.ledger.jobsIn('draft')) {
    if (!draft.draft.collecting || draft.draft.bootId === engine.bootId) continue;
    const at = engine.clock.now();
    await engine.ledger.updateJob(draft.id, (found) => ({
      ...found,
      draft: {
        ...found.draft,
        collecting: false,
        complete: false,
        listedAt: at,
        problem: { code: 'draft incomplete', detail: 'interrupted' },
      },
    }));
    engine.onChange(draft.id);
  }
}

async function recoverSending(engine: Engine, job: Job): Promise<void> {
  for (;;) {
    const lost = await engine.ledger.items(job.id, { bucket: 'sending', limit: BATCH });
    if (lost.length === 0) return;
    const at = engine.clock.now();
    await engine.ledger.updateItems(
      job.id,
      lost.map((item) => item.conversationId),
      (item, found) => afterInterruption(item, found, at),
      { strict: true },
    );
    engine.onChange(job.id);
  }
}

function afterInterruption(item: Item, job: Job, at: number): Item | undefined {
  const last = item.attempts.at(-1);
  if (item.state !== 'sending') return undefined;
  const attempts =
    last === undefined
      ? item.attempts
      : [...item.attempts.slice(0, -1), { ...last, endedAt: at, message: 'interrupted' }];
  const again: Item = {
    ...item,
    attempts,
    state: 'pending',
    unknownTries: item.unknownTries + 1,
    notBefore: at + LAST_WORDS_MS,
  };
  return job.state === 'cancelled' ? cancelled(again, job, at + LAST_WORDS_MS) : again;
}
