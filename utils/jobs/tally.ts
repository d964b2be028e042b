import type { Item, Tally } from './ledger-schema.ts';

const LISTED = 20;

/** Counts by name while a list comes in page by page. */
export class Counting {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  /** The biggest 20, then by name, with the sum of the rest. */
  tally(): Tally {
    const sorted = [...this.#counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const rows = sorted.slice(0, LISTED).map(([name, count]) => ({ name, count }));
    const others = sorted.slice(LISTED).reduce((sum, [, count]) => sum + count, 0);
    return { rows, others };
  }
}

/** The name that an item's sender is counted, and kept, under. */
export function senderOf(item: Pick<Item, 'from' | 'remote'>): string {
  return senderName(item.from ?? item.remote);
}

/**
 * What a sender is counted under: an e-mail's domain in lower case (measured: Genesys keeps the sender's own
 * casing), a number or another address as it is.
 */
function senderName(address: string | undefined): string {
  const known = address?.trim();
  if (!known) return 'unknown';
  const domain = /^[^\s@]+@([^\s@]+)$/.exec(known)?.[1];
  if (domain !== undefined && !/^sips?:/i.test(known)) return domain.toLowerCase();
  return known;
}
