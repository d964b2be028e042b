/**
 * Builds an element. Attributes given as null are left out; children given as strings become text. Nothing here
 * writes a style attribute, which the pages' own policy would refuse.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

let views = 0;

/** The next id in the framework's own style; they mean nothing and change with every load. */
export function emberId() {
  views += 1;
  return `ember${views + 400}`;
}

export function icon(name) {
  return element('gux-icon', { 'icon-name': name, decorative: true });
}
