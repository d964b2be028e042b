import { i18n } from '#i18n';
import type { ItemView } from '../../utils/protocol/views';
import { Chip } from '../controls/Chip';
import { mediaText } from '../interaction/media-words';
import { secondText } from '../numbers';
import { bucketOf, itemDetails } from './item-words';
import { bucketText, bucketTone } from './job-words';

/** One row per interaction: when, who, what became of it, and why. */
export function ResultsTable({ items, loading }: { items: readonly ItemView[]; loading: boolean }) {
  return (
    <div class="table-box">
      <table class="un-table results" aria-label={i18n.t('job.tableName')} aria-busy={loading}>
        <thead>
          <tr>
            <th scope="col">{i18n.t('job.time')}</th>
            <th scope="col">{i18n.t('job.from')}</th>
            <th scope="col">{i18n.t('job.outcome')}</th>
            <th scope="col">{i18n.t('job.details')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ResultRow key={item.conversationId} item={item} />
          ))}
          {items.length === 0 && (
            <tr>
              <td colSpan={4} class="quiet">
                {loading ? i18n.t('word.loading') : i18n.t('word.noRows')}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function ResultRow({ item }: { item: ItemView }) {
  const bucket = bucketOf(item);
  const at = item.settledAt ?? item.attempts.at(-1)?.at;
  const details = itemDetails(item, Date.now());
  return (
    <tr>
      <td class="number">{at === undefined ? '' : secondText(at)}</td>
      <td class="wide" title={`${mediaText(item.media)} ${item.conversationId}`}>
        {item.from ?? item.conversationId}
      </td>
      <td>
        <Chip tone={bucketTone(bucket)} busy={bucket === 'accepted' || bucket === 'sending'}>
          {bucketText(bucket)}
        </Chip>
      </td>
      <td class="details" title={details}>
        {details}
      </td>
    </tr>
  );
}
