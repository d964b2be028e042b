import type { Clock } from '../clock/clock';
import { type Adapter, isConversationRow } from './adapters';
import { createInsertionLimit } from './insertion-limit';
import { type Dresser, makePiece, type Piece, takeTheme } from './mounting';
import { conversationIdOf } from './row-ids';
import type { RowState, RowStates } from './row-states';

/** What a person did in a row. Each takes the event, because only a trusted gesture counts. */
export interface RowActs {
  disconnect(event: Event): void;
  undo(event: Event): void;
  signIn(event: Event): void;
  setUp(event: Event): void;
}

/** Everything a row's piece is drawn from. */
export interface RowPicture {
  conversationId: string;
  state: RowState;
  /** The row became another conversation's between painting and click; nothing was sent. */
  changed: boolean;
  acts: RowActs;
}

interface RowPiece extends Piece {
  row: Element;
  conversationId: string;
  changed: boolean;
  unsubscribe: () => void;
}

/** The pieces in a frame's rows. */
export interface RowPieces {
  /** The view changed: every row on screen is looked at again. `notThese` are ids known to be something else. */
  showIn(adapter: Adapter | undefined, notThese?: readonly string[]): void;
  /** A row announced that it has no piece. */
  bareRow(row: Element): void;
  /** One of our elements entered the page: ours where it belongs, or a copy to be removed. */
  piecePlaced(host: Element): void;
}

/**
 * Puts one piece at the end of each conversation row and keeps it true to the row: a row that becomes another
 * conversation's is repainted, a piece that was moved or copied is removed, a row that keeps losing its piece is left alone.
 * All pieces go when the signal is aborted.
 */
export function createRowPieces(parts: {
  document: Document;
  clock: Clock;
  dresser: Dresser;
  states: RowStates;
  paint: (root: HTMLElement, picture: RowPicture) => void;
  erase: (root: HTMLElement) => void;
  /** Asked at each click: false when this script was cut off from its worker, by an update. */
  isAlive: () => boolean;
  signal: AbortSignal;
}): RowPieces {
  const { document, clock, dresser, states, paint, erase, isAlive, signal } = parts;
  const pieces = new Map<Element, RowPiece>();
  const limit = createInsertionLimit({ clock, signal, retry: (row) => bareRow(row) });
  let adapter: Adapter | undefined;
  let notThese: readonly string[] = [];

  const Observer = document.defaultView?.MutationObserver ?? MutationObserver;
  const watcher = new Observer((records) => {
    for (const row of new Set(records.map((record) => record.target as Element))) rowChanged(row);
  });

  function idOf(row: Element): string | undefined {
    if (!adapter || !isConversationRow(row, adapter)) return undefined;
    const id = conversationIdOf(row, adapter);
    return id === undefined || notThese.includes(id) ? undefined : id;
  }

  function bareRow(row: Element) {
    if (signal.aborted) return;
    sweep();
    const id = idOf(row);
    if (id === undefined || !limit.allow(row)) return;
    const old = pieces.get(row);
    if (old) dispose(old);
    const made = makePiece(document, 'unstick-row', dresser);
    const piece: RowPiece = { ...made, row, conversationId: id, changed: false, unsubscribe: () => {} };
    pieces.set(row, piece);
    adopt(piece, id);
    // Drawing may have found out that all is over.
    if (signal.aborted) return;
    takeTheme(piece.host, row);
    row.append(piece.host);
    watcher.observe(row, { attributes: true, attributeFilter: ['class', 'data-row-id'] });
  }

  function adopt(piece: RowPiece, id: string) {
    piece.unsubscribe();
    piece.conversationId = id;
    piece.unsubscribe = states.subscribe(id, () => {
      piece.changed = false;
      draw(piece);
    });
    states.appeared(id);
    draw(piece);
  }

  function draw(piece: RowPiece) {
    const { root, conversationId, changed } = piece;
    paint(root, { conversationId, state: states.get(conversationId), changed, acts: actsOf(piece) });
  }

  function actsOf(piece: RowPiece): RowActs {
    const painted = piece.conversationId;
    const only = (act: (id: string) => Promise<void>) => (event: Event) => {
      if (!event.isTrusted || signal.aborted || !isAlive()) return;
      if (isStill(piece, painted)) void act(painted);
    };
    return {
      disconnect: only(states.disconnect),
      undo: only(states.undo),
      signIn: only(states.signIn),
      setUp: only(states.setUp),
    };
  }

  /** Reads the row again at the moment of the click. What was painted for another id, or stands elsewhere, does nothing. */
  function isStill(piece: RowPiece, painted: string): boolean {
    const { row, host } = piece;
    const now = host.parentElement === row ? idOf(row) : undefined;
    if (now === painted && piece.conversationId === painted) return true;
    if (now === undefined) dispose(piece);
    else {
      adopt(piece, now);
      piece.changed = true;
      draw(piece);
    }
    return false;
  }

  function rowChanged(row: Element) {
    const piece = pieces.get(row);
    if (!piece || piece.host.parentElement !== row) return;
    const id = idOf(row);
    if (id === undefined) dispose(piece);
    else if (id !== piece.conversationId) {
      piece.changed = false;
      adopt(piece, id);
    }
  }

  function dispose(piece: RowPiece) {
    piece.unsubscribe();
    if (pieces.get(piece.row) === piece) pieces.delete(piece.row);
    piece.host.remove();
    erase(piece.root);
  }

  /** Rows that left the page take their piece along; should they come back, they announce themselves anew. */
  function sweep() {
    for (const piece of pieces.values()) {
      if (!piece.host.isConnected || piece.host.parentElement !== piece.row) dispose(piece);
    }
  }

  signal.addEventListener('abort', () => {
    watcher.disconnect();
    for (const piece of [...pieces.values()]) dispose(piece);
  });

  return {
    showIn(next, others = []) {
      adapter = next;
      notThese = others;
      for (const piece of [...pieces.values()]) {
        if (idOf(piece.row) === undefined) dispose(piece);
      }
      for (const selector of next?.rows ?? []) {
        for (const row of document.querySelectorAll(selector)) {
          if (!pieces.has(row)) bareRow(row);
        }
      }
    },
    bareRow,
    piecePlaced(host) {
      if (host.localName !== 'unstick-row') return;
      const row = host.parentElement;
      const piece = row === null ? undefined : pieces.get(row);
      if (piece?.host === host) return;
      host.remove();
      sweep();
    },
  };
}
