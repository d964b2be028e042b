import { element, icon } from '/assets/element.js';
import { date, duration, MEDIA_WORDS, STATE_WORDS } from './formats.js';

const elapsed = (ms) => element('span', { class: 'time-duration unescaped-html-cell' }, duration(ms));

export const mediaType = {
  name: 'mediaType',
  label: 'Media Type',
  sortable: true,
  cell: (row) => [
    icon(`media-${row.mediaType}`),
    element('span', { class: 'media-label' }, MEDIA_WORDS[row.mediaType]),
  ],
};
export const users = { name: 'users', label: 'Users', sortable: true, cell: (row) => row.users.join(', ') };
export const remote = { name: 'remote', label: 'Remote', sortable: true, cell: (row) => row.remote };
export const queue = { name: 'queue', label: 'Queue', sortable: true, cell: (row) => row.queueName };
export const subject = {
  name: 'subject',
  label: 'Subject',
  sortable: true,
  cell: (row) => row.subject ?? '',
};
export const started = { name: 'date', label: 'Date', sortable: true, cell: (row) => date(row.startedAt) };
export const ended = { name: 'endDate', label: 'End Date', sortable: true, cell: (row) => date(row.endedAt) };
export const length = {
  name: 'duration',
  label: 'Duration',
  sortable: true,
  cell: (row, now) => elapsed((row.endedAt ?? now) - row.startedAt),
};
export const direction = {
  name: 'direction',
  label: 'Direction',
  sortable: true,
  cell: (row) => [
    icon(`arrow-${row.direction}`),
    element('span', {}, row.direction === 'inbound' ? 'Inbound' : 'Outbound'),
  ],
};
export const state = {
  name: 'state',
  label: 'Status',
  sortable: true,
  cell: (row) => STATE_WORDS[row.state],
};
export const conversationId = {
  name: 'conversationId',
  label: 'Conversation ID',
  sortable: true,
  cell: (row) => element('span', { class: 'cell-display-text' }, row.id),
};
