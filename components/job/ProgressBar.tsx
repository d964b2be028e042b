import { i18n } from '#i18n';
import type { JobView } from '../../utils/protocol/views';
import { numberText } from '../numbers';
import { leftOf } from './burn-samples';

/** How many of a job's interactions have an outcome, whatever it is. */
export function ProgressBar({ job }: { job: JobView }) {
  const settled = Math.max(0, job.total - leftOf(job));
  const words = i18n.t('job.progress', [numberText(settled), numberText(job.total)]);
  return (
    <progress
      class="un-progress"
      aria-label={words}
      title={words}
      max={Math.max(1, job.total)}
      value={settled}
    />
  );
}
