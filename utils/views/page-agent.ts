import { ADAPTERS, type Adapter, adapterFor } from './adapters';
import { hearAnnouncements } from './announcements';
import type { FoundQueue } from './queue-finder';
import { type PageView, parseView } from './routes';
import type { RowPieces } from './row-pieces';
import type { ToolbarPiece } from './toolbar-piece';

/** What looks after one frame of a Genesys tab. */
export interface PageAgent {
  /** Reads the address again; to be called at start and after every navigation. */
  look(): void;
}

/**
 * Joins the address to the pieces: decides by the frame's route which rows get a piece and whether the toolbar does.
 * A frame without a known view hears the announcements and does nothing.
 */
export function startPageAgent(parts: {
  document: Document;
  location: { pathname: string; hash: string; search: string };
  rows: RowPieces;
  toolbar: ToolbarPiece;
  findQueue: (page: PageView) => Promise<FoundQueue | undefined>;
  signal: AbortSignal;
}): PageAgent {
  const { document, location, rows, toolbar, findQueue, signal } = parts;
  let address = '';

  hearAnnouncements(
    document,
    {
      bareRow: rows.bareRow,
      bareToolbar: toolbar.bareToolbar,
      piecePlaced(host) {
        rows.piecePlaced(host);
        toolbar.piecePlaced(host);
      },
    },
    signal,
  );

  async function lookForQueue(page: PageView, at: string) {
    const found = page.frame === 'analytics' ? await findQueue(page) : undefined;
    if (at !== address || signal.aborted) return;
    // A view that turns out to be a queue's is treated as one, whatever its route is called.
    const proven: PageView = found?.proven ? { ...page, view: 'queue' } : page;
    if (found) rows.showIn(adapterFor(proven), [found.queueId]);
    toolbar.showFor(found?.queueId, found ? toolbarOf(adapterFor(proven)) : []);
  }

  return {
    look() {
      const at = location.pathname + location.search + location.hash;
      if (at === address || signal.aborted) return;
      address = at;
      const page = parseView(location);
      rows.showIn(adapterFor(page), page.queueIdCandidates);
      if (page.queueIdCandidates.length === 0) toolbar.showFor(undefined, []);
      else void lookForQueue(page, at);
    },
  };
}

function toolbarOf(adapter: Adapter | undefined): Adapter['toolbar'] {
  return (adapter ?? ADAPTERS[0])?.toolbar ?? [];
}
