import { i18n } from '#i18n';
import type { Bucket } from '../../utils/jobs/states';
import type { AttemptView, ItemView } from '../../utils/protocol/views';
import { durationText } from '../interaction/durations';
import { reasonSentence } from '../interaction/outcome-words';

/** The drawer an item lies in: its outcome once there is one, else its state. */
export function bucketOf(item: ItemView): Bucket {
  if (item.outcome !== undefined) return item.outcome;
  return item.state === 'done' ? 'unverified' : item.state;
}

/** What became of one interaction and why, as sentences in one line; times are measured from `now` (epoch ms). */
export function itemDetails(item: ItemView, now: number): string {
  const parts = [meaning(item, now)];
  const last = item.attempts.at(-1);
  if (last !== undefined && tellsOfTries(item)) parts.push(triesText(item.attempts.length, last));
  return parts.filter(Boolean).join(' ');
}

function meaning(item: ItemView, now: number): string {
  if (item.reason !== undefined) return reasonSentence(item.reason);
  switch (bucketOf(item)) {
    case 'pending':
      return i18n.t('job.nextTry');
    case 'sending':
      return i18n.t('job.beingSent');
    case 'accepted':
      return i18n.t('job.onItsWay', [durationText(now - (item.acceptedAt ?? now))]);
    case 'ended':
      return item.acceptedAt !== undefined && item.settledAt !== undefined
        ? i18n.t('job.verifiedAfter', [durationText(item.settledAt - item.acceptedAt)])
        : i18n.t('job.verified');
    default:
      return '';
  }
}

/** An ordinary success in one try needs no more words; whatever took more, or failed, does. */
function tellsOfTries(item: ItemView): boolean {
  return item.attempts.length > 1 || !['ended', 'accepted', 'sending'].includes(bucketOf(item));
}

function triesText(count: number, last: AttemptView): string {
  const facts = [
    i18n.t('job.tries', count, [count]),
    last.status === undefined ? '' : i18n.t('job.status', [last.status]),
    last.code ?? '',
    last.message ?? '',
    last.correlationId === undefined ? '' : i18n.t('job.correlation', [last.correlationId]),
  ];
  return `(${facts.filter(Boolean).join(' · ')})`;
}
