import { i18n } from '#i18n';
import type { Who } from '../../utils/protocol/views';

/** Who acts and where, in one line: organisation · region · user. Stands on everything that can end something. */
export function whoLine(who: Who): string {
  return i18n.t('word.who', [who.orgName, who.region, who.userEmail || who.userName]);
}
