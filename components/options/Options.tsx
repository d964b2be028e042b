import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import type { SettingsState } from '../../utils/protocol/views';
import { useAction } from '../action';
import { Button } from '../controls/Button';
import { ProblemNotice } from '../controls/ProblemNotice';
import { Spinner } from '../controls/Spinner';
import { ClientGuide } from './ClientGuide';
import { PermissionsGuide } from './PermissionsGuide';
import { SettingsForm } from './SettingsForm';
import { SignInTest } from './SignInTest';

/** The page an administrator meets first and a supervisor hardly ever: the OAuth client, permissions, settings, a try. */
export function Options({ client }: { client: WorkerClient }) {
  const [state, setState] = useState<SettingsState>();
  const [changed, setChanged] = useState(false);
  const reading = useAction();
  const read = () => void reading.run(async () => setState(await client.ask('settings.get', {})));
  // Read once, when the page opens.
  useEffect(read, [client]);
  return (
    <main class="options">
      <h1>{i18n.t('options.title')}</h1>
      <p class="lead">{i18n.t('options.lead')}</p>
      {reading.problem && (
        <ProblemNotice problem={reading.problem}>
          <Button onClick={read}>{i18n.t('word.tryAgain')}</Button>
        </ProblemNotice>
      )}
      {!state && reading.busy && (
        <p class="quiet waiting-line">
          <Spinner /> {i18n.t('word.loading')}
        </p>
      )}
      {state && (
        <>
          <ClientGuide redirectUri={state.redirectUri} />
          <PermissionsGuide />
          <SettingsForm client={client} state={state} onSaved={setState} onChanged={setChanged} />
          <SignInTest client={client} changed={changed} />
        </>
      )}
    </main>
  );
}
