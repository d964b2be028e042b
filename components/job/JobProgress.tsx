import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Bucket } from '../../utils/jobs/states';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { ProblemNotice } from '../controls/ProblemNotice';
import type { JobFeed } from '../job-feed';
import { numberText } from '../numbers';
import { usePoliteText } from '../polite-text';
import { RemedyButton } from '../session/RemedyButton';
import { whoLine } from '../session/who-words';
import { BurnDown } from './BurnDown';
import { JobButtons } from './JobButtons';
import { JobNumbers } from './JobNumbers';
import { jobMeaning, jobTitle, stateText } from './job-words';
import { Outcomes } from './Outcomes';
import { PauseNotice } from './PauseNotice';
import { ProgressBar } from './ProgressBar';
import { RecordButtons } from './RecordButtons';
import { useJobActions } from './use-job-actions';

/**
 * A job from its start to its last result. One look answers: is it working, how long, did anything go wrong. Draws
 * nothing until the feed has a job. `extra` stands beside the buttons in the head.
 */
export function JobProgress(props: {
  client: WorkerClient;
  feed: JobFeed;
  titleId: string;
  extra?: ComponentChildren;
}) {
  const { client, feed } = props;
  const [bucket, setBucket] = useState<Bucket>();
  const actions = useJobActions(client, feed);
  const { job } = feed;
  if (job === undefined) return null;
  const meaning = jobMeaning(job);
  const problem = actions.problem ?? feed.problem;
  return (
    <div class="sheet job">
      <header>
        <div class="sheet-title">
          <h2 id={props.titleId} tabIndex={-1}>
            {jobTitle(job)}
          </h2>
          <p class="quiet">{meaning}</p>
          <p class="quiet">{whoLine(job.who)}</p>
        </div>
        <div class="head-buttons">
          <JobButtons job={job} actions={actions} />
          {props.extra}
        </div>
      </header>
      <div class="sheet-body">
        <Announcement job={job} />
        {problem && (
          <div class="notices">
            <ProblemNotice
              problem={problem}
              remedy={(remedy) => <RemedyButton client={client} remedy={remedy} onSignedIn={feed.look} />}
            />
          </div>
        )}
        <PauseNotice client={client} job={job} onSignedIn={actions.signedIn} />
        <JobNumbers job={job} />
        <ProgressBar job={job} />
        <BurnDown job={job} samples={feed.samples} />
        <Outcomes client={client} job={job} bucket={bucket} onBucket={setBucket}>
          <RecordButtons client={client} job={job} />
        </Outcomes>
      </div>
    </div>
  );
}

/** Tells a screen reader how it goes: at once when the state changes, else now and then. */
function Announcement({ job }: { job: JobView }) {
  const ended = numberText((job.counts.ended ?? 0) + (job.counts['already ended'] ?? 0));
  const total = numberText(job.total);
  const text =
    job.state === 'running'
      ? i18n.t('job.announceRunning', [ended, total, numberText(Math.round(job.endedPerMinute))])
      : i18n.t('job.announceState', [stateText(job.state), ended, total]);
  return (
    <p class="un-hidden" role="status">
      {usePoliteText(text, `${job.id} ${job.state}`)}
    </p>
  );
}
