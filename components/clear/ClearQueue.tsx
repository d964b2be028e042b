import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { JobProgress } from '../job/JobProgress';
import { waitingText } from '../queue-search/waiting-words';
import { RemedyButton } from '../session/RemedyButton';
import { whoLine } from '../session/who-words';
import { ClearDraft } from './ClearDraft';
import { type ClearState, useClear } from './use-clear';

/**
 * Clearing one queue, from the list to the last result: shown in the dialog and, the same, as a page of the console.
 * `onClose` draws the **Close** button.
 */
export function ClearQueue(props: {
  client: WorkerClient;
  queueId: string;
  titleId: string;
  onClose?: (() => void) | undefined;
}) {
  const { client, titleId } = props;
  const state = useClear(client, props.queueId);
  const { job } = state.feed;
  const close = props.onClose && (
    <Button accent="ghost" onClick={props.onClose}>
      {i18n.t('word.close')}
    </Button>
  );
  if (job && job.state !== 'draft') {
    return <JobProgress client={client} feed={state.feed} titleId={titleId} extra={close} />;
  }
  const { name } = job?.queue ?? {};
  return (
    <div class="sheet">
      <header>
        <div class="sheet-title">
          <h2 id={titleId} tabIndex={-1}>
            {name === undefined ? i18n.t('clear.titlePlain') : i18n.t('clear.title', [name])}
          </h2>
          {job && <p class="quiet">{whoLine(job.who)}</p>}
        </div>
        {job && !job.draft.collecting && (
          <span class="un-chip info">
            <span>{waitingText(job.draft.depth ?? job.total, job.draft.oldestSince, Date.now())}</span>
          </span>
        )}
      </header>
      {job ? (
        <ClearDraft client={client} job={job} state={state} close={close} />
      ) : (
        <Beginning client={client} state={state} close={close} />
      )}
    </div>
  );
}

function Beginning(props: { client: WorkerClient; state: ClearState; close: ComponentChildren }) {
  const { client, state } = props;
  const problem = state.beginning.problem ?? state.feed.problem;
  return (
    <>
      <div class="sheet-body padded" aria-live="polite">
        {problem ? (
          <ProblemNotice
            problem={problem}
            remedy={(remedy) => <RemedyButton client={client} remedy={remedy} onSignedIn={state.preview} />}
          >
            <Button onClick={state.preview}>{i18n.t('word.tryAgain')}</Button>
          </ProblemNotice>
        ) : (
          <p class="quiet waiting-line">
            <Spinner /> {i18n.t('clear.starting')}
          </p>
        )}
      </div>
      <footer>
        <span class="grow" />
        {props.close}
      </footer>
    </>
  );
}
