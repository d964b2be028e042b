import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { useAction } from '../action';
import { Button } from '../controls/Button';
import type { Remedy } from '../interaction/problem-words';
import { problemWords } from '../interaction/problem-words';

/**
 * The way out of a problem, right where it is told: **Sign in** asks Genesys and calls `onSignedIn` when it went
 * well, **Set up** opens the options. A sign-in that fails says so beside the button.
 */
export function RemedyButton(props: { client: WorkerClient; remedy: Remedy; onSignedIn: () => void }) {
  const action = useAction();
  const words = action.problem && problemWords(action.problem);
  const act = () =>
    action.run(async () => {
      if (props.remedy === 'set up') {
        await props.client.ask('page.open', { page: 'options' });
        return;
      }
      await props.client.ask('session.signIn', {});
      props.onSignedIn();
    });
  const signInWord = action.busy ? i18n.t('word.signingIn') : i18n.t('word.signIn');
  return (
    <>
      <Button accent="primary" busy={action.busy} onClick={() => void act()}>
        {props.remedy === 'sign in' ? signInWord : i18n.t('word.setUp')}
      </Button>
      {words && (
        <span role="alert">
          {words.what} {words.next}
        </span>
      )}
    </>
  );
}
