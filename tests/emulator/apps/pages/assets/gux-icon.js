const SVG = 'http://www.w3.org/2000/svg';

/** Like the vendor's icon: a custom element whose drawing is in an open shadow root. */
class GuxIcon extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('width', '16');
    svg.setAttribute('height', '16');
    svg.setAttribute('aria-hidden', 'true');
    const use = document.createElementNS(SVG, 'use');
    use.setAttribute('href', `/assets/icons.svg#${this.getAttribute('icon-name')}`);
    svg.append(use);
    this.attachShadow({ mode: 'open' }).append(svg);
  }
}

customElements.define('gux-icon', GuxIcon);
