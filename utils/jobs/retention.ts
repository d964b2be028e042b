import type { Ledger } from './ledger.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * Deletes the record of jobs that finished more than `days` ago, and drafts that can no longer be confirmed; how
 * many those were. Unfinished jobs are never deleted.
 */
export async function forgetOld(ledger: Ledger, days: number, now: number): Promise<number> {
  const old = await ledger.jobsFinishedBy(now - days * DAY_MS);
  for (const draft of await ledger.jobsIn('draft')) {
    const since = Math.max(draft.createdAt, draft.draft.listedAt ?? 0);
    if (now - since > DAY_MS) old.push(draft.id);
  }
  for (const jobId of old) await ledger.deleteJob(jobId);
  return old.length;
}
