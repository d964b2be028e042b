import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { JobView } from '../../utils/protocol/views';
import { durationText } from '../interaction/durations';
import { clockText, numberText } from '../numbers';

/** The four numbers of a job: ended of total, the pace and the budget, the time left, and what did not end. */
export function JobNumbers({ job }: { job: JobView }) {
  const { counts } = job;
  const ended = (counts.ended ?? 0) + (counts['already ended'] ?? 0);
  const failed =
    (counts.failed ?? 0) +
    (counts['not cleared'] ?? 0) +
    (counts.unverified ?? 0) +
    (counts['re-opened'] ?? 0);
  const over = job.state === 'finished' || job.state === 'cancelled';
  return (
    <div class="numbers">
      <Figure label={i18n.t('job.endedVerified')}>
        {numberText(ended)} <small>{i18n.t('job.endedOf', [numberText(job.total)])}</small>
      </Figure>
      {!over && job.state !== 'paused' && <Pace job={job} />}
      <TimeLeft job={job} over={over} />
      {(counts.skipped ?? 0) > 0 && (
        <Figure label={i18n.t('job.skipped')}>{numberText(counts.skipped ?? 0)}</Figure>
      )}
      {failed > 0 && <Figure label={i18n.t('job.failed')}>{numberText(failed)}</Figure>}
    </div>
  );
}

function Pace({ job }: { job: JobView }) {
  const { budget } = job;
  return (
    <Figure
      label={
        budget
          ? i18n.t('job.perMinuteOf', [
              numberText(budget.allowedPerMinute),
              numberText(budget.reservedPerMinute),
              numberText(budget.remainingThisMinute),
            ])
          : i18n.t('job.perMinutePlain')
      }
    >
      {i18n.t('job.perMinute', [numberText(Math.round(job.endedPerMinute))])}
    </Figure>
  );
}

function TimeLeft({ job, over }: { job: JobView; over: boolean }) {
  const now = Date.now();
  if (over) {
    const from = job.startedAt ?? job.createdAt;
    return <Figure label={i18n.t('job.took')}>{durationText((job.finishedAt ?? now) - from)}</Figure>;
  }
  if (job.state === 'paused') return null;
  if (job.leftMs === undefined) return <Figure label={i18n.t('job.timeLeftUnknown')}>–</Figure>;
  return (
    <Figure label={i18n.t('job.timeLeft', [clockText(now + job.leftMs)])}>{durationText(job.leftMs)}</Figure>
  );
}

function Figure({ children, label }: { children: ComponentChildren; label: string }) {
  return (
    <div class="figure">
      <b>{children}</b>
      <span>{label}</span>
    </div>
  );
}
