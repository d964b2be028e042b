import { element } from '/assets/element.js';

/** The detail page is one more application, in a frame inside this frame, again without `src`. */
export function interactionView({ id, options }) {
  const frame = element('iframe', { class: 'interaction-details-frame', frameborder: '0' });
  const node = element('div', { class: 'analytics-main-content ember-view' }, frame);
  const theme = options.theme === 'dark' ? '?theme=dark' : '';
  return {
    node,
    title: `Interaction ${id.slice(0, 8)}`,
    shown() {
      frame.contentWindow.location.replace(`/interaction-details-ui/${theme}#/${id}`);
    },
    close() {},
  };
}
