import { i18n } from '#i18n';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A length of time in ms as a person says it: "4 s", "3 min 12 s", "42 min", "1 h 58 min", "2 d 3 h".
 * Never more than two units, rounded down; a negative one (clocks that disagree) counts as nothing.
 */
export function durationText(ms: number): string {
  const left = Math.max(0, Number.isFinite(ms) ? ms : 0);
  const whole = (unit: number, within = Number.POSITIVE_INFINITY) => Math.floor((left % within) / unit);
  if (left < MINUTE) return i18n.t('duration.seconds', [whole(SECOND)]);
  if (left < 10 * MINUTE && whole(SECOND, MINUTE) > 0) {
    return i18n.t('duration.minutesSeconds', [whole(MINUTE), whole(SECOND, MINUTE)]);
  }
  if (left < HOUR) return i18n.t('duration.minutes', [whole(MINUTE)]);
  if (left < 2 * DAY) {
    return whole(MINUTE, HOUR) > 0
      ? i18n.t('duration.hoursMinutes', [whole(HOUR), whole(MINUTE, HOUR)])
      : i18n.t('duration.hours', [whole(HOUR)]);
  }
  return whole(HOUR, DAY) > 0
    ? i18n.t('duration.daysHours', [whole(DAY), whole(HOUR, DAY)])
    : i18n.t('duration.days', [whole(DAY)]);
}
