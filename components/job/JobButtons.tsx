import { i18n } from '#i18n';
import { RETRYABLE_OUTCOMES } from '../../utils/jobs/states';
import type { JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { numberText } from '../numbers';
import type { JobActions } from './use-job-actions';

/** **Pause** or **Resume**, **Cancel**, **Retry failed**: those that make sense in the job's state. */
export function JobButtons({ job, actions }: { job: JobView; actions: JobActions }) {
  const { state } = job;
  return (
    <>
      {state === 'running' && (
        <Button busy={actions.busy} onClick={() => actions.send('job.pause')}>
          {i18n.t('job.pause')}
        </Button>
      )}
      {state === 'paused' && (
        <Button accent="primary" busy={actions.busy} onClick={() => actions.send('job.resume')}>
          {i18n.t('job.resume')}
        </Button>
      )}
      {(state === 'running' || state === 'paused') && (
        <Button accent="ghost" busy={actions.busy} onClick={() => actions.send('job.cancel')}>
          {i18n.t('job.cancel')}
        </Button>
      )}
      {(state === 'finished' || state === 'cancelled' || retryable(job) > 0) && (
        <RetryButton job={job} actions={actions} />
      )}
    </>
  );
}

function RetryButton({ job, actions }: { job: JobView; actions: JobActions }) {
  const count = retryable(job);
  return (
    <Button
      busy={actions.busy}
      disabledReason={whyNoRetry(job, count)}
      label={i18n.t('job.retry')}
      onClick={() => actions.send('job.retryFailed')}
    >
      {count > 0 ? i18n.t('job.retryCount', [numberText(count)]) : i18n.t('job.retry')}
    </Button>
  );
}

function whyNoRetry(job: JobView, count: number): string | undefined {
  if (job.state === 'cancelled') return i18n.t('job.retryCancelled');
  return count === 0 ? i18n.t('job.retryNone') : undefined;
}

function retryable(job: JobView): number {
  return RETRYABLE_OUTCOMES.reduce((sum, outcome) => sum + (job.counts[outcome] ?? 0), 0);
}
