import { date, duration, MEDIA_WORDS, STATE_WORDS } from '/analytics-ui/formats.js';
import { element, icon } from '/assets/element.js';

const EVERY_MS = 1000;

function rows(interaction) {
  return [
    ['Interaction ID', interaction.id],
    ['Media type', MEDIA_WORDS[interaction.mediaType]],
    ['Direction', interaction.direction === 'inbound' ? 'Inbound' : 'Outbound'],
    ['Remote', interaction.remote],
    ['Subject', interaction.subject],
    ['Users', interaction.users.join(', ')],
    ['Queue', interaction.queueName],
    ['Start', date(interaction.startedAt)],
    ['End', date(interaction.endedAt)],
    ['Status', STATE_WORDS[interaction.state]],
  ].filter(([, value]) => value);
}

function write({ asOf, interaction }) {
  document.body.replaceChildren(
    element(
      'header',
      { class: 'details-header' },
      icon(`media-${interaction.mediaType}`),
      element('h1', {}, interaction.remote),
      element(
        'div',
        { class: 'content-duration time-duration' },
        duration((interaction.endedAt ?? asOf) - interaction.startedAt),
      ),
      element('span', { class: 'pager-count' }, '1 of 1'),
    ),
    element(
      'dl',
      { class: 'details-rows' },
      ...rows(interaction).flatMap(([label, value]) => [
        element('dt', {}, label),
        element(
          'dd',
          {},
          value,
          value === interaction.id
            ? element(
                'button',
                {
                  type: 'button',
                  'aria-label': 'Copy',
                  onclick: () => navigator.clipboard.writeText(interaction.id),
                },
                icon('copy'),
              )
            : null,
        ),
      ]),
    ),
  );
}

async function show() {
  const id = location.hash.replace(/^#\//, '').split(/[/?]/)[0];
  const answer = await fetch(`/_replica/interactions/${id}`);
  if (answer.ok) write(await answer.json());
  else document.body.replaceChildren(element('p', { class: 'app-error' }, 'Interaction not found.'));
}

if (new URLSearchParams(location.search).get('theme') === 'dark') {
  document.documentElement.setAttribute('flare-mode', 'dark');
}
addEventListener('hashchange', show);
setInterval(show, EVERY_MS);
show();
