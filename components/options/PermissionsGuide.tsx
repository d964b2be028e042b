import { useId } from 'preact/hooks';
import { i18n } from '#i18n';

const PERMISSIONS = ['permDisconnect', 'permView', 'permObserve', 'permQueue'] as const;

/** The permissions a supervisor needs, by the names an administrator finds them under, and why. */
export function PermissionsGuide() {
  const titleId = useId();
  return (
    <section class="card" aria-labelledby={titleId}>
      <div class="padded">
        <h2 id={titleId}>{i18n.t('options.permissionsTitle')}</h2>
        <p>{i18n.t('options.permissionsLead')}</p>
      </div>
      <table class="un-table permissions" aria-labelledby={titleId}>
        <thead>
          <tr>
            <th scope="col">{i18n.t('options.permission')}</th>
            <th scope="col">{i18n.t('options.why')}</th>
          </tr>
        </thead>
        <tbody>
          {PERMISSIONS.map((key) => (
            <tr key={key}>
              <td>{i18n.t(`options.${key}`)}</td>
              <td>{i18n.t(`options.${key}Why`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
