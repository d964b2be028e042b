import type { Conversation, Placement } from './conversation.ts';

/** One thing that the real-time counters learn about a conversation. */
export interface Change {
  at: number;
  conversation: Conversation;
  /** Where it is from now on; `undefined`: in no queue's counters. */
  placement: Placement | undefined;
  /** False once it has ended. */
  open: boolean;
}

/** One queue as the counters see it; each map goes from the conversation's id to its placement, in order of arrival. */
export interface QueueNow {
  waiting: Map<string, Placement>;
  alerting: Map<string, Placement>;
  interacting: Map<string, Placement>;
}

/**
 * The queues as somebody sees them who is a little behind: the activity query lags by a second, the pages by more. Each
 * view walks the same list of changes at its own pace, so a request costs only what has changed since the last one.
 */
export interface RealTimeView {
  /** Takes in every change up to `asOf` (epoch ms). It never goes back. */
  catchUp(asOf: number): void;
  queue(queueId: string): QueueNow;
  queueIds(): Iterable<string>;
  placement(conversationId: string): Placement | undefined;
  /** Everything that has not ended, oldest addition first. */
  readonly open: ReadonlyMap<string, Conversation>;
}

/** @param changes the world's list, which only ever grows. */
export function createRealTimeView(changes: readonly Change[]): RealTimeView {
  const queues = new Map<string, QueueNow>();
  const placements = new Map<string, Placement>();
  const open = new Map<string, Conversation>();
  let taken = 0;
  const queue = (queueId: string): QueueNow => {
    let found = queues.get(queueId);
    if (!found) {
      found = { waiting: new Map(), alerting: new Map(), interacting: new Map() };
      queues.set(queueId, found);
    }
    return found;
  };
  return {
    catchUp: (asOf) => {
      for (let change = changes[taken]; change && change.at <= asOf; change = changes[++taken]) {
        const { id } = change.conversation;
        const before = placements.get(id);
        if (before) queue(before.queueId)[before.kind].delete(id);
        if (change.placement) {
          placements.set(id, change.placement);
          queue(change.placement.queueId)[change.placement.kind].set(id, change.placement);
        } else {
          placements.delete(id);
        }
        if (change.open) open.set(id, change.conversation);
        else open.delete(id);
      }
    },
    queue,
    queueIds: () => queues.keys(),
    placement: (conversationId) => placements.get(conversationId),
    open,
  };
}
