import { i18n } from '#i18n';

/** Names the permissions the user lacks, by their Genesys names; nothing when there are none. */
export function MissingPermissions({ missing }: { missing: readonly string[] }) {
  if (missing.length === 0) return null;
  return (
    <div class="un-notice warn" role="status">
      <p>
        <strong>{i18n.t('word.notAlone')}.</strong> {i18n.t('word.askAdmin', [missing.join(', ')])}
      </p>
    </div>
  );
}
