import type { Random } from '../random.ts';
import { createRandom } from '../random.ts';
import type { Timeline } from '../timeline.ts';
import { createTimeline } from '../timeline.ts';
import type { Conversation, Placement } from './conversation.ts';
import type { Organization, Queue, User } from './organization.ts';
import { createOrganization } from './organization.ts';
import type { Change, RealTimeView } from './views.ts';
import { createRealTimeView } from './views.ts';

/** The org and all its conversations, and what is going to happen in it. Times are epoch ms. */
export interface World {
  readonly organization: Organization;
  readonly conversations: ReadonlyMap<string, Conversation>;
  readonly timeline: Timeline;
  readonly random: Random;
  /** The real-time counters without any lag. */
  readonly now: RealTimeView;
  /** Puts a conversation in, at the place given. Its past may be as long as it likes; the counters know it at once. */
  add(conversation: Conversation, placement: Placement | undefined, at: number): void;
  /** Says that a conversation has moved or ended. */
  moved(conversation: Conversation, placement: Placement | undefined, at: number): void;
  /** A view that starts at the beginning and lags as its owner likes. */
  newView(): RealTimeView;
  /** Conversations that were ever in this queue. */
  everInQueue(queueId: string): ReadonlySet<Conversation>;
  /** Throws when there is no queue of that name or id. */
  queue(nameOrId: string): Queue;
  /** Throws when there is nobody of that address, name or id. */
  user(emailOrId: string): User;
  /** The ids of the divisions that the conversation's queues put on it. */
  divisionIds(conversation: Conversation): string[];
}

/** A world with people and queues and no conversation yet. */
export function createWorld(seed: number, now: number): World {
  const random = createRandom(seed);
  const organization = createOrganization(random, now);
  const conversations = new Map<string, Conversation>();
  const byQueue = new Map<string, Set<Conversation>>();
  const changes: Change[] = [];
  const view = createRealTimeView(changes);
  const nothing = new Set<Conversation>();

  const moved = (conversation: Conversation, placement: Placement | undefined, at: number): void => {
    if (placement && !conversation.queueIds.includes(placement.queueId)) {
      conversation.queueIds.push(placement.queueId);
    }
    for (const queueId of conversation.queueIds) {
      const known = byQueue.get(queueId);
      if (known) known.add(conversation);
      else byQueue.set(queueId, new Set([conversation]));
    }
    conversation.changedAt = Math.max(conversation.changedAt, at);
    changes.push({ at, conversation, placement, open: conversation.endedAt === undefined });
    view.catchUp(Number.POSITIVE_INFINITY);
  };

  return {
    organization,
    conversations,
    timeline: createTimeline(),
    random,
    now: view,
    add: (conversation, placement, at) => {
      conversations.set(conversation.id, conversation);
      moved(conversation, placement, at);
    },
    moved,
    newView: () => createRealTimeView(changes),
    everInQueue: (queueId) => byQueue.get(queueId) ?? nothing,
    queue: (nameOrId) => {
      const byId = organization.queues.get(nameOrId);
      if (byId) return byId;
      for (const queue of organization.queues.values()) if (queue.name === nameOrId) return queue;
      throw new RangeError(`There is no queue “${nameOrId}” in this world.`);
    },
    user: (emailOrId) => {
      const byId = organization.users.get(emailOrId);
      if (byId) return byId;
      for (const user of organization.users.values()) {
        if (user.email === emailOrId || user.name === emailOrId) return user;
      }
      throw new RangeError(`There is no user “${emailOrId}” in this world.`);
    },
    divisionIds: (conversation) => {
      const found = new Set<string>();
      for (const queueId of conversation.queueIds) {
        const queue = organization.queues.get(queueId);
        if (queue) found.add(queue.divisionId);
      }
      return [...found];
    },
  };
}
