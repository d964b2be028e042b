import type { Adapter, IdSource } from './adapters';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const WHOLE = new RegExp(`^${UUID}$`, 'i');
const AT_END = new RegExp(`(?:^|[^0-9a-f-])(${UUID})$`, 'i');
const AT_START = new RegExp(`^(${UUID})(?![0-9a-f-])`, 'i');

/**
 * The id a row carries, in lower case, by the adapter's ranking of sources. Class and attribute are strong; a link
 * counts only when neither says anything. Two different ids of the same strength are nobody's: undefined.
 */
export function conversationIdOf(row: Element, adapter: Pick<Adapter, 'idFrom'>): string | undefined {
  const strong = idsFrom(row, adapter.idFrom, (source) => source.from !== 'link');
  if (strong.size > 0) return only(strong);
  return only(idsFrom(row, adapter.idFrom, (source) => source.from === 'link'));
}

function idsFrom(
  row: Element,
  sources: readonly IdSource[],
  use: (source: IdSource) => boolean,
): Set<string> {
  const found = sources.filter(use).flatMap((source) => candidates(row, source));
  return new Set(found.map((id) => id.toLowerCase()));
}

function only(ids: Set<string>): string | undefined {
  const [id] = ids;
  return ids.size === 1 ? id : undefined;
}

function candidates(row: Element, source: IdSource): string[] {
  switch (source.from) {
    case 'class':
      return [...row.classList]
        .filter((name) => name.startsWith(source.prefix))
        .map((name) => name.slice(source.prefix.length))
        .filter((rest) => WHOLE.test(rest));
    case 'attribute': {
      const id = AT_END.exec(row.getAttribute(source.name) ?? '')?.[1];
      return id === undefined ? [] : [id];
    }
    case 'link':
      return [...row.querySelectorAll('a[href]')].flatMap((link) => {
        const [, rest] = (link.getAttribute('href') ?? '').split(source.after);
        const id = AT_START.exec(rest ?? '')?.[1];
        return id === undefined ? [] : [id];
      });
  }
}
