/** Answers of the Platform API as it is known to write them; all ids and addresses are made up. */

export const TOKEN = 'made-up-token-0123456789abcdefghijklmnopqrstuvwxyz';
export const CONVERSATION_ID = '22222222-2222-4222-8222-222222222222';
export const QUEUE_ID = '33333333-3333-4333-8333-333333333333';

/** A call whose customer left while the agent's leg stays connected and on hold. */
export const GHOST_CALL = {
  id: CONVERSATION_ID,
  startTime: '2026-11-20T09:00:00.000Z',
  address: 'tel:+15550100',
  recordingState: 'NONE',
  securePause: false,
  divisions: [
    {
      division: { id: 'd0', selfUri: '/api/v2/authorization/divisions/d0' },
      entities: [{ id: QUEUE_ID, selfUri: `/api/v2/routing/queues/${QUEUE_ID}` }],
    },
  ],
  participants: [
    {
      id: 'pc',
      purpose: 'customer',
      participantType: 'External',
      queueId: QUEUE_ID,
      startTime: '2026-11-20T09:00:00.000Z',
      endTime: '2026-11-20T09:05:00.000Z',
      wrapupRequired: false,
      attributes: {},
      calls: [
        {
          id: 'c1',
          state: 'terminated',
          initialState: 'offering',
          direction: 'inbound',
          held: false,
          confined: false,
          disconnectType: 'endpoint',
          disconnectedTime: '2026-11-20T09:05:00.000Z',
          provider: 'Edge',
          segments: [
            {
              type: 'Interact',
              howEnded: 'Disconnect',
              disconnectType: 'endpoint',
              startTime: '2026-11-20T09:00:00.000Z',
              endTime: '2026-11-20T09:05:00.000Z',
            },
          ],
          afterCallWork: {},
          afterCallWorkRequired: false,
        },
      ],
      callbacks: [],
      chats: [],
      emails: [],
      messages: [],
    },
    {
      id: 'pa',
      purpose: 'acd',
      participantType: 'ACD',
      queueId: QUEUE_ID,
      endTime: '2026-11-20T09:01:00.000Z',
      calls: [{ id: 'c2', state: 'disconnected', disconnectType: 'transfer', peerId: 'c1' }],
    },
    {
      id: 'pg',
      purpose: 'agent',
      participantType: 'Internal',
      userId: 'u1',
      queueId: QUEUE_ID,
      wrapupPrompt: 'agentRequested',
      wrapupRequired: true,
      calls: [
        {
          id: 'c3',
          state: 'connected',
          held: true,
          startHoldTime: '2026-11-20T09:04:00.000Z',
          peerId: 'c1',
          afterCallWork: { state: 'pending' },
          segments: [{ type: 'Interact', startTime: '2026-11-20T09:01:00.000Z' }],
        },
      ],
    },
  ],
  selfUri: `/api/v2/conversations/${CONVERSATION_ID}`,
};

/** The error bodies that are known, with the status each comes with. */
export const ERRORS = {
  rateLimited: {
    message: 'Rate limit exceeded the maximum. Retry the request in [12] seconds',
    code: 'too.many.requests',
    status: 429,
    messageParams: {},
    contextId: 'c-0001',
    details: [],
    errors: [],
    limit: { key: 'token.rate.per.minute', namespace: 'platform.api', value: 300 },
  },
  missingPermission: {
    message:
      'Unable to perform the requested action. You must have at least one of the following permissions ' +
      'assigned: [conversation:communication:disconnect]',
    code: 'missing.any.permissions',
    status: 403,
    messageWithParams:
      'Unable to perform the requested action. You must have at least one of the following permissions ' +
      'assigned: {permissions}',
    messageParams: { permissions: '[conversation:communication:disconnect]' },
    contextId: 'c-0002',
    details: [],
    errors: [],
  },
  notFound: {
    message: 'The requested resource was not found.',
    code: 'not.found',
    status: 404,
    contextId: 'c-0003',
    details: [],
    errors: [],
  },
  paginationWall: {
    message: 'Pagination may not exceed 100000 results.',
    code: 'bad.request',
    status: 400,
    contextId: 'c-0004',
    details: [],
    errors: [],
  },
  conflict: {
    message: 'The request conflicts with the current state of the target resource.',
    code: 'conflict',
    status: 409,
    contextId: 'c-0005',
    details: [],
    errors: [],
  },
  unauthorized: {
    message: 'No authentication bearer token specified in authorization header.',
    code: 'authentication.required',
    status: 401,
  },
};
