import type { Clock } from '../clock/clock';
import { type Dresser, makePiece, takeTheme } from './mounting';

const SHOWN_FOR_MS = 12_000;

/**
 * Shows one sentence at the end of the view for a while. Needs nobody's help once it is made: it is what is left to say when
 * the rest of this script has been cut off.
 */
export function showNotice(
  parts: { document: Document; clock: Clock; dresser: Dresser },
  text: string,
): void {
  const { document, clock, dresser } = parts;
  const { host, root } = makePiece(document, 'unstick-notice', dresser);
  const words = document.createElement('div');
  words.className = 'un-notice warn';
  words.setAttribute('role', 'alert');
  words.textContent = text;
  root.append(words);
  takeTheme(host, document.documentElement);
  document.documentElement.append(host);
  void clock.sleep(SHOWN_FOR_MS).then(() => host.remove());
}
