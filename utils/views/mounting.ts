/** An element of ours in the page, with an open shadow root to draw in. */
export interface Piece {
  host: HTMLElement;
  /** The element inside the shadow root that is drawn into. */
  root: HTMLElement;
}

export type PieceName = 'unstick-row' | 'unstick-toolbar' | 'unstick-dialog' | 'unstick-notice';

/** What would otherwise reach the page: its rows navigate on a click, and its hotkeys swallow typing. */
const KEPT_INSIDE = [
  'pointerdown',
  'pointerup',
  'mousedown',
  'mouseup',
  'touchstart',
  'touchend',
  'click',
  'dblclick',
  'auxclick',
  'contextmenu',
  'keydown',
  'keypress',
  'keyup',
] as const;

/** Dresses shadow roots with one style sheet that is made once per frame. */
export interface Dresser {
  dress(root: ShadowRoot): void;
}

/**
 * A constructed sheet needs no permission from a page's content security policy and is parsed once. Where a browser
 * does not let an extension adopt one, each root gets a `<style>` of its own.
 */
export function createDresser(document: Document, css: string): Dresser {
  let sheet: CSSStyleSheet | undefined;
  let canAdopt = true;
  return {
    dress(root) {
      try {
        if (canAdopt) {
          const View = document.defaultView?.CSSStyleSheet ?? CSSStyleSheet;
          if (sheet === undefined) {
            sheet = new View();
            sheet.replaceSync(css);
          }
          root.adoptedStyleSheets = [sheet];
          if (root.adoptedStyleSheets.length === 1) return;
        }
      } catch {
        // Falls through to the element.
      }
      canAdopt = false;
      const style = document.createElement('style');
      style.textContent = css;
      root.append(style);
    },
  };
}

/** Makes a piece that is not yet in the page. Nothing that happens inside reaches the page's own handlers. */
export function makePiece(document: Document, name: PieceName, dresser: Dresser): Piece {
  const host = document.createElement(name);
  for (const type of KEPT_INSIDE) host.addEventListener(type, (event) => event.stopPropagation());
  const shadow = host.attachShadow({ mode: 'open' });
  dresser.dress(shadow);
  const root = document.createElement('div');
  root.style.display = 'contents';
  shadow.append(root);
  return { host, root };
}

/**
 * Takes the page's theme along to where it does not reach by itself: a host outside the themed element, and any host in a
 * browser whose style sheets cannot ask about ancestors.
 */
export function takeTheme(host: HTMLElement, near: Element): void {
  const themed = near.closest('[flare-mode]');
  const seesAncestors = globalThis.CSS?.supports?.('selector(:host-context(a))') ?? false;
  if (themed && seesAncestors) return;
  const theme = (themed ?? near.ownerDocument.querySelector('[flare-mode]'))?.getAttribute('flare-mode');
  if (theme) host.setAttribute('flare-mode', theme);
}

/** Removes whatever an earlier instance of this script left behind, before an update for example. */
export function removeStrays(document: Document): void {
  for (const stray of document.querySelectorAll('unstick-row, unstick-toolbar, unstick-dialog'))
    stray.remove();
}
