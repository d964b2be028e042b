import type { Conversation } from './world/conversation.ts';
import type { Moment } from './world/moment.ts';
import { momentOf } from './world/moment.ts';
import type { World } from './world/world.ts';

/** One request as it came in. Times are epoch ms; the token itself is never kept. */
export interface RequestRecord {
  at: number;
  host: string;
  method: string;
  path: string;
  operation: string;
  status: number | 'reset' | 'timeout';
  tokenId?: string;
  /** The conversations it reads or acts on: the one in the path, those in a filter, those in a listing's answer. */
  conversationIds: string[];
}

type DisconnectCall = 'POST disconnect' | 'DELETE' | `PATCH ${string}`;

/** One call that tried to end something, and what the conversation was at that instant. */
export interface DisconnectRecord {
  at: number;
  conversationId: string;
  call: DisconnectCall;
  /** What the caller was told. A call that was refused or lost without being carried out has `executed: false`. */
  status: number | 'reset' | 'timeout';
  executed: boolean;
  moment: Moment;
  agentConnected: boolean;
  customerConnected: boolean;
  /** When it took effect, and what was there by then; absent while it has had none. */
  effectAt?: number;
  momentAtEffect?: Moment;
}

interface RateRecord {
  requests: number;
  refused429: number;
  byOperation: Record<string, number>;
}

/** What really happened, whatever anybody's own report says. */
export interface Truth {
  requests(): readonly RequestRecord[];
  disconnects(): readonly DisconnectRecord[];
  /** The full state, as a copy. Throws for an unknown id. */
  conversation(id: string): ConversationTruth;
  /** A queue by name or id: who waits, alerts, interacts, right now and without lag. */
  queue(nameOrId: string): { waiting: string[]; alerting: string[]; interacting: string[] };
  /** Ended by one of our calls although an agent and the customer were both connected when it was made. */
  wronglyEnded(): string[];
  /** Ids with two executed sends and no successful read of that id in between. */
  sentTwiceWithoutRead(): string[];
  /** Ids that have ended, and by whom. */
  ended(by?: NonNullable<Conversation['endedBy']>): string[];
  rate(): RateRecord;
}

interface ConversationTruth {
  id: string;
  media: Conversation['media'];
  label?: string;
  startedAt: number;
  endedAt?: number;
  endedBy?: Conversation['endedBy'];
  queueIds: string[];
  moment: Moment;
  agentConnected: boolean;
  customerConnected: boolean;
  participants: Conversation['participants'];
}

/** The writing side, for the emulator itself. */
export interface TruthKeeper extends Truth {
  request(record: RequestRecord): void;
  disconnect(record: DisconnectRecord): void;
  /** A call that was to end this conversation was refused or lost before anybody looked at it. */
  refused(conversationId: string, request: RequestRecord, status: DisconnectRecord['status']): void;
  /** A successful read of these ids has been answered. */
  read(ids: readonly string[]): void;
}

/** @param settle brings the world up to now before anybody looks. */
export function createTruth(world: World, settle: () => void): TruthKeeper {
  const requests: RequestRecord[] = [];
  const disconnects: DisconnectRecord[] = [];
  const unread = new Set<string>();
  const twice = new Set<string>();
  return {
    request: (record) => void requests.push(record),
    disconnect: (record) => {
      disconnects.push(record);
      if (!record.executed) return;
      if (unread.has(record.conversationId)) twice.add(record.conversationId);
      unread.add(record.conversationId);
    },
    refused: (conversationId, { at, method, operation }, status) => {
      const found = world.conversations.get(conversationId);
      if (!found) return;
      const call =
        method === 'POST'
          ? 'POST disconnect'
          : method === 'DELETE'
            ? 'DELETE'
            : (`PATCH (${operation})` as const);
      disconnects.push({ at, conversationId, call, status, executed: false, ...momentOf(found) });
    },
    read: (ids) => {
      for (const id of ids) unread.delete(id);
    },
    requests: () => requests,
    disconnects: () => {
      settle();
      return disconnects;
    },
    conversation: (id) => {
      settle();
      const found = world.conversations.get(id);
      if (!found) throw new RangeError(`There is no conversation ${id} in this world.`);
      return {
        id,
        media: found.media,
        ...(found.label === undefined ? {} : { label: found.label }),
        startedAt: found.startedAt,
        ...(found.endedAt === undefined ? {} : { endedAt: found.endedAt, endedBy: found.endedBy }),
        queueIds: [...found.queueIds],
        ...momentOf(found),
        participants: structuredClone(found.participants),
      };
    },
    queue: (nameOrId) => {
      settle();
      const now = world.now.queue(world.queue(nameOrId).id);
      return {
        waiting: [...now.waiting.keys()],
        alerting: [...now.alerting.keys()],
        interacting: [...now.interacting.keys()],
      };
    },
    wronglyEnded: () => {
      settle();
      const wrong = disconnects.filter(
        (each) => each.effectAt !== undefined && each.agentConnected && each.customerConnected,
      );
      return [...new Set(wrong.map((each) => each.conversationId))];
    },
    sentTwiceWithoutRead: () => [...twice],
    ended: (by) => {
      settle();
      const found: string[] = [];
      for (const each of world.conversations.values()) {
        if (each.endedAt !== undefined && (by === undefined || each.endedBy === by)) found.push(each.id);
      }
      return found;
    },
    rate: () => {
      const byOperation: Record<string, number> = {};
      let refused429 = 0;
      let count = 0;
      for (const each of requests) {
        if (!each.host.startsWith('api.')) continue;
        count += 1;
        byOperation[each.operation] = (byOperation[each.operation] ?? 0) + 1;
        if (each.status === 429) refused429 += 1;
      }
      return { requests: count, refused429, byOperation };
    },
  };
}
