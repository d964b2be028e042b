import type { Conversation } from '../world/conversation.ts';
import { divisionsOf } from '../world/permissions.ts';
import type {
  AnalyticsConversation,
  AnalyticsParticipant,
  AnalyticsSegment,
  AnalyticsSession,
} from './analytics-conversation.ts';
import { analyticsConversation } from './analytics-conversation.ts';
import type { DetailsQuery } from './details-query.ts';
import { requiredValues } from './filter.ts';
import type { Call } from './operation.ts';

const DAY = 86_400_000;

interface Kept {
  madeAt: number;
  user: string;
  rows: Conversation[];
  /** What each conversation was judged to be, and as of which change. */
  judged: Map<Conversation, { changedAt: number; passes: boolean }>;
}

/**
 * The list that pages are cut from: the matches in order, with a few of them in it twice, a page or so apart. It is made anew
 * every now and then, so pages shift while the world changes; a conversation that has not changed is not judged again.
 */
export function createMatchList(
  anyOf: string[],
): (call: Call, query: DetailsQuery, asOf: number) => Conversation[] {
  const kept = new Map<string, Kept>();
  return (call, query, asOf) => {
    const grants = JSON.stringify(call.user.grants);
    const before = kept.get(query.key);
    const same = before?.user === grants ? before : undefined;
    if (same && call.at - same.madeAt < call.parts.knobs.detailsRefreshMs) return same.rows;
    const judged: Kept['judged'] = same?.judged ?? new Map();
    const { world } = call.parts;
    const divisions = divisionsOf(call.user.grants, anyOf);
    const found: Conversation[] = [];
    for (const each of candidates(call, query)) {
      if (each.startedAt > asOf) continue;
      const day = Math.floor(each.startedAt / DAY);
      if (day < query.firstDay || day > query.lastDay) continue;
      if (divisions !== 'all' && !world.divisionIds(each).some((id) => divisions?.has(id))) continue;
      const known = judged.get(each);
      let passes = known?.passes ?? false;
      if (known?.changedAt !== each.changedAt) {
        passes = judge(query, analyticsConversation(world, each, asOf));
        // while its last change is still ahead of what analytics sees, the judgement may change without another one
        if (each.changedAt <= asOf) judged.set(each, { changedAt: each.changedAt, passes });
      }
      if (passes) found.push(each);
    }
    const time = query.orderBy === 'conversationEnd' ? endOf : startOf;
    found.sort((a, b) => (query.descending ? time(b) - time(a) : time(a) - time(b)));
    const rows = withRepeats(found, call.parts.knobs.detailsDuplicates);
    if (kept.size > 50) kept.clear();
    kept.set(query.key, { madeAt: call.at, user: grants, rows, judged });
    return rows;
  };
}

function startOf(each: Conversation): number {
  return each.startedAt;
}

function endOf(each: Conversation): number {
  return each.endedAt ?? Number.MAX_SAFE_INTEGER;
}

function withRepeats(found: Conversation[], share: number): Conversation[] {
  if (share === 0) return found;
  const rows: Conversation[] = [];
  const later = new Map<number, Conversation>();
  for (const [index, each] of found.entries()) {
    rows.push(each);
    const chance = Number.parseInt(each.id.slice(0, 8), 16) / 0x1_0000_0000;
    if (chance < share) later.set(index + 1 + Math.floor((chance / share) * 120), each);
    const repeat = later.get(index);
    if (repeat) rows.push(repeat);
  }
  return rows;
}

function candidates(call: Call, query: DetailsQuery): Iterable<Conversation> {
  const { world } = call.parts;
  for (const filter of [...query.conversationFilters, ...query.segmentFilters]) {
    const ids = requiredValues(filter, 'conversationId');
    if (ids) return [...ids].flatMap((id) => world.conversations.get(id) ?? []);
  }
  for (const filter of query.segmentFilters) {
    const queueIds = requiredValues(filter, 'queueId');
    if (queueIds) return new Set([...queueIds].flatMap((id) => [...world.everInQueue(id)]));
  }
  return world.conversations.values();
}

function judge(query: DetailsQuery, conversation: AnalyticsConversation): boolean {
  const onConversation = (dimension: string): string | string[] | undefined => {
    switch (dimension) {
      case 'conversationId':
        return conversation.conversationId;
      case 'conversationStart':
        return conversation.conversationStart;
      case 'conversationEnd':
        return conversation.conversationEnd;
      case 'originatingDirection':
        return conversation.originatingDirection;
      case 'divisionId':
        return conversation.divisionIds;
      default:
        return undefined;
    }
  };
  if (!query.conversationFilters.every((each) => each.test(onConversation))) return false;
  // the predicates of one entry must hold on the same segment, another entry may hold on another
  return query.segmentFilters.every((filter) => {
    for (const participant of conversation.participants) {
      for (const session of participant.sessions) {
        for (const segment of session.segments) {
          const lookup = (dimension: string): string | string[] | undefined =>
            onSegment(conversation, participant, session, segment, dimension);
          if (filter.test(lookup)) return true;
        }
      }
    }
    return false;
  });
}

function onSegment(
  conversation: AnalyticsConversation,
  participant: AnalyticsParticipant,
  session: AnalyticsSession,
  segment: AnalyticsSegment,
  dimension: string,
): string | string[] | undefined {
  switch (dimension) {
    case 'conversationId':
      return conversation.conversationId;
    case 'purpose':
      return participant.purpose;
    case 'participantName':
      return participant.participantName;
    case 'userId':
      return participant.userId;
    case 'segmentType':
      return segment.segmentType;
    case 'segmentEnd':
      return segment.segmentEnd;
    case 'queueId':
      return segment.queueId;
    case 'disconnectType':
      return segment.disconnectType;
    case 'subject':
      return segment.subject;
    case 'wrapUpCode':
      return segment.wrapUpCode;
    default: {
      const value = session[dimension === 'callbackNumber' ? 'callbackNumbers' : dimension];
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return String(value);
      return Array.isArray(value) ? value.map(String) : undefined;
    }
  }
}
