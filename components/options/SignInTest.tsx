import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { SessionView } from '../../utils/protocol/views';
import { useAction } from '../action';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { MissingPermissions } from '../session/MissingPermissions';

/** Signs in with the saved settings and says how it went: who, where, and which permissions are missing. */
export function SignInTest({ client, changed }: { client: WorkerClient; changed: boolean }) {
  const [session, setSession] = useState<SessionView>();
  const signingIn = useAction();
  const titleId = useId();
  const signIn = () =>
    void signingIn.run(async () => {
      setSession(undefined);
      setSession(await client.ask('session.signIn', {}));
    });
  return (
    <section class="card padded" aria-labelledby={titleId}>
      <h2 id={titleId}>{i18n.t('options.testTitle')}</h2>
      <p>{i18n.t('options.testLead')}</p>
      <div class="form-foot">
        <Button
          accent="primary"
          busy={signingIn.busy}
          disabledReason={changed ? i18n.t('options.unsaved') : undefined}
          onClick={signIn}
        >
          {signingIn.busy ? i18n.t('word.signingIn') : i18n.t('word.signIn')}
        </Button>
        <Button
          accent="ghost"
          onClick={() => void client.ask('page.open', { page: 'console' }).catch(() => {})}
        >
          {i18n.t('options.console')}
        </Button>
      </div>
      <div aria-live="polite" class="test-result">
        {signingIn.problem && <ProblemNotice problem={signingIn.problem} />}
        {session?.problem && !session.who && <ProblemNotice problem={session.problem} />}
        {session?.who && (
          <>
            <div class="un-notice ok">
              <p>
                {i18n.t('options.testOk', [session.who.userName, session.who.orgName, session.who.region])}
                {session.missingPermissions.length === 0 && ` ${i18n.t('options.allPermissions')}`}
              </p>
            </div>
            <MissingPermissions missing={session.missingPermissions} />
          </>
        )}
      </div>
    </section>
  );
}
