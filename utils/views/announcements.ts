/** What the static style sheet makes elements announce (see row-announcement.css). */
export interface Announcements {
  /** A row without our piece: new, or it lost the piece. */
  bareRow(row: Element): void;
  /** A toolbar anchor without our piece. */
  bareToolbar(anchor: Element): void;
  /** One of our elements entered the page, placed by us or copied by the page. */
  piecePlaced(host: Element): void;
}

/**
 * Listens for elements that announce themselves by the start of an animation. One listener for a whole frame; no polling
 * and no watching of the page's tree. Ends with the signal.
 */
export function hearAnnouncements(document: Document, heard: Announcements, signal: AbortSignal): void {
  const hear = (event: Event) => {
    const { target } = event;
    const name = 'animationName' in event ? event.animationName : undefined;
    if (target === null || !('matches' in target)) return;
    const element = target as Element;
    if (name === 'unstick-row-bare') heard.bareRow(element);
    else if (name === 'unstick-toolbar-bare') heard.bareToolbar(element);
    else if (name === 'unstick-piece-placed') heard.piecePlaced(element);
  };
  document.addEventListener('animationstart', hear, { capture: true, signal });
}
