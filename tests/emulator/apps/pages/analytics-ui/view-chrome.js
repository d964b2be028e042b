import { element, emberId, icon } from '/assets/element.js';

const REFRESH_SPIN_MS = 400;

const toolbarButton = (name, label, iconName, onclick) =>
  element(
    'button',
    { type: 'button', class: `toolbar-button ${name}`, 'aria-label': label, onclick },
    icon(iconName),
  );

/** What surrounds every performance view: its title, the filters, the toolbar, the body, and the spinner over it. */
export class ViewChrome {
  constructor({ name, title, filters = [], onRefresh }) {
    this.onRefresh = onRefresh;
    this.title = element('h1', { class: 'view-title' }, title);
    this.facts = element('div', { class: 'view-facts' });
    this.main = element('div', { class: 'analytics-view-main-content' });
    this.overlay = element(
      'div',
      { class: 'loading-overlay-v2 active' },
      element('gux-page-loading-spinner', { class: 'active' }),
    );
    this.updated = element('span', { class: 'analytics-ui-data-update-indicator' });
    this.pager = element('div', { class: 'pager' });
    this.body = element(
      'div',
      { class: 'analytics-body-container', 'aria-busy': 'true' },
      this.main,
      this.overlay,
    );
    this.node = element(
      'div',
      { class: `analytics-main-content ember-view ${name}-main-content`, id: emberId() },
      element(
        'div',
        { class: 'analytics-view-navigation' },
        element('div', { class: 'title-and-facts' }, this.title, this.facts),
        element('div', { class: 'analytics-tab-nav' }),
      ),
      element(
        'div',
        { class: 'analytics-filter-bar-container' },
        element('div', { class: 'analytics-filter-bar filter-view-content' }, ...filters),
        element(
          'div',
          { class: 'view-toolbar' },
          toolbarButton('refresh-view', 'Refresh', 'refresh', () => this.refresh()),
          toolbarButton('toggle-column-picker', 'Columns', 'columns'),
          toolbarButton('toggle-export', 'Export', 'export'),
          toolbarButton('toggle-filters', 'Filters', 'filter'),
          toolbarButton('toggle-saved-views', 'Saved views', 'saved'),
          toolbarButton('kebab-menu-button', 'More', 'kebab'),
        ),
      ),
      this.body,
      element('div', { class: 'analytics-footer' }, this.updated, this.pager),
    );
  }

  /** The spinner covers the list while it is thrown away and made again. */
  refresh() {
    this.busy(true);
    setTimeout(() => {
      this.onRefresh();
      this.busy(false);
    }, REFRESH_SPIN_MS);
  }

  busy(on) {
    this.body.setAttribute('aria-busy', String(on));
    for (const node of [this.overlay, this.overlay.firstChild]) node.classList.toggle('active', on);
  }

  arrived(asOf) {
    this.busy(false);
    this.updated.textContent = `Updated ${new Date(asOf).toLocaleTimeString('en-US')}`;
  }

  down() {
    this.busy(false);
    this.main.replaceChildren(
      element('div', { class: 'app-error' }, 'App could not be loaded. Please try again later.'),
    );
  }
}

/** `1 - 50 of 5,040` with a step to either side. */
export function writePager(node, { page, pageCount, total, rows }, pageSize, go) {
  const first = rows.length === 0 ? 0 : (page - 1) * pageSize + 1;
  const last = rows.length === 0 ? 0 : first + rows.length - 1;
  const count = `${first.toLocaleString('en-US')} - ${last.toLocaleString('en-US')} of ${total.toLocaleString('en-US')}`;
  const shown = `${count}|${page}|${pageCount}`;
  // Left alone while nothing changed, or a press on it would fall between two versions of the button.
  if (node.dataset.shown === shown) return;
  node.dataset.shown = shown;
  const step = (name, label, iconName, to) =>
    element(
      'button',
      {
        type: 'button',
        class: name,
        'aria-label': label,
        disabled: to < 1 || to > pageCount,
        onclick: () => go(to),
      },
      icon(iconName),
    );
  node.replaceChildren(
    element('span', { class: 'pager-count' }, count),
    step('previous-page', 'Previous page', 'chevron-left', page - 1),
    element('span', { class: 'pager-page' }, `Page ${page} of ${pageCount.toLocaleString('en-US')}`),
    step('next-page', 'Next page', 'chevron-right', page + 1),
  );
}
