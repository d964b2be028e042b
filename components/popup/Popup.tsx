import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { QueueSearch } from '../queue-search/QueueSearch';
import { SessionCard } from '../session/SessionCard';
import { useSession } from '../session/use-session';
import { RunningJobs } from './RunningJobs';

/** The toolbar popup: am I signed in and to where, what is running, and the way to a queue. */
export function Popup({ client, onLeave }: { client: WorkerClient; onLeave: () => void }) {
  const state = useSession(client);
  const open = (payload: { page: 'options' | 'console'; jobId?: string; queueId?: string }) =>
    void client.ask('page.open', payload).then(onLeave, () => {});
  return (
    <main class="popup">
      <header class="popup-head">
        <Icon name="unplug" />
        <h1>{i18n.t('extName')}</h1>
      </header>
      <SessionCard client={client} state={state} />
      {state.session?.who && (
        <>
          <RunningJobs client={client} onOpen={(jobId) => open({ page: 'console', jobId })} />
          <QueueSearch client={client} onClear={(queueId) => open({ page: 'console', queueId })} />
        </>
      )}
      <footer class="popup-foot">
        <Button small accent="ghost" onClick={() => open({ page: 'console' })}>
          {i18n.t('popup.openConsole')}
        </Button>
        <Button small accent="ghost" onClick={() => open({ page: 'options' })}>
          {i18n.t('popup.options')}
        </Button>
      </footer>
    </main>
  );
}
