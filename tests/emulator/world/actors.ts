import type { Conversation } from './conversation.ts';
import { agentFinishes, alertAgent, answer, customerLeaves, ignoreAlert, reopen } from './lifecycle.ts';
import type { QueuedMedia, WaitingOptions } from './waiting.ts';
import { addOneWaiting, remoteOf } from './waiting.ts';
import type { World } from './world.ts';

/** Agents who take work while something else goes on. Times are ms. */
interface PickUpOptions {
  /** A queue's name or id. */
  queue: string;
  count: number;
  /** `acd`: highest priority first, then oldest first. `random`: they pull what they like. */
  order?: 'acd' | 'random';
  /** When the first one is offered, from now; default: at once. */
  afterMs?: number;
  /** Time between two offers; default one second. */
  everyMs?: number;
  /** How long it alerts before the agent answers; default 3 s. */
  alertingMs?: number;
  /** Share of offers that nobody answers, 0 to 1; default 0. */
  ignored?: number;
  /** How long the agent works on it; default: never finishes. */
  handleMs?: number;
  /** Only these; default: whatever waits in the queue. */
  among?: string[];
}

interface ArrivalOptions {
  queue: string;
  media: QueuedMedia;
  count: number;
  afterMs?: number;
  everyMs?: number;
  senders?: NonNullable<WaitingOptions['senders']>;
}

interface HangUpOptions {
  queue: string;
  count: number;
  afterMs?: number;
  everyMs?: number;
}

/** The people who do something by themselves, at their own times and deterministic by the world's seed. */
export interface Actors {
  agentsPickUp(options: PickUpOptions): void;
  customersArrive(options: ArrivalOptions): void;
  /** Waiting customers give up, oldest first. */
  customersHangUp(options: HangUpOptions): void;
  agentFinishes(conversationId: string, afterMs?: number): void;
  /** The customer writes again `afterMs` after now; the same id is alive again if it has ended by then. */
  customerWritesAgain(conversationId: string, afterMs: number): void;
  /** Ids that an agent has answered, in order. */
  pickedUp(): string[];
  /** Ids that agents were offered, answered or not. */
  offered(): string[];
  /** Ids that arrived by `customersArrive`. */
  arrived(): string[];
  hungUp(): string[];
  reopened(): string[];
}

/** @param now gives epoch ms, from which everything is measured; `settle` brings the world up to now before anybody looks. */
export function createActors(world: World, now: () => number, settle: () => void): Actors {
  const pickedUp: string[] = [];
  const offered: string[] = [];
  const arrived: string[] = [];
  const hungUp: string[] = [];
  const reopened: string[] = [];
  const find = (id: string): Conversation => {
    const found = world.conversations.get(id);
    if (!found) throw new RangeError(`There is no conversation ${id} in this world.`);
    return found;
  };

  const repeat = (
    count: number,
    afterMs = 0,
    everyMs = 1000,
    run: (at: number, index: number) => void,
  ): void => {
    const start = now() + afterMs;
    const next = (index: number): void => {
      if (index >= count) return;
      world.timeline.at(start + index * everyMs, (at) => {
        run(at, index);
        next(index + 1);
      });
    };
    next(0);
  };

  const upToNow = (ids: string[]): string[] => {
    settle();
    return [...ids];
  };

  return {
    agentsPickUp: (options) => {
      const queue = world.queue(options.queue);
      const wanted = options.among ? new Set(options.among) : undefined;
      repeat(options.count, options.afterMs, options.everyMs, (at, index) => {
        const id = nextFor(world, queue.id, options.order ?? 'acd', wanted);
        const agentId = queue.memberIds[index % queue.memberIds.length];
        if (id === undefined || agentId === undefined) return;
        const conversation = find(id);
        if (!alertAgent(world, conversation, agentId, at)) return;
        offered.push(id);
        const taken = world.random.next() >= (options.ignored ?? 0);
        world.timeline.at(at + (options.alertingMs ?? 3000), (later) => {
          if (!taken) {
            ignoreAlert(world, conversation, later);
            return;
          }
          if (!answer(world, conversation, later)) return;
          pickedUp.push(id);
          if (options.handleMs === undefined) return;
          world.timeline.at(later + options.handleMs, (end) => agentFinishes(world, conversation, end));
        });
      });
    },
    customersArrive: (options) => {
      const queue = world.queue(options.queue);
      repeat(options.count, options.afterMs, options.everyMs, (at, index) => {
        const remote = remoteOf(world, options.media, options, index);
        arrived.push(addOneWaiting(world, options.media, queue.id, at, remote, { label: 'arrived' }).id);
      });
    },
    customersHangUp: (options) => {
      const queue = world.queue(options.queue);
      repeat(options.count, options.afterMs, options.everyMs, (at) => {
        const id = nextFor(world, queue.id, 'acd', undefined);
        if (id !== undefined && customerLeaves(world, find(id), at)) hungUp.push(id);
      });
    },
    agentFinishes: (conversationId, afterMs = 0) => {
      const conversation = find(conversationId);
      world.timeline.at(now() + afterMs, (at) => agentFinishes(world, conversation, at));
    },
    customerWritesAgain: (conversationId, afterMs) => {
      const conversation = find(conversationId);
      world.timeline.at(now() + afterMs, (at) => {
        if (reopen(world, conversation, at)) reopened.push(conversation.id);
      });
    },
    pickedUp: () => upToNow(pickedUp),
    offered: () => upToNow(offered),
    arrived: () => upToNow(arrived),
    hungUp: () => upToNow(hungUp),
    reopened: () => upToNow(reopened),
  };
}

function nextFor(
  world: World,
  queueId: string,
  order: 'acd' | 'random',
  wanted: Set<string> | undefined,
): string | undefined {
  const { waiting } = world.now.queue(queueId);
  if (order === 'random') {
    const ids = wanted ? [...wanted].filter((id) => waiting.has(id)) : [...waiting.keys()];
    return ids.length === 0 ? undefined : world.random.pick(ids);
  }
  let best: { id: string; priority: number; since: number } | undefined;
  for (const [id, place] of waiting) {
    if (wanted && !wanted.has(id)) continue;
    const priority = world.conversations.get(id)?.priority ?? 0;
    if (!best || priority > best.priority || (priority === best.priority && place.since < best.since)) {
      best = { id, priority, since: place.since };
    }
  }
  return best?.id;
}
