import type { DisconnectRecord } from '../truth.ts';
import type { Conversation, Participant } from '../world/conversation.ts';
import { isOpen } from '../world/conversation.ts';
import { endIfEmpty, finish, wrapUp } from '../world/lifecycle.ts';
import { momentOf } from '../world/moment.ts';
import { endParticipant } from '../world/parts.ts';
import { invalidField, notFound, plainError } from './api-error.ts';
import { object, only, text } from './input.ts';
import { liveConversation, MEDIA_ARRAYS } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';
import { mustReach } from './operation.ts';

const DISCONNECT = ['conversation:communication:disconnect'];
const PARTICIPANT = [
  'conversation:participant:wrapup',
  'conversation:call:record',
  'conversation:communication:disconnect',
];

/** Looks a conversation up for a live operation; one that has aged out or is too new is not found. */
export function liveOne(call: Call): Conversation {
  const id = call.params.conversationId ?? '';
  call.covers([id]);
  const found = call.parts.world.conversations.get(id);
  if (!found || found.agedOut || call.at - found.startedAt < call.parts.knobs.ingestMs) throw notFound();
  return found;
}

/** `POST /conversations/{id}/disconnect`: accepted now, done a little later. */
const postDisconnect: Operation = {
  name: 'postConversationDisconnect',
  method: 'POST',
  path: '/api/v2/conversations/{conversationId}/disconnect',
  anyOf: DISCONNECT,
  scope: 'conversations',
  kind: 'send',
  run: (call) => {
    const conversation = liveOne(call);
    mustReach(call, conversation, DISCONNECT);
    const record = note(call, conversation, 'POST disconnect');
    refuseEnded(call, conversation);
    if (conversation.stubborn === undefined) {
      later(call, conversation, record, (at) =>
        finish(call.parts.world, conversation, at, 'system', 'our call', 'system wrap-up code'),
      );
    }
    return { status: call.parts.knobs.disconnectStatus, body: 'Accepted' };
  },
};

/** `DELETE /conversations/{id}`: the same, and says nothing about wrap-up. */
const deleteConversation: Operation = {
  name: 'deleteConversation',
  method: 'DELETE',
  path: '/api/v2/conversations/{conversationId}',
  anyOf: DISCONNECT,
  scope: 'conversations',
  kind: 'send',
  run: (call) => {
    const conversation = liveOne(call);
    mustReach(call, conversation, DISCONNECT);
    const record = note(call, conversation, 'DELETE');
    refuseEnded(call, conversation);
    if (conversation.stubborn === undefined || conversation.stubborn === 'DELETE') {
      const wrapup = call.parts.knobs.deleteClearsWrapup ? 'system wrap-up code' : 'after-call work stays';
      later(call, conversation, record, (at) =>
        finish(call.parts.world, conversation, at, 'system', 'our call', wrapup),
      );
    }
    return { status: 204 };
  },
};

/** `PATCH /conversations/{media}/{id}` with `state: disconnected`. The families of `chats` and `webchat` are gone. */
function patchMedia(path: string, media: Conversation['media']): Operation {
  return {
    name: `patchConversations${media[0]?.toUpperCase()}${media.slice(1)}`,
    method: 'PATCH',
    path: `/api/v2/conversations/${path}/{conversationId}`,
    anyOf: path === 'messages' ? [...DISCONNECT, 'conversation:message:park'] : DISCONNECT,
    scope: 'conversations',
    kind: 'send',
    run: (call) => {
      const conversation = liveOne(call);
      mustReach(call, conversation, DISCONNECT);
      const body = object(call.body, 'body');
      if (body.state !== undefined && body.state !== 'disconnected') {
        throw invalidField('state', `“${String(body.state)}” cannot be set, only “disconnected” can`);
      }
      if (!conversation.participants.some((each) => each.legs.some((one) => one.media === media)))
        throw notFound();
      if (body.state === undefined) return { status: 200, body: mediaAnswer(call, conversation) };
      const record = note(call, conversation, `PATCH ${path}`);
      refuseEnded(call, conversation);
      if (media === 'email' && record.moment === 'waiting' && call.parts.knobs.patchQueuedEmail === 400) {
        throw invalidField('state', 'the conversation is not in a state that allows this');
      }
      if (reaches(conversation, 'PATCH media')) {
        later(call, conversation, record, (at) =>
          finish(call.parts.world, conversation, at, 'client', 'our call', 'after-call work stays'),
        );
      }
      return { status: 200, body: mediaAnswer(call, conversation) };
    },
  };
}

