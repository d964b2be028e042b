import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { Chip } from '../controls/Chip';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { stateText, stateTone } from '../job/job-words';
import { useJobsList } from '../jobs-list';
import { dayAndClockText, numberText } from '../numbers';

/** Every job on record, newest first, with the way to its page. */
export function JobsTable({ client, hrefOf }: { client: WorkerClient; hrefOf: (jobId: string) => string }) {
  const { jobs, problem } = useJobsList(client);
  return (
    <section class="card">
      <h1 class="card-title">{i18n.t('console.jobs')}</h1>
      {problem && (
        <div class="notices">
          <ProblemNotice problem={problem} />
        </div>
      )}
      {!jobs && !problem && (
        <p class="nothing">
          <Spinner /> {i18n.t('word.loading')}
        </p>
      )}
      {jobs?.length === 0 && <p class="nothing">{i18n.t('console.noJobs')}</p>}
      {jobs && jobs.length > 0 && (
        <div class="table-box">
          <table class="un-table jobs" aria-label={i18n.t('console.jobsTable')}>
            <thead>
              <tr>
                <th scope="col">{i18n.t('console.what')}</th>
                <th scope="col">{i18n.t('console.state')}</th>
                <th scope="col">{i18n.t('console.progress')}</th>
                <th scope="col">{i18n.t('console.started')}</th>
                <th scope="col">{i18n.t('console.by')}</th>
              </tr>
            </thead>
            <tbody>
              {jobs.map((job) => (
                <JobRow key={job.id} job={job} href={hrefOf(job.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function JobRow({ job, href }: { job: JobView; href: string }) {
  const ended = (job.counts.ended ?? 0) + (job.counts['already ended'] ?? 0);
  const what =
    job.source === 'waiting' && job.queue
      ? i18n.t('clear.title', [job.queue.name])
      : i18n.t('console.single');
  return (
    <tr>
      <td>
        <a class="un-link" href={href}>
          {what}
        </a>
      </td>
      <td>
        <Chip tone={stateTone(job.state)} busy={job.state === 'running' || job.state === 'verifying'}>
          {stateText(job.state)}
        </Chip>
      </td>
      <td class="number">{i18n.t('popup.oneProgress', [numberText(ended), numberText(job.total)])}</td>
      <td class="number">{dayAndClockText(job.startedAt ?? job.createdAt)}</td>
      <td title={job.who.orgName}>{job.who.userEmail || job.who.userName}</td>
    </tr>
  );
}
