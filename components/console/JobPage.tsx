import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { JobProgress } from '../job/JobProgress';
import { useJobFeed } from '../job-feed';
import { RemedyButton } from '../session/RemedyButton';
import { consoleHash } from './route';

/** One job by its id, followed for as long as the page is open. */
export function JobPage({ client, jobId }: { client: WorkerClient; jobId: string }) {
  const feed = useJobFeed(client, jobId);
  const titleId = useId();
  return (
    <>
      <a class="un-link back" href={consoleHash({ page: 'jobs' })}>
        {i18n.t('console.back')}
      </a>
      {feed.job ? (
        <section class="card" aria-labelledby={titleId}>
          <JobProgress client={client} feed={feed} titleId={titleId} />
        </section>
      ) : (
        <section class="card padded" aria-live="polite">
          {feed.problem ? (
            <ProblemNotice
              problem={feed.problem}
              remedy={(remedy) => <RemedyButton client={client} remedy={remedy} onSignedIn={feed.look} />}
            />
          ) : (
            <p class="quiet waiting-line">
              <Spinner /> {i18n.t('word.loading')}
            </p>
          )}
        </section>
      )}
    </>
  );
}
