import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { durationText } from '../interaction/durations';
import { problemWords } from '../interaction/problem-words';
import { RemedyButton } from '../session/RemedyButton';
import { pauseWords } from './job-words';

/** Why a job stands still, or why Genesys lets it wait, and what to do about it; nothing while it moves. */
export function PauseNotice(props: { client: WorkerClient; job: JobView; onSignedIn: () => void }) {
  const { job, client } = props;
  if (job.state === 'paused' && job.pause) {
    const words = pauseWords(job.pause.reason);
    const problem = job.pause.problem && problemWords(job.pause.problem);
    return (
      <div class="notices">
        <div class="un-notice warn">
          <p>
            <strong>{words.what}</strong> {words.next}
          </p>
          {problem && (
            <ul class="un-facts">
              {[problem.what, ...problem.facts].map((fact) => (
                <li key={fact}>{fact}</li>
              ))}
            </ul>
          )}
          {job.pause.reason === 'sign-in' && (
            <div class="un-remedies">
              <RemedyButton client={client} remedy="sign in" onSignedIn={props.onSignedIn} />
            </div>
          )}
        </div>
      </div>
    );
  }
  const wait = (job.budget?.pausedUntil ?? 0) - Date.now();
  if (job.state !== 'running' || wait < 1000) return null;
  return (
    <div class="notices">
      <p class="un-notice">{i18n.t('job.genesysWait', [durationText(wait)])}</p>
    </div>
  );
}
