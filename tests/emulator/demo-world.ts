import type { Emulator } from './emulator.ts';
import type { Remote } from './world/conversation.ts';
import type { Kind, SpecialOptions } from './world/special.ts';
import type { QueuedMedia } from './world/waiting.ts';

/** The queue that the demo's spam has flooded. */
export const FLOODED_QUEUE = 'Support e-mail';

/** What the demo's story needs to know about its world. */
export interface DemoWorld {
  spamIds: string[];
  realIds: string[];
  /** One of each kind, by kind and media, for instance `ghost: agent leg on hold (call)`. */
  specialIds: Record<string, string>;
}

const SPAMMERS: Remote[] = ['promo', 'Winner', 'casino', 'crypto-desk', 'Lottery'].map((name, index) => ({
  name,
  addressFrom: `${name}${index}@spam.example.test`,
  addressTo: 'support@example.test',
  subject: `You have won prize ${index + 1}`,
}));

const CUSTOMERS: Remote[] = Array.from({ length: 40 }, (_, index) => ({
  name: `Customer ${index + 1}`,
  addressFrom: `${index % 4 === 0 ? 'Customer' : 'customer'}.${index + 1}@example.test`,
  addressTo: 'support@example.test',
  subject: `Where is my order ${10_000 + index}?`,
}));

const MEDIA: QueuedMedia[] = ['call', 'callback', 'chat', 'email', 'message'];

/** Which kinds exist for which media. */
const KINDS: [Kind, QueuedMedia[]][] = [
  ['ghost: agent leg connected', MEDIA],
  ['ghost: agent leg alerting', ['call', 'chat', 'message']],
  ['ghost: agent leg on hold', ['call', 'chat']],
  ['ghost: agent leg not released', ['call']],
  ['ghost in queue', ['call', 'chat', 'message', 'callback']],
  ['ghost: held alone', ['call']],
  ['orphan', MEDIA],
  ['orphan: queue leg left open', ['email', 'message']],
  ['stuck alert', ['call', 'email', 'message']],
  ['wrap-up pending', ['call', 'email']],
  ['live', MEDIA],
  ['live on hold', ['call']],
  ['parked', ['email', 'message']],
  ['scheduled callback', ['callback']],
  ['agent-owned callback', ['callback']],
  ['voicemail', ['callback']],
  ['ended', ['call', 'email']],
  ['aged out', ['email']],
];

const QUEUE_OF: Record<QueuedMedia, string> = {
  call: 'Support',
  callback: 'Callbacks',
  chat: 'Web',
  email: 'Complaints',
  message: 'Web',
};

/** An org on a bad day: a flooded e-mail queue, some honest work in the others, and ghosts of each kind. */
export function fillDemoWorld(emulator: Emulator, options: { spam?: number } = {}): DemoWorld {
  const now = emulator.clock.now();
  const hour = 3_600_000;
  const spam = emulator.addWaiting('email', {
    queue: FLOODED_QUEUE,
    count: options.spam ?? 5000,
    since: now - 30 * hour,
    until: now - 60_000,
    senders: SPAMMERS,
    label: 'spam',
  });
  const real = emulator.addWaiting('email', {
    queue: FLOODED_QUEUE,
    count: CUSTOMERS.length,
    since: now - 28 * hour,
    until: now - 120_000,
    senders: CUSTOMERS,
    label: 'real customer',
  });
  emulator.addWaiting('call', { queue: 'Support', count: 4, since: now - 240_000 });
  emulator.addWaiting('chat', { queue: 'Web', count: 3, since: now - 180_000 });
  emulator.addWaiting('message', { queue: 'Web', count: 6, since: now - 5 * hour });
  emulator.addWaiting('callback', { queue: 'Callbacks', count: 3, since: now - 2 * hour });
  const specialIds: Record<string, string> = {};
  for (const [kind, medias] of KINDS) {
    for (const media of medias) {
      const special: SpecialOptions = { kind, media, queue: QUEUE_OF[media] };
      specialIds[`${kind} (${media})`] = emulator.addSpecial(special).id;
    }
  }
  return { spamIds: spam.map((each) => each.id), realIds: real.map((each) => each.id), specialIds };
}
