import { Client } from '/vendor/iframe-coordinator/client.js';
import { agentsView } from './agents-view.js';
import { interactionView } from './interaction-view.js';
import { interactionsView } from './interactions-view.js';
import { dashboardsView, homeView } from './menu-views.js';
import { queueView } from './queue-view.js';
import { queuesView } from './queues-view.js';
import { viewOf } from './routes.js';

const VIEWS = {
  interactions: interactionsView,
  interaction: interactionView,
  queues: queuesView,
  queue: queueView,
  agents: agentsView,
  dashboards: dashboardsView,
  home: homeView,
};

const client = new Client();
const container = document.querySelector('.analytics-main-content-container');
let current = null;

function announce(title) {
  client.sendPageMetadata({ title, breadcrumbs: [], custom: {} });
}

/** The host decides where to go; this frame only asks. */
function open(route) {
  const url = client.urlFromClientPath(route);
  const { detailsInPage } = client.environmentData.custom;
  if (detailsInPage && route.startsWith('interactions/')) window.open(url, '_blank');
  else client.requestNavigation({ url });
}

function showRoute() {
  const { name, ...asked } = viewOf(location.hash);
  current?.close();
  const make = name === 'queue' && !asked.id ? queuesView : VIEWS[name];
  current = make({ ...asked, options: client.environmentData.custom, open, rename: announce });
  container.replaceChildren(current.node);
  current.shown?.();
  announce(current.title);
}

client.addListener('environmentalData', ({ custom }) => {
  if (custom.theme === 'dark') document.documentElement.setAttribute('flare-mode', 'dark');
  showRoute();
  addEventListener('hashchange', showRoute);
});
client.start();
