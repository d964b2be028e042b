import { element, icon } from '/assets/element.js';
import { ViewChrome } from './view-chrome.js';

const VIEWS = [
  ['interactions', 'Interactions', 'interactions'],
  ['queues', 'Queue Activity', 'queue'],
  ['agents', 'Agents', 'agents'],
  ['dashboards', 'Dashboards', 'dashboard'],
];

/** The workspace's home: the views to choose from. No rows here. */
export function homeView({ open }) {
  const node = element(
    'div',
    { class: 'analytics-main-content ember-view analytics-home' },
    element('h1', { class: 'view-title' }, 'Analytics Workspace'),
    element(
      'div',
      { class: 'view-cards' },
      ...VIEWS.map(([route, label, name]) =>
        element(
          'button',
          { type: 'button', class: 'view-card', onclick: () => open(route) },
          icon(name),
          element('span', {}, label),
        ),
      ),
    ),
  );
  return { node, title: 'Analytics', close() {} };
}

/** A view without rows that anything could be disconnected in. */
export function dashboardsView() {
  const chrome = new ViewChrome({ name: 'dashboards', title: 'Dashboards', onRefresh: () => {} });
  chrome.main.append(element('div', { class: 'app-error' }, 'No dashboards yet.'));
  chrome.busy(false);
  return { node: chrome.node, title: 'Dashboards', close() {} };
}