/** `PATCH /conversations/{id}/participants/{pid}`: one participant, whatever the media. */
const patchParticipant: Operation = {
  name: 'patchConversationParticipant',
  method: 'PATCH',
  path: '/api/v2/conversations/{conversationId}/participants/{participantId}',
  anyOf: PARTICIPANT,
  scope: 'conversations',
  kind: 'send',
  run: (call) => {
    const conversation = liveOne(call);
    mustReach(call, conversation, PARTICIPANT);
    const target = conversation.participants.find((each) => each.id === call.params.participantId);
    if (!target) throw notFound();
    const body = object(call.body, 'body');
    only(
      body,
      ['wrapup', 'state', 'recording', 'muted', 'confined', 'held', 'wrapupSkipped', 'resumeTime'],
      'body',
    );
    if (body.state !== undefined && body.state !== 'disconnected' && body.state !== 'connected') {
      throw invalidField('state', 'can only be set to “connected” or “disconnected”');
    }
    const code =
      body.wrapup === undefined ? undefined : text(object(body.wrapup, 'wrapup').code, 'wrapup.code');
    if (body.state !== 'disconnected' && code === undefined && body.wrapupSkipped !== true)
      return { status: 202 };
    const record = note(call, conversation, 'PATCH participant');
    refuseEnded(call, conversation);
    if (!reaches(conversation, 'PATCH participant')) return { status: 202 };
    later(call, conversation, record, (at) => {
      if (code !== undefined) wrapUp(target, { code, name: code }, at);
      if (body.wrapupSkipped === true) target.wrapupSkipped = true;
      if (body.state === 'disconnected') disconnectOne(target, at);
      endIfEmpty(call.parts.world, conversation, at, 'our call');
    });
    return { status: 202 };
  },
};

export const disconnectingOperations: Operation[] = [
  postDisconnect,
  deleteConversation,
  patchMedia('calls', 'call'),
  patchMedia('callbacks', 'callback'),
  patchMedia('emails', 'email'),
  patchMedia('messages', 'message'),
  patchMedia('cobrowsesessions', 'cobrowse'),
  patchParticipant,
];

function note(call: Call, conversation: Conversation, name: DisconnectRecord['call']): DisconnectRecord {
  const record: DisconnectRecord = {
    at: call.at,
    conversationId: conversation.id,
    call: name,
    status: 0,
    executed: true,
    ...momentOf(conversation),
  };
  call.tries(record);
  return record;
}

function refuseEnded(call: Call, conversation: Conversation): void {
  const { alreadyEnded } = call.parts.knobs;
  if (conversation.endedAt !== undefined && alreadyEnded !== 'as if') throw plainError(alreadyEnded);
}

const RUNGS = ['DELETE', 'PATCH media', 'PATCH participant', 'never'];

/** True when the call stands at or above the first rung that works on this conversation. */
function reaches(conversation: Conversation, rung: 'PATCH media' | 'PATCH participant'): boolean {
  if (conversation.stubborn === undefined) return true;
  return RUNGS.indexOf(rung) >= RUNGS.indexOf(conversation.stubborn) && conversation.stubborn !== 'never';
}

function later(
  call: Call,
  conversation: Conversation,
  record: DisconnectRecord,
  run: (at: number) => void,
): void {
  const { minMs, maxMs } = call.parts.knobs.disconnectEffectMs;
  call.parts.world.timeline.at(call.at + call.parts.random.between(minMs, maxMs), (at) => {
    if (conversation.endedAt !== undefined) return;
    record.effectAt = at;
    record.momentAtEffect = momentOf(conversation).moment;
    run(at);
  });
}

function disconnectOne(target: Participant, at: number): void {
  if (target.legs.some((each) => isOpen(each) || each.state === 'disconnected'))
    endParticipant(target, at, 'client');
  // a voice leg that was left behind is released as well, which is what this rung is for
  for (const each of target.legs) if (each.media === 'call') each.state = 'terminated';
}

/** The media's own view of a conversation: the fields of the live one, with only that media's communications named. */
function mediaAnswer(call: Call, conversation: Conversation): Record<string, unknown> {
  const { id, participants, divisions } = liveConversation(call.parts.world, conversation);
  const media = MEDIA_ARRAYS[conversation.media];
  return { id, participants, divisions, selfUri: `/api/v2/conversations/${media}/${conversation.id}` };
}
