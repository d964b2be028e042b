import { element, icon } from '/assets/element.js';
import { startHostileClicks } from '/assets/hostile.js';
import { registerCustomElements } from '/vendor/iframe-coordinator/host.js';
import { pageOptions } from './page-options.js';
import { WorkspaceTabs } from './workspace-tabs.js';

const NAVIGATION = [
  ['/activity', 'Activity', 'home'],
  ['/analytics', 'Analytics Workspace', 'analytics'],
  ['/analytics/interactions', 'Interactions', 'interactions'],
  ['/analytics/queues', 'Queue Activity', 'queue'],
  ['/analytics/agents', 'Agents', 'agents'],
  ['/analytics/dashboards', 'Dashboards', 'dashboard'],
  ['/admin/welcomeV2', 'Admin', 'admin'],
];

const options = pageOptions(location.search);
const stage = document.querySelector('main.center-stage');
const tabs = new WorkspaceTabs(document.querySelector('.workspace-tabs'), (route) => {
  location.hash = route;
});
const frames = [];

/** A micro-app in the vendor's own element: an iframe without `src`, steered by `location.replace`. */
function mountFrame(route, visible) {
  const router = element('frame-router', {
    class: `main-iframe ember-view${visible ? ' visible' : ''}`,
    route,
  });
  const frame = { router, visible };
  router.addEventListener('navRequest', (event) => follow(event.detail.url));
  router.addEventListener('pageMetadata', (event) => {
    // The title is the client's to give, and comes late.
    router.querySelector('iframe').title = 'Analytics UI';
    if (frame.visible) tabs.name(event.detail.title);
  });
  stage.append(router);
  frames.push(frame);
  setTimeout(() => {
    router.clientConfig = {
      clients: {
        'analytics-ui': {
          url: new URL('/analytics-ui/#/', location.href).toString(),
          assignedRoute: '/analytics',
        },
      },
      envData: {
        locale: 'en-US',
        hostRootUrl: new URL(`/directory/${location.search}#/`, location.href).toString(),
        registeredKeys: [],
        custom: options,
      },
    };
  }, options.blankMs);
}

function follow(url) {
  const target = new URL(url, location.href);
  const asTab =
    /#\/analytics\/interactions\/[0-9a-f-]{36}/.test(target.hash) && !target.hash.includes('tabId=');
  const separator = target.hash.includes('?') ? '&' : '?';
  location.hash = asTab ? `${target.hash}${separator}tabId=${tabs.nextId()}` : target.hash;
}

function currentRoute() {
  const route = location.hash.replace(/^#/, '');
  const deepLink = /^\/engage\/admin\/interactions\/(.+)$/.exec(route);
  if (!deepLink) return route || '/analytics/interactions';
  // The old address is rewritten without any event that a listener could hear.
  history.replaceState(null, '', `${location.search}#/analytics/interactions/${deepLink[1]}`);
  return `/analytics/interactions/${deepLink[1]}`;
}

function showRoute() {
  const route = currentRoute();
  const inAnalytics = /^\/analytics(?=[/?]|$)/.test(route);
  if (inAnalytics) tabs.enter(route);
  for (const frame of frames) {
    if (!frame.visible) continue;
    frame.router.classList.toggle('visible', inAnalytics);
    frame.router.setAttribute('route', route);
  }
  stage.querySelector('.not-in-replica')?.remove();
  if (!inAnalytics)
    stage.append(element('div', { class: 'not-in-replica ember-view' }, 'Nothing to see here.'));
  for (const link of document.querySelectorAll('.primary-navigation a')) {
    link.classList.toggle('active', link.dataset.route === route.split('?')[0]);
  }
}

async function showSession() {
  const answer = await fetch('/_replica/session');
  const { organizationName, userName } = await answer.json();
  document.querySelector('.org-menu span').textContent = organizationName;
  const button = document.querySelector('#user-settings-button');
  button.setAttribute('aria-label', `User settings, ${userName}, Available`);
  button.querySelector('.user-name').textContent = userName;
  button.querySelector('.avatar').textContent = userName
    .split(' ')
    .map((part) => part.charAt(0))
    .join('')
    .slice(0, 2);
}

if (options.theme === 'dark') document.documentElement.setAttribute('flare-mode', 'dark');
// The real pages keep their own session here, readable by any script of the page. It is not ours to use.
sessionStorage.setItem('gcui_auth', 'page-session-not-for-extensions');
document
  .querySelector('.primary-navigation')
  .append(
    ...NAVIGATION.map(([route, label, name]) =>
      element('a', { href: `#${route}`, 'data-route': route, title: label, 'aria-label': label }, icon(name)),
    ),
  );
registerCustomElements();
if (options.twoFrames) mountFrame('/analytics/interactions', false);
mountFrame(currentRoute(), true);
addEventListener('hashchange', showRoute);
showRoute();
showSession();
if (options.hostileClicks) startHostileClicks();
