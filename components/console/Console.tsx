import { useEffect, useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { WorkerClient } from '../../utils/protocol/client';
import { ClearQueue } from '../clear/ClearQueue';
import { Button } from '../controls/Button';
import { Icon } from '../controls/Icon';
import { QueueSearch } from '../queue-search/QueueSearch';
import { SessionCard } from '../session/SessionCard';
import { useSession } from '../session/use-session';
import { JobPage } from './JobPage';
import { JobsTable } from './JobsTable';
import { type ConsoleRoute, consoleHash } from './route';
import { useRoute } from './use-route';

/** The full page: every job on record, one job, and clearing any queue found by its name. */
export function Console({ client }: { client: WorkerClient }) {
  const [route, go] = useRoute();
  const state = useSession(client);
  const signedIn = state.session?.who !== undefined;
  // A sign-in may have happened on a job's own page, or elsewhere.
  useEffect(() => void state.read(), [route, state.read]);
  return (
    <div class="console">
      <nav class="console-nav" aria-label={i18n.t('console.nav')}>
        <p class="product">
          <Icon name="unplug" />
          {i18n.t('extName')}
        </p>
        <NavLink to={{ page: 'jobs' }} here={route.page !== 'clear'} text={i18n.t('console.jobs')} />
        <NavLink
          to={{ page: 'clear', queueId: undefined }}
          here={route.page === 'clear'}
          text={i18n.t('console.clear')}
        />
        <Button
          accent="ghost"
          onClick={() => void client.ask('page.open', { page: 'options' }).catch(() => {})}
        >
          {i18n.t('console.options')}
        </Button>
        {signedIn && <SessionCard client={client} state={state} />}
      </nav>
      <main class="console-main">
        {!signedIn && route.page !== 'job' && (
          <section class="card padded">
            <SessionCard client={client} state={state} />
          </section>
        )}
        {route.page === 'jobs' && (
          <JobsTable client={client} hrefOf={(jobId) => consoleHash({ page: 'job', jobId })} />
        )}
        {route.page === 'job' && <JobPage key={route.jobId} client={client} jobId={route.jobId} />}
        {route.page === 'clear' && signedIn && (
          <ClearPage
            key={route.queueId ?? ''}
            client={client}
            queueId={route.queueId}
            onQueue={(queueId) => go({ page: 'clear', queueId })}
          />
        )}
      </main>
    </div>
  );
}

function NavLink({ to, here, text }: { to: ConsoleRoute; here: boolean; text: string }) {
  return (
    <a class="nav-link" href={consoleHash(to)} aria-current={here ? 'page' : undefined}>
      {text}
    </a>
  );
}

function ClearPage(props: {
  client: WorkerClient;
  queueId: string | undefined;
  onQueue: (queueId: string | undefined) => void;
}) {
  const titleId = useId();
  if (props.queueId !== undefined) {
    return (
      <section class="card fits" aria-labelledby={titleId}>
        <ClearQueue
          client={props.client}
          queueId={props.queueId}
          titleId={titleId}
          onClose={() => props.onQueue(undefined)}
        />
      </section>
    );
  }
  return (
    <section class="card padded">
      <h1>{i18n.t('console.clear')}</h1>
      <p class="quiet">{i18n.t('console.clearHint')}</p>
      <QueueSearch client={props.client} onClear={props.onQueue} />
    </section>
  );
}
