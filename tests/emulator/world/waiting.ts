import type { Conversation, Media, Participant, Remote } from './conversation.ts';
import { Conversation as NewConversation } from './conversation.ts';
import { endParticipant, leg, participant } from './parts.ts';
import type { World } from './world.ts';

/** Conversations that wait in a queue for an agent, as many as asked for. Times are epoch ms, lengths are ms. */
export interface WaitingOptions {
  /** A queue's name or id. */
  queue: string;
  count: number;
  /** When the oldest began to wait; default: one minute per conversation ago, at most 20 days. */
  since?: number;
  /** When the newest began to wait; default: now. */
  until?: number;
  /** Who wrote or rang, taken in turn; default: made-up addresses and numbers for the media. */
  senders?: Remote[];
  priority?: number;
  label?: string;
}

/** The kinds of work that an ACD queue holds. */
export type QueuedMedia = Extract<Media, 'call' | 'callback' | 'chat' | 'email' | 'message'>;

/** Index of the ACD participant in a waiting conversation; its communication is the session that the queue shows. */
export const ACD_INDEX = 2;

/** From the first contact to the queue. */
const FLOW_MS = 2_000;

/**
 * Adds waiting conversations, spread evenly from `since` to `until`, oldest first. Their participants are built when somebody
 * looks, so 100,000 e-mails take little. Returns them in order.
 */
export function addWaiting(
  world: World,
  media: QueuedMedia,
  options: WaitingOptions,
  now: number,
): Conversation[] {
  const queue = world.queue(options.queue);
  const until = options.until ?? now;
  const since = options.since ?? until - Math.min(options.count * 60_000, 20 * 86_400_000);
  const step = options.count > 1 ? (until - since) / (options.count - 1) : 0;
  const made: Conversation[] = [];
  for (let index = 0; index < options.count; index++) {
    const startedAt = Math.floor(since + step * index);
    made.push(
      addOneWaiting(world, media, queue.id, startedAt, remoteOf(world, media, options, index), options),
    );
  }
  return made;
}

/** Adds one conversation that began to wait at `since`; the flow before the queue has taken two seconds. */
export function addOneWaiting(
  world: World,
  media: QueuedMedia,
  queueId: string,
  since: number,
  remote: Remote,
  extra: { priority?: number; label?: string } = {},
): Conversation {
  const conversation = new NewConversation({
    id: world.random.uuid(),
    media,
    startedAt: since - FLOW_MS,
    queueIds: [queueId],
    remote,
    ...(extra.priority === undefined ? {} : { priority: extra.priority }),
    ...(extra.label === undefined ? {} : { label: extra.label }),
    participants: waitingParticipants,
  });
  world.add(conversation, { kind: 'waiting', queueId, since }, since);
  return conversation;
}

/** Who wrote or rang when nobody says: made-up, one in five with capitals in the address. */
export function remoteOf(
  world: World,
  media: Media,
  options: Pick<WaitingOptions, 'senders'>,
  index: number,
): Remote {
  const given = options.senders?.[index % options.senders.length];
  if (given) return given;
  const number = world.random.between(10_000, 99_999);
  if (media === 'email') {
    const name = index % 5 === 0 ? `Customer.${number}` : `customer.${number}`;
    return {
      addressFrom: `${name}@example.test`,
      addressTo: 'desk@example.test',
      subject: `Order ${number}`,
    };
  }
  if (media === 'message') {
    return {
      name: `Visitor ${number}`,
      addressFrom: `Visitor-${number}`,
      addressTo: 'web-messenger',
      messageType: 'webmessaging',
    };
  }
  if (media !== 'call' && media !== 'callback') return { name: `Visitor ${number}` };
  return { name: `Caller ${number}`, ani: `tel:+1555${number}00`, dnis: 'tel:+15550100' };
}

/**
 * Three participants, as measured for e-mail: the customer (e-mail: `external`) with an open leg, the flow that has passed it
 * on two seconds later, and the ACD with a `connected` leg. A voice ACD leg is a `delay` first and an `interact` afterwards.
 */
export function waitingParticipants(self: Conversation): Participant[] {
  const { media, startedAt, remote } = self;
  const voice = media === 'call';
  const inQueueAt = startedAt + FLOW_MS;
  const customer = participant(self, 0, {
    purpose: media === 'email' ? 'external' : 'customer',
    startedAt,
    connectedAt: startedAt,
    ...(remote.name === undefined ? {} : { name: remote.name }),
  });
  leg(self, customer, 0, {
    state: 'connected',
    initialState: voice ? 'offering' : 'connected',
    startedAt,
    ...(media === 'message' ? { messagesAt: [startedAt] } : {}),
  });
  const flow = participant(self, 1, {
    purpose: voice ? 'ivr' : 'workflow',
    startedAt,
    connectedAt: startedAt,
  });
  leg(self, flow, 1, {
    state: 'connected',
    startedAt,
    segments: [{ type: voice ? 'ivr' : 'interact', startedAt }],
  });
  endParticipant(flow, inQueueAt, 'transfer');
  const queueId = self.queueIds[0];
  const acd = participant(self, ACD_INDEX, {
    purpose: 'acd',
    startedAt: inQueueAt,
    connectedAt: inQueueAt,
    ...(queueId === undefined ? {} : { queueId }),
  });
  leg(self, acd, ACD_INDEX, {
    state: 'connected',
    startedAt: inQueueAt,
    segments: voice
      ? [
          { type: 'delay', startedAt: inQueueAt, endedAt: inQueueAt + 500 },
          { type: 'interact', startedAt: inQueueAt + 500 },
        ]
      : [{ type: 'interact', startedAt: inQueueAt }],
  });
  return [customer, flow, acd];
}
