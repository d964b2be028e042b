import type { Clock } from '../clock/clock';
import type { ToolbarAnchor } from './adapters';
import { createInsertionLimit } from './insertion-limit';
import { type Dresser, makePiece, type Piece, takeTheme } from './mounting';

/** The one piece in a view's toolbar. */
export interface ToolbarPiece {
  /** Shows the piece for this queue, in the best anchor there is; `undefined` takes it away. */
  showFor(queueId: string | undefined, anchors: readonly ToolbarAnchor[]): void;
  /** A toolbar anchor announced that it has no piece. */
  bareToolbar(anchor: Element): void;
  /** One of our elements entered the page; copies of ours are removed. */
  piecePlaced(host: Element): void;
}

const FLOAT_AFTER_MS = 2000;

/**
 * Keeps one button in the toolbar while a queue is shown. Where no known toolbar turns up within two seconds it floats
 * at the end of the view, and moves as soon as one does.
 */
export function createToolbarPiece(parts: {
  document: Document;
  clock: Clock;
  dresser: Dresser;
  paint: (root: HTMLElement, queueId: string) => void;
  erase: (root: HTMLElement) => void;
  signal: AbortSignal;
}): ToolbarPiece {
  const { document, clock, dresser, paint, erase, signal } = parts;
  const limit = createInsertionLimit({ clock, signal, retry: () => place() });
  let anchors: readonly ToolbarAnchor[] = [];
  let shown: { queueId: string; piece: Piece } | undefined;

  function bestAnchor(): { element: Element; place: ToolbarAnchor['place'] } | undefined {
    for (const { selector, place } of anchors) {
      const element = document.querySelector(selector);
      if (element) return { element, place };
    }
    return undefined;
  }

  function place() {
    if (!shown || signal.aborted) return;
    const anchor = bestAnchor();
    if (!anchor) {
      if (!shown.piece.host.isConnected) void floatLater(shown.piece);
      return;
    }
    const { host } = shown.piece;
    const { element, place: where } = anchor;
    const isThere = where === 'inside' ? host.parentElement === element : element.nextElementSibling === host;
    if (isThere || !limit.allow(element)) return;
    delete host.dataset.floating;
    takeTheme(host, element);
    if (where === 'inside') element.append(host);
    else element.after(host);
  }

  async function floatLater(piece: Piece) {
    try {
      await clock.sleep(FLOAT_AFTER_MS, signal);
    } catch {
      return;
    }
    if (shown?.piece !== piece || piece.host.isConnected) return;
    if (bestAnchor()) return place();
    piece.host.dataset.floating = '';
    takeTheme(piece.host, document.documentElement);
    document.documentElement.append(piece.host);
  }

  function remove() {
    if (!shown) return;
    const { piece } = shown;
    shown = undefined;
    piece.host.remove();
    erase(piece.root);
  }

  signal.addEventListener('abort', remove);

  return {
    showFor(queueId, known) {
      anchors = known;
      if (signal.aborted || queueId === undefined) return remove();
      if (shown?.queueId !== queueId) {
        remove();
        const piece = makePiece(document, 'unstick-toolbar', dresser);
        shown = { queueId, piece };
        paint(piece.root, queueId);
      }
      place();
    },
    bareToolbar: () => place(),
    piecePlaced(host) {
      if (host.localName === 'unstick-toolbar' && host !== shown?.piece.host) host.remove();
    },
  };
}
