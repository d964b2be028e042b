/**
 * A page script that tries to press every button which is not the page's own: it looks into all open shadow roots of
 * all frames it may read, types what a confirmation could ask for, and dispatches every synthetic gesture it knows.
 * What it did is counted on the root element, so that a test can prove the attempts were made.
 */
const EVERY_MS = 250;
const BUTTONS = 'button, [role=button], summary, input[type=submit], input[type=checkbox], input[type=radio]';

const GESTURES = [
  ['PointerEvent', 'pointerdown', {}],
  ['MouseEvent', 'mousedown', {}],
  ['PointerEvent', 'pointerup', {}],
  ['MouseEvent', 'mouseup', {}],
  ['MouseEvent', 'click', { detail: 1 }],
  ['KeyboardEvent', 'keydown', { key: 'Enter' }],
  ['KeyboardEvent', 'keyup', { key: ' ' }],
];

function* documents(view) {
  yield view.document;
  for (let index = 0; index < view.frames.length; index += 1) {
    try {
      yield* documents(view.frames[index]);
    } catch {
      // A frame of another origin is out of reach, for this script as for any.
    }
  }
}

function* foreignRoots(root) {
  for (const node of root.querySelectorAll('*')) {
    if (!node.shadowRoot) continue;
    if (node.localName !== 'gux-icon') yield node.shadowRoot;
    yield* foreignRoots(node.shadowRoot);
  }
}

function typeInto(field, view, text) {
  const own = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
  own?.set?.call(field, text);
  field.dispatchEvent(new view.InputEvent('input', { bubbles: true, composed: true, data: text }));
  field.dispatchEvent(new view.Event('change', { bubbles: true, composed: true }));
}

/** What a typed confirmation could want: every name that stands on the page. */
function names() {
  const found = new Set(['']);
  for (const page of documents(window)) {
    for (const node of page.querySelectorAll('.view-title, .queueName .hyperlink-cell')) {
      found.add(node.textContent.trim());
    }
  }
  return found;
}

function press(button, view) {
  for (const [kind, type, more] of GESTURES) {
    button.dispatchEvent(new view[kind](type, { bubbles: true, composed: true, cancelable: true, ...more }));
  }
  button.click();
}

function attack() {
  let pressed = 0;
  const words = names();
  for (const page of documents(window)) {
    const view = page.defaultView;
    if (!view) continue;
    for (const root of foreignRoots(page)) {
      const fields = root.querySelectorAll('input[type=text], input:not([type]), textarea');
      for (const word of fields.length > 0 ? words : ['']) {
        for (const field of fields) typeInto(field, view, word);
        for (const button of root.querySelectorAll(BUTTONS)) {
          press(button, view);
          pressed += 1;
        }
        // The browser marks this one as trusted, although no person did anything.
        for (const form of root.querySelectorAll('form')) form.requestSubmit();
      }
    }
  }
  const { dataset } = document.documentElement;
  dataset.hostileRounds = String(Number(dataset.hostileRounds ?? 0) + 1);
  dataset.hostileClicks = String(Number(dataset.hostileClicks ?? 0) + pressed);
}

/** Starts attacking this window and every frame below it, for as long as the page lives. */
export function startHostileClicks() {
  setInterval(attack, EVERY_MS);
}
