import type { JobView } from '../../utils/protocol/views';

/** Why the line is flat at a sample: Genesys asked to wait, or the job was paused. */
export type Hold = 'Genesys' | 'pause';

/** What was left to end at one moment (epoch ms). */
export interface Sample {
  at: number;
  left: number;
  hold?: Hold;
}

const MOST_SAMPLES = 240;

/** The interactions of a job that have no outcome yet. */
export function leftOf(job: JobView): number {
  return (job.counts.pending ?? 0) + (job.counts.sending ?? 0) + (job.counts.accepted ?? 0);
}

/** The moment's sample of a job that was started; `undefined` for a draft, whose list still grows. */
export function sampleOf(job: JobView, now: number): Sample | undefined {
  if (job.state === 'draft' || job.startedAt === undefined) return undefined;
  const sample: Sample = { at: job.finishedAt ?? now, left: leftOf(job) };
  if (job.state === 'paused') return { ...sample, hold: 'pause' };
  if ((job.budget?.pausedUntil ?? 0) > now) return { ...sample, hold: 'Genesys' };
  return sample;
}

/**
 * Adds one sample. Among equal neighbours only the first and the last stay, and when there are too many every other
 * one goes, so that a job of three hours still draws in an instant.
 */
export function addSample(samples: readonly Sample[], sample: Sample | undefined): readonly Sample[] {
  if (sample === undefined) return samples;
  const [before, last] = [samples.at(-2), samples.at(-1)];
  if (last !== undefined && sample.at <= last.at) return samples;
  const same = (one: Sample | undefined) => one?.left === sample.left && one.hold === sample.hold;
  const kept = same(before) && same(last) ? samples.slice(0, -1) : samples;
  const all = [...kept, sample];
  if (all.length <= MOST_SAMPLES) return all;
  return all.filter((_, index) => index % 2 === 0 || index === all.length - 1);
}
