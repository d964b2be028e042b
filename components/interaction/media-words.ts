import { i18n } from '#i18n';

const MEDIA = [
  'voice',
  'call',
  'callback',
  'chat',
  'email',
  'message',
  'cobrowse',
  'screenshare',
  'social',
  'video',
] as const;

/** A media type as Genesys names it in its API, in a person's words; one that is not known is shown as it came. */
export function mediaText(media: string | undefined): string {
  if (media === undefined || media === '') return i18n.t('dialog.unknownMedia');
  const known = MEDIA.find((one) => one === media.toLowerCase());
  return known === undefined ? media : i18n.t(`media.${known}`);
}
