import { i18n } from '#i18n';
import type { Bucket, JobState, PauseReason } from '../../utils/jobs/states';
import type { JobView } from '../../utils/protocol/views';
import type { Tone } from '../controls/Chip';
import { durationText } from '../interaction/durations';
import { outcomeText } from '../interaction/outcome-words';
import { clockText } from '../numbers';

/** The name of a drawer of items: "Waiting", "On its way", "Ended". */
export function bucketText(bucket: Bucket): string {
  if (bucket === 'left out') return i18n.t('job.bucket.leftOut');
  if (bucket === 'pending' || bucket === 'sending' || bucket === 'accepted') {
    return i18n.t(`job.bucket.${bucket}`);
  }
  return outcomeText(bucket);
}

/** The colour of a drawer. */
export function bucketTone(bucket: Bucket): Tone {
  switch (bucket) {
    case 'ended':
    case 'already ended':
      return 'ok';
    case 'not cleared':
    case 'failed':
      return 'bad';
    case 're-opened':
    case 'unverified':
      return 'warn';
    case 'pending':
    case 'sending':
    case 'accepted':
    case 'skipped':
    case 'cancelled':
    case 'left out':
      return 'info';
  }
}

/** A job's state in one word, and its colour. */
export function stateText(state: JobState): string {
  return i18n.t(`job.state.${state}`);
}

export function stateTone(state: JobState): Tone {
  if (state === 'finished') return 'ok';
  return state === 'paused' ? 'warn' : 'info';
}

const TITLES = {
  draft: 'draftTitle',
  running: 'clearing',
  paused: 'paused',
  verifying: 'verifying',
  finished: 'cleared',
  cancelled: 'cancelledTitle',
} as const satisfies Record<JobState, string>;

/** The heading over a job: "Clearing: Support e-mail". */
export function jobTitle(job: JobView): string {
  return i18n.t(`job.${TITLES[job.state]}`, [job.queue?.name ?? i18n.t('job.single')]);
}

/** The line under the heading: what its state means for the reader. */
export function jobMeaning(job: JobView): string {
  const from = job.startedAt ?? job.confirmedAt ?? job.createdAt;
  switch (job.state) {
    case 'draft':
      return '';
    case 'running':
      return i18n.t('job.mayClose');
    case 'paused':
      return i18n.t('job.isPaused');
    case 'verifying':
      return i18n.t('job.checking');
    case 'finished':
      return i18n.t('job.finishedAt', [
        clockText(job.finishedAt ?? from),
        durationText((job.finishedAt ?? from) - from),
      ]);
    case 'cancelled':
      return i18n.t('job.cancelledAt', [clockText(job.finishedAt ?? from)]);
  }
}

const PAUSES = {
  user: 'user',
  'sign-in': 'signIn',
  permission: 'permission',
  breaker: 'breaker',
  offline: 'offline',
  updating: 'updating',
} as const satisfies Record<PauseReason, string>;

/** Why a job stands still, and what to do about it. */
export function pauseWords(reason: PauseReason): { what: string; next: string } {
  const key = PAUSES[reason];
  return { what: i18n.t(`job.pauses.${key}.what`), next: i18n.t(`job.pauses.${key}.next`) };
}
