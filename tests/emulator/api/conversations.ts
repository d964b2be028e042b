import { liveOne } from './disconnecting.ts';
import { liveConversation } from './live-conversation.ts';
import type { Operation } from './operation.ts';
import { mustReach } from './operation.ts';

const VIEW = ['conversation:communication:view'];

export const conversationOperations: Operation[] = [
  {
    name: 'getConversation',
    method: 'GET',
    path: '/api/v2/conversations/{conversationId}',
    anyOf: VIEW,
    scope: 'conversations:readonly',
    kind: 'read',
    run: (call) => {
      const conversation = liveOne(call);
      mustReach(call, conversation, VIEW);
      return { status: 200, body: liveConversation(call.parts.world, conversation) };
    },
  },
];
