import type { Token } from '../login/tokens.ts';
import type { Parts } from '../parts.ts';
import type { DisconnectRecord } from '../truth.ts';
import type { Conversation } from '../world/conversation.ts';
import type { User } from '../world/organization.ts';
import { divisionsOf } from '../world/permissions.ts';
import { missingAny, missingDivision } from './api-error.ts';

/** One request that has got past sign-in and the budget. */
export interface Call {
  method: string;
  params: Record<string, string>;
  query: URLSearchParams;
  /** Parsed JSON; `undefined` without a body. */
  body: unknown;
  user: User;
  token: Token;
  /** Epoch ms. */
  at: number;
  parts: Parts;
  /** Says which conversations this request reads or acts on, for the truth. */
  covers(ids: Iterable<string>): void;
  /** Says that it tries to end a conversation, for the truth. */
  tries(record: DisconnectRecord): void;
}

export interface Reply {
  status: number;
  /** Becomes JSON; absent: no body. */
  body?: unknown;
}

/** One operation of the Platform API. */
export interface Operation {
  name: string;
  method: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'DELETE';
  /** As in the vendor's own listing, with `{name}` for a parameter. */
  path: string;
  /** One of these is needed, somewhere; absent: none is. */
  anyOf?: string[];
  /** The OAuth scope that an org which enforces scopes asks for. */
  scope?: string;
  /** `read`: a successful answer counts as having read the conversations it covers. */
  kind: 'read' | 'send' | 'other';
  run(call: Call): Reply;
}

/** True for a queue in whose division the user holds one of the permissions. */
export function mayUseQueue(call: Call, anyOf: string[]): (queueId: string) => boolean {
  const divisions = divisionsOf(call.user.grants, anyOf);
  const { queues } = call.parts.world.organization;
  return (queueId) => {
    if (divisions === undefined || divisions === 'all') return divisions === 'all';
    const queue = queues.get(queueId);
    return queue !== undefined && divisions.has(queue.divisionId);
  };
}

/** Throws a 403 unless the user holds one of the permissions in the conversation's divisions (any or all: a knob). */
export function mustReach(call: Call, conversation: Conversation, anyOf: string[]): void {
  const divisions = divisionsOf(call.user.grants, anyOf);
  if (divisions === undefined) throw missingAny(anyOf);
  if (divisions === 'all') return;
  const own = call.parts.world.divisionIds(conversation);
  const missing = own.filter((id) => !divisions.has(id));
  const first = missing[0];
  if (first === undefined) return;
  if (call.parts.knobs.divisionRule === 'any' && missing.length < own.length) return;
  throw missingDivision(anyOf.join(', '), first);
}
