import { type Dresser, makePiece, type Piece, takeTheme } from './mounting';

/** The frame's one dialog; a new one takes the place of the one before. */
export interface DialogPiece {
  show(paint: (root: HTMLElement) => void): void;
  hide(): void;
}

/** Mounts dialogs on the document's root, out of reach of whatever the page does to its own tree. */
export function createDialogPiece(parts: {
  document: Document;
  dresser: Dresser;
  erase: (root: HTMLElement) => void;
  signal: AbortSignal;
}): DialogPiece {
  const { document, dresser, erase, signal } = parts;
  let piece: Piece | undefined;

  function hide() {
    if (!piece) return;
    const { host, root } = piece;
    piece = undefined;
    // Erased while still in the page, so that the focus goes back to where it was.
    erase(root);
    host.remove();
  }

  signal.addEventListener('abort', hide);

  return {
    show(paint) {
      if (signal.aborted) return;
      if (!piece) {
        piece = makePiece(document, 'unstick-dialog', dresser);
        takeTheme(piece.host, document.documentElement);
        document.documentElement.append(piece.host);
      }
      paint(piece.root);
    },
    hide,
  };
}
