import { i18n } from '#i18n';
import type { JobView } from '../../utils/protocol/views';
import { durationText } from '../interaction/durations';
import { numberText } from '../numbers';
import { type BurnCurve, burnCurve } from './burn-curve';
import { leftOf, type Sample } from './burn-samples';

const SIZE = { width: 1000, height: 120, margin: 8 };

/** What is left to end over time: seen so far as a line, estimated from now on as dashes. */
export function BurnDown({ job, samples }: { job: JobView; samples: readonly Sample[] }) {
  const over = job.state === 'finished' || job.state === 'cancelled';
  if (job.startedAt === undefined || job.total < 2) return null;
  // Of a job that was over before it was looked at, nothing is known between its two ends.
  if (samples.length < (over ? 2 : 1)) return null;
  const curve = burnCurve(samples, SIZE, {
    startedAt: job.startedAt,
    total: job.total,
    leftMs: job.leftMs,
  });
  const label = i18n.t('job.curve', [numberText(leftOf(job))]);
  return (
    <div class="burn">
      <svg
        viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        <line
          class="axis"
          x1="0"
          x2={SIZE.width}
          y1={SIZE.height - SIZE.margin}
          y2={SIZE.height - SIZE.margin}
        />
        {curve.unseen && <path class="unseen" d={curve.unseen} />}
        {curve.seen && <path class="seen" d={curve.seen} />}
        {curve.ahead && <path class="ahead" d={curve.ahead} />}
      </svg>
      <CurveMarks curve={curve} />
    </div>
  );
}

/** Dot and words stand outside the drawing, so that stretching it to the width does not stretch them. */
function CurveMarks({ curve }: { curve: BurnCurve }) {
  const place = ({ x, y }: { x: number; y: number }) => ({
    insetInlineStart: `${(100 * x) / SIZE.width}%`,
    insetBlockStart: `${(100 * y) / SIZE.height}%`,
  });
  const { now, hold } = curve;
  return (
    <>
      {hold && (
        <span class="mark" style={place(hold)}>
          {hold.kind === 'Genesys'
            ? i18n.t('job.curveHeldByGenesys', [durationText(hold.ms)])
            : i18n.t('job.curvePaused', [durationText(hold.ms)])}
        </span>
      )}
      {now && <i class="dot" style={place(now)} />}
      {now && curve.ahead && (
        <span class="mark" style={place(now)}>
          {i18n.t('job.curveNow')}
        </span>
      )}
    </>
  );
}
