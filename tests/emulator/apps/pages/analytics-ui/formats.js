const TIME = new Intl.DateTimeFormat('en-US', { dateStyle: 'short', timeStyle: 'short' });

/** A length of time in ms as the grids write it: `00:42:10`, or `2d 03:14:09` from a day on. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const days = Math.floor(seconds / 86_400);
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
  return days > 0 ? `${days}d ${clock}` : clock;
}

export function date(at) {
  return at === null ? '' : TIME.format(at);
}

export const MEDIA_WORDS = {
  voice: 'Voice',
  email: 'Email',
  chat: 'Web Chat',
  message: 'Message',
  callback: 'Callback',
  cobrowse: 'Co-browse',
  screenshare: 'Screen Share',
  video: 'Video',
};

export const STATE_WORDS = {
  waiting: 'Waiting',
  alerting: 'Alerting',
  interacting: 'Interacting',
  wrapup: 'After Call Work',
  idle: '',
  ended: '',
};
