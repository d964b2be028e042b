import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { JobView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { TextInput } from '../controls/TextInput';
import { mediaText } from '../interaction/media-words';
import { problemWords } from '../interaction/problem-words';
import { ReasonInput } from '../interaction/ReasonInput';
import { numberText } from '../numbers';
import { usePoliteText } from '../polite-text';
import { RemedyButton } from '../session/RemedyButton';
import { clearPlan, startBlocker } from './clear-plan';
import { blockerText, costText, differenceText, listingText, planText } from './clear-words';
import { DraftTable } from './DraftTable';
import { SenderBars } from './SenderBars';
import { TallyBars } from './TallyBars';
import type { ClearState } from './use-clear';

/** A queue's list before it is started: what it consists of, what will end and what stays, and the confirmation. */
export function ClearDraft(props: {
  client: WorkerClient;
  job: JobView;
  state: ClearState;
  close: ComponentChildren;
}) {
  const { client, job, state } = props;
  const { draft } = job;
  const plan = clearPlan(job);
  const listed = draft.collecting
    ? listingText(job)
    : i18n.t('clear.found', job.total, [numberText(job.total)]);
  const said = usePoliteText(
    plan.willStay > 0 ? `${listed}. ${planText(plan)}` : listed,
    draft.collecting ? 'collecting' : `done ${draft.complete} ${draft.keptSenders.join(' ')}`,
    5000,
  );
  const difference = differenceText(job);
  return (
    <>
      <div class="sheet-body">
        <p class="un-hidden" role="status">
          {said}
        </p>
        {draft.collecting && <Listing job={job} text={listed} />}
        <DraftNotices client={client} job={job} state={state} />
        {difference && <p class="un-notice bare">{difference}</p>}
        {job.total === 0 && !draft.collecting && draft.complete && (
          <p class="nothing">{i18n.t('clear.empty')}</p>
        )}
        {job.total > 0 && (
          <div class="clear-columns">
            <div class="clear-side">
              <TallyBars title={i18n.t('clear.byMedia')} tally={draft.media} nameOf={mediaText} />
              <SenderBars job={job} state={state} />
            </div>
            <DraftTable client={client} job={job} />
          </div>
        )}
      </div>
      <Confirmation key={job.id} job={job} state={state} close={props.close} />
    </>
  );
}

function Listing({ job, text }: { job: JobView; text: string }) {
  return (
    <div class="listing">
      <p>
        <Spinner /> <strong>{i18n.t('clear.listing')}</strong> {text}
      </p>
      {job.draft.depth !== undefined && (
        <progress
          class="un-progress"
          aria-label={i18n.t('clear.listing')}
          max={Math.max(1, job.draft.depth)}
          value={Math.min(job.total, job.draft.depth)}
        />
      )}
    </div>
  );
}

/** What went wrong: with the list, with following it, or with starting it. */
function DraftNotices({ client, job, state }: { client: WorkerClient; job: JobView; state: ClearState }) {
  const incomplete = !job.draft.collecting && !job.draft.complete;
  return (
    <>
      {incomplete && <IncompleteNotice client={client} job={job} onSignedIn={state.preview} />}
      {[state.starting.problem, state.keeping.problem, state.feed.problem].map(
        (problem) =>
          problem && (
            <div class="notices" key={problem.code}>
              <ProblemNotice
                problem={problem}
                remedy={(remedy) => (
                  <RemedyButton client={client} remedy={remedy} onSignedIn={state.preview} />
                )}
              />
            </div>
          ),
      )}
    </>
  );
}

/** The list lacks something unknown: why, what Genesys said, and the way to a whole one. */
function IncompleteNotice(props: { client: WorkerClient; job: JobView; onSignedIn: () => void }) {
  const { problem } = props.job.draft;
  const words = problem && problemWords(problem);
  return (
    <div class="notices" role="alert">
      <div class="un-notice warn">
        <p>
          <strong>{i18n.t('clear.incomplete')}</strong> {i18n.t('clear.incompleteNext')}
        </p>
        {words && (
          <ul class="un-facts">
            {[words.what, ...words.facts].map((fact) => (
              <li key={fact}>{fact}</li>
            ))}
          </ul>
        )}
        {words?.remedy && (
          <div class="un-remedies">
            <RemedyButton client={props.client} remedy={words.remedy} onSignedIn={props.onSignedIn} />
          </div>
        )}
      </div>
    </div>
  );
}

function Confirmation({ job, state, close }: { job: JobView; state: ClearState; close: ComponentChildren }) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const plan = clearPlan(job);
  const blocker = startBlocker(job, typed, reason, state.keeping.busy);
  const ready = !job.draft.collecting && job.draft.complete && plan.found > 0;
  const previewFirst = !job.draft.collecting && (!job.draft.complete || blocker === 'stale');
  return (
    <footer>
      <div class="plan">
        {ready && (
          <>
            <p>
              <strong>{planText(plan)}</strong> {plan.willEnd > 0 && costText(plan)}
            </p>
            {plan.willEnd > 0 && <p class="quiet">{i18n.t('clear.whatStays')}</p>}
          </>
        )}
      </div>
      {ready && job.reasonRequired && (
        <ReasonInput value={reason} hint={i18n.t('dialog.reasonPolicy')} onInput={setReason} />
      )}
      {ready && (
        <TextInput
          label={i18n.t('clear.typeName')}
          value={typed}
          placeholder={job.queue?.name}
          onInput={setTyped}
        />
      )}
      <div class="foot-buttons">
        {close}
        <Button
          accent={previewFirst ? 'primary' : 'secondary'}
          busy={state.beginning.busy}
          disabledReason={state.keeping.busy ? blockerText('changing') : undefined}
          onClick={state.preview}
        >
          {i18n.t('clear.preview')}
        </Button>
        <Button
          accent="danger"
          busy={state.starting.busy}
          disabledReason={blocker && blockerText(blocker)}
          onClick={() => state.start(typed, job.reasonRequired ? reason.trim() : undefined)}
        >
          {state.starting.busy ? i18n.t('clear.starting2') : i18n.t('clear.start')}
        </Button>
      </div>
    </footer>
  );
}
