import { i18n } from '#i18n';
import { Button } from '../controls/Button';
import { numberText } from '../numbers';
import type { ItemPage } from './item-pages';

/** Which rows of how many are shown, and the way to the others; nothing when all of them are. */
export function Pager({ page, total }: { page: ItemPage; total: number }) {
  if (!page.back && !page.forward) return null;
  const first = page.offset + 1;
  const last = page.offset + page.items.length;
  const { back, forward } = page;
  return (
    <div class="pager">
      <span>
        {i18n.t('word.rows', [numberText(first), numberText(last), numberText(Math.max(last, total))])}
      </span>
      <Button
        small
        accent="ghost"
        {...(back ? {} : { disabledReason: i18n.t('word.noRows') })}
        onClick={() => back?.()}
      >
        {i18n.t('word.previous')}
      </Button>
      <Button
        small
        accent="ghost"
        {...(forward ? {} : { disabledReason: i18n.t('word.noRows') })}
        onClick={() => forward?.()}
      >
        {i18n.t('word.next')}
      </Button>
    </div>
  );
}
