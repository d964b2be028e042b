import { i18n } from '#i18n';
import { durationText } from '../interaction/durations';
import { numberText } from '../numbers';

/** "5,065 waiting now · oldest 23 h"; empty when Genesys did not say how many wait. Times are epoch ms. */
export function waitingText(
  waiting: number | undefined,
  oldestSince: number | undefined,
  now: number,
): string {
  if (waiting === undefined) return '';
  const count = i18n.t('clear.waitingNow', waiting, [numberText(waiting)]);
  if (oldestSince === undefined || waiting === 0) return count;
  return i18n.t('clear.waitingOldest', [count, durationText(now - oldestSince)]);
}
