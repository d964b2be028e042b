import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { CopyField } from './CopyField';

/**
 * The least an organisation that enforces OAuth scopes has to grant: disconnecting; the analytics queries; queues;
 * the user; what the user may do; the organisation's name and limits.
 */
const SCOPES =
  'conversations, analytics:readonly, routing:readonly, users:readonly, authorization:readonly, organization:readonly';

/** How to make the OAuth client in Genesys Cloud, with what has to be pasted there. */
export function ClientGuide({ redirectUri }: { redirectUri: string }) {
  const titleId = useId();
  return (
    <section class="card padded" aria-labelledby={titleId}>
      <h2 id={titleId}>{i18n.t('options.clientTitle')}</h2>
      <ol class="steps">
        <li>{i18n.t('options.step1')}</li>
        <li>
          {i18n.t('options.step2')}
          <p class="quiet">{i18n.t('options.step2Implicit')}</p>
        </li>
        <li>
          {i18n.t('options.step3')}
          <CopyField label={i18n.t('options.redirectUri')} value={redirectUri} />
        </li>
        <li>
          {i18n.t('options.step4')}
          <CopyField label={i18n.t('options.scopes')} value={SCOPES} lines={2} />
        </li>
        <li>{i18n.t('options.step5')}</li>
      </ol>
    </section>
  );
}
