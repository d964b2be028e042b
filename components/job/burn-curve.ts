import type { Hold, Sample } from './burn-samples';

interface Point {
  x: number;
  y: number;
}

/** The picture of a job's way to zero, in units of the drawing. Paths are SVG `d` values; empty ones draw nothing. */
export interface BurnCurve {
  /** From the job's start to the first sample: known at both ends only, so it is drawn fainter. */
  unseen: string;
  seen: string;
  /** From now to the estimated end. */
  ahead: string;
  now: Point | undefined;
  /** The longest time it stood still while watched, where that is worth a word. */
  hold: (Point & { ms: number; kind: Hold }) | undefined;
}

const HOLD_WORTH_A_WORD = 10_000;

/**
 * Lays out what was left over time. The time axis runs from the start of the job to now plus `leftMs`, or to the
 * last sample when it is over; the other axis from nothing to the most that was ever left.
 */
export function burnCurve(
  samples: readonly Sample[],
  size: { width: number; height: number; margin: number },
  job: { startedAt: number; total: number; leftMs: number | undefined },
): BurnCurve {
  const first = samples[0];
  const last = samples.at(-1);
  if (first === undefined || last === undefined) {
    return { unseen: '', seen: '', ahead: '', now: undefined, hold: undefined };
  }
  const begin = Math.min(job.startedAt, first.at);
  const end = Math.max(begin + 1, last.at + (job.leftMs ?? 0));
  const most = Math.max(1, job.total, ...samples.map((sample) => sample.left));
  const { width, height, margin } = size;
  const place = (at: number, left: number): Point => ({
    x: margin + ((width - 2 * margin) * (at - begin)) / (end - begin),
    y: margin + (height - 2 * margin) * (1 - left / most),
  });
  const points = samples.map((sample) => place(sample.at, sample.left));
  const now = place(last.at, last.left);
  return {
    unseen: first.at > begin ? line([place(begin, job.total), place(first.at, first.left)]) : '',
    seen: line(points),
    ahead: job.leftMs ? line([now, place(end, 0)]) : '',
    now,
    hold: longestHold(samples, place),
  };
}

function longestHold(
  samples: readonly Sample[],
  place: (at: number, left: number) => Point,
): BurnCurve['hold'] {
  let longest: BurnCurve['hold'];
  let from: Sample | undefined;
  for (const sample of samples) {
    if (sample.hold === undefined || sample.hold !== from?.hold) {
      from = sample.hold === undefined ? undefined : sample;
      continue;
    }
    const ms = sample.at - from.at;
    if (ms >= Math.max(HOLD_WORTH_A_WORD, longest?.ms ?? 0)) {
      longest = { ...place(from.at, from.left), ms, kind: sample.hold };
    }
  }
  return longest;
}

function line(points: readonly Point[]): string {
  return points
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
