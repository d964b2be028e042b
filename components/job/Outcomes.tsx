import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { type Bucket, bucketSchema } from '../../utils/jobs/states';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { numberText } from '../numbers';
import { useItemPage } from './item-pages';
import { bucketText } from './job-words';
import { Pager } from './Pager';
import { ResultsTable } from './ResultsTable';

/** In the order of a job's life; the drawers that are empty are not offered. */
const DRAWERS = bucketSchema.options;

/** The counts by outcome, each a button that filters the table below it. `children` stand at the end of that line. */
export function Outcomes(props: {
  client: WorkerClient;
  job: JobView;
  bucket: Bucket | undefined;
  onBucket: (bucket: Bucket | undefined) => void;
  children: ComponentChildren;
}) {
  const { client, job, bucket, onBucket } = props;
  const counted = DRAWERS.map((drawer) => ({ drawer, count: job.counts[drawer] ?? 0 }));
  const revision = `${job.state} ${counted.map(({ count }) => count).join(' ')}`;
  const page = useItemPage(client, job.id, bucket, revision);
  const all = counted.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div class="table-tools">
        <fieldset class="filters" aria-label={i18n.t('job.filter')}>
          <Button small pressed={bucket === undefined} onClick={() => onBucket(undefined)}>
            {i18n.t('job.filterCount', [i18n.t('job.all'), numberText(all)])}
          </Button>
          {counted
            .filter(({ drawer, count }) => count > 0 || drawer === bucket)
            .map(({ drawer, count }) => (
              <Button key={drawer} small pressed={bucket === drawer} onClick={() => onBucket(drawer)}>
                {i18n.t('job.filterCount', [bucketText(drawer), numberText(count)])}
              </Button>
            ))}
        </fieldset>
        {props.children}
      </div>
      {page.problem && (
        <div class="notices">
          <ProblemNotice problem={page.problem} />
        </div>
      )}
      <ResultsTable items={page.items} loading={page.loading} />
      <Pager page={page} total={bucket === undefined ? all : (job.counts[bucket] ?? 0)} />
    </>
  );
}
