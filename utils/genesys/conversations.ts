import type { Models } from 'purecloud-platform-client-v2';
import { type Conversation, conversationSchema, type Media } from './conversation.ts';
import { GenesysError } from './error.ts';
import type { CallOptions, Transport, WriteAnswer } from './transport.ts';

/**
 * The path of each medium whose conversations can be disconnected by a PATCH of their own. Chats are not among
 * them: those operations left the API in 2026.
 */
const PATH_OF_MEDIA = {
  voice: 'calls',
  callback: 'callbacks',
  email: 'emails',
  message: 'messages',
  cobrowse: 'cobrowsesessions',
} as const satisfies Partial<Record<Media, string>>;

/** A medium whose conversations can be disconnected by a PATCH of their own. */
export type PatchableMedia = keyof typeof PATH_OF_MEDIA;

/** Whether conversations of this medium can be disconnected by a PATCH of their own. */
export function isPatchable(media: string): media is PatchableMedia {
  return Object.hasOwn(PATH_OF_MEDIA, media);
}

/**
 * Reading one live conversation, and the four ways to end it. Every write needs
 * `conversation:communication:disconnect`, is sent once, and is accepted by any 2xx.
 */
export interface ConversationOperations {
  /** Live state. Needs `conversation:communication:view`. */
  getConversation(conversationId: string, options: CallOptions): Promise<Conversation>;
  /** `POST …/disconnect`: full teardown, also gives pending wrap-ups a system code. Usually 202: accepted, not ended. */
  disconnect(conversationId: string, options: CallOptions): Promise<WriteAnswer>;
  /** `DELETE …`: disconnects all participants. */
  deleteConversation(conversationId: string, options: CallOptions): Promise<WriteAnswer>;
  /** PATCH by medium with state `disconnected`. */
  patchMedia(media: PatchableMedia, conversationId: string, options: CallOptions): Promise<WriteAnswer>;
  /** PATCH of one participant with state `disconnected`; the others stay. */
  patchParticipant(conversationId: string, participantId: string, options: CallOptions): Promise<WriteAnswer>;
}

/** The conversation operations over a transport. Ids are escaped; an answer about another id is refused. */
export function createConversationOperations(transport: Transport): ConversationOperations {
  return {
    async getConversation(conversationId, options) {
      const operation = 'getConversation';
      const conversation = await transport.read(
        { operation, method: 'GET', path: pathOf(conversationId), schema: conversationSchema },
        options,
      );
      if (conversation.id.toLowerCase() === conversationId.toLowerCase()) return conversation;
      throw new GenesysError({
        kind: 'unreadable answer',
        operation,
        message: 'The answer of Genesys Cloud is about another conversation.',
      });
    },
    disconnect(conversationId, options) {
      const path = `${pathOf(conversationId)}/disconnect`;
      return transport.write({ operation: 'disconnect', method: 'POST', path }, options);
    },
    deleteConversation(conversationId, options) {
      const path = pathOf(conversationId);
      return transport.write({ operation: 'deleteConversation', method: 'DELETE', path }, options);
    },
    patchMedia(media, conversationId, options) {
      const path = `${ROOT}/${PATH_OF_MEDIA[media]}/${encodeURIComponent(conversationId)}`;
      const body = { state: 'disconnected' } satisfies Partial<Models.Conversation>;
      return transport.write({ operation: 'patchMedia', method: 'PATCH', path, body }, options);
    },
    patchParticipant(conversationId, participantId, options) {
      const path = `${pathOf(conversationId)}/participants/${encodeURIComponent(participantId)}`;
      const body = { state: 'disconnected' } satisfies Models.MediaParticipantRequest;
      return transport.write({ operation: 'patchParticipant', method: 'PATCH', path, body }, options);
    },
  };
}

const ROOT = '/api/v2/conversations';

function pathOf(conversationId: string): string {
  return `${ROOT}/${encodeURIComponent(conversationId)}`;
}
