import type { Conversation, Media } from './conversation';
import type { CallOptions, WriteAnswer } from './transport';

/** The media whose conversations can be disconnected by a PATCH of their own. */
export type PatchableMedia = Extract<Media, 'voice' | 'callback' | 'email' | 'message' | 'cobrowse'>;

/** Reading one live conversation, and the four ways to end it. Every write needs `conversation:communication:disconnect`. */
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
