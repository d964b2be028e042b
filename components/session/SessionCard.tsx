import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { SessionView } from '../../utils/protocol/views';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { MissingPermissions } from './MissingPermissions';
import type { SessionState } from './use-session';

/** Am I signed in, to which organisation, region, as whom; and the button to change that. */
export function SessionCard({ client, state }: { client: WorkerClient; state: SessionState }) {
  const { session } = state;
  const problem =
    state.reading.problem ?? state.signingIn.problem ?? state.signingOut.problem ?? session?.problem;
  const openOptions = () => void client.ask('page.open', { page: 'options' }).catch(() => {});
  return (
    <section class="session-card">
      {session === undefined && state.reading.busy && (
        <p class="quiet">
          <Spinner /> {i18n.t('word.loading')}
        </p>
      )}
      {session?.who && <SignedIn session={session} state={state} />}
      {session && !session.who && <SignedOut session={session} state={state} openOptions={openOptions} />}
      {problem && problem.code !== 'not signed in' && problem.code !== 'not configured' && (
        <ProblemNotice
          problem={problem}
          remedy={(remedy) =>
            remedy === 'set up' && <Button onClick={openOptions}>{i18n.t('word.setUp')}</Button>
          }
        />
      )}
      {session && <MissingPermissions missing={session.missingPermissions} />}
    </section>
  );
}

function SignedIn({ session, state }: { session: SessionView; state: SessionState }) {
  const { who } = session;
  if (!who) return null;
  return (
    <div class="session-row">
      <div class="session-who">
        <strong>{who.orgName}</strong>
        <span>{who.region}</span>
        <span title={who.userName}>{who.userEmail || who.userName}</span>
      </div>
      <Button accent="ghost" busy={state.signingOut.busy} onClick={() => void state.signOut()}>
        {state.signingOut.busy ? i18n.t('word.signingOut') : i18n.t('word.signOut')}
      </Button>
    </div>
  );
}

function SignedOut(props: { session: SessionView; state: SessionState; openOptions: () => void }) {
  const { session, state } = props;
  if (!session.configured) {
    return (
      <div class="session-row">
        <div class="session-who">
          <strong>{i18n.t('popup.notSignedIn')}</strong>
          <span>{i18n.t('popup.notSetUp')}</span>
        </div>
        <Button accent="primary" onClick={props.openOptions}>
          {i18n.t('word.setUp')}
        </Button>
      </div>
    );
  }
  return (
    <div class="session-row">
      <div class="session-who">
        <strong>{i18n.t('popup.notSignedIn')}</strong>
        <span>
          {session.region ? i18n.t('popup.signInTo', [session.region]) : i18n.t('popup.regionFromTab')}
        </span>
      </div>
      <Button accent="primary" busy={state.signingIn.busy} onClick={() => void state.signIn()}>
        {state.signingIn.busy ? i18n.t('word.signingIn') : i18n.t('word.signIn')}
      </Button>
    </div>
  );
}
