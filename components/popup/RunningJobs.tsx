import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { durationText } from '../interaction/durations';
import { jobTitle, pauseWords } from '../job/job-words';
import { ProgressBar } from '../job/ProgressBar';
import { isUnfinished, useJobsList } from '../jobs-list';
import { numberText } from '../numbers';

/** The jobs that are under way, each with how far it is and the way to its page. */
export function RunningJobs({ client, onOpen }: { client: WorkerClient; onOpen: (jobId: string) => void }) {
  const { jobs, problem } = useJobsList(client);
  const titleId = useId();
  const running = jobs?.filter(isUnfinished) ?? [];
  return (
    <section class="running-jobs">
      <h2 id={titleId}>{i18n.t('popup.running')}</h2>
      {problem && <ProblemNotice problem={problem} />}
      {jobs && running.length === 0 && <p class="quiet">{i18n.t('popup.nothingRunning')}</p>}
      {running.length > 0 && (
        <ul aria-labelledby={titleId}>
          {running.map((job) => (
            <li key={job.id}>
              <div class="running-head">
                <strong id={`${titleId}-${job.id}`}>{jobTitle(job)}</strong>
                <Button small describedBy={`${titleId}-${job.id}`} onClick={() => onOpen(job.id)}>
                  {i18n.t('popup.open')}
                </Button>
              </div>
              <ProgressBar job={job} />
              <p class="quiet">{howFar(job)}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function howFar(job: JobView): string {
  const ended = (job.counts.ended ?? 0) + (job.counts['already ended'] ?? 0);
  const parts = [i18n.t('popup.oneProgress', [numberText(ended), numberText(job.total)])];
  if (job.state === 'paused' && job.pause) parts.push(pauseWords(job.pause.reason).what);
  else if (job.endedPerMinute > 0) {
    parts.push(i18n.t('job.perMinute', [numberText(Math.round(job.endedPerMinute))]));
  }
  if (job.state === 'running' && job.leftMs !== undefined) {
    parts.push(i18n.t('popup.left', [durationText(job.leftMs)]));
  }
  return parts.join(' · ');
}
