import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Tally } from '../../utils/protocol/views';
import { numberText } from '../numbers';

/**
 * What a list consists of, biggest first, each with a bar of its share of the biggest. `rowEnd` draws what stands at
 * the end of a row; the sum of the others, which is no single name, has nothing there.
 */
export function TallyBars({
  title,
  tally,
  nameOf = (name) => name,
  rowEnd,
}: {
  title: string;
  tally: Tally;
  nameOf?: (name: string) => string;
  rowEnd?: (name: string) => ComponentChildren;
}) {
  const titleId = useId();
  const most = Math.max(1, ...tally.rows.map((row) => row.count));
  if (tally.rows.length === 0) return null;
  return (
    <section class={rowEnd ? 'tally with-ends' : 'tally'}>
      <h3 id={titleId}>{title}</h3>
      <ul aria-labelledby={titleId}>
        {tally.rows.map((row) => (
          <li key={row.name}>
            <span class="tally-name" title={nameOf(row.name)}>
              <i class="tally-bar" style={{ inlineSize: `${(100 * row.count) / most}%` }} />
              <span>{row.name === '' ? i18n.t('word.unknown') : nameOf(row.name)}</span>
            </span>
            <span class="tally-count">{numberText(row.count)}</span>
            {rowEnd && <span class="tally-end">{rowEnd(row.name)}</span>}
          </li>
        ))}
        {tally.others > 0 && (
          <li class="quiet">
            <span class="tally-name">
              <span>{i18n.t('word.others')}</span>
            </span>
            <span class="tally-count">{numberText(tally.others)}</span>
          </li>
        )}
      </ul>
    </section>
  );
}
