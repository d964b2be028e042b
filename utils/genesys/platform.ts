import { type ActivityOperations, createActivityOperations } from './analytics-activity.ts';
import { createDetailsOperations, type DetailsOperations } from './analytics-details.ts';
import { createObservationOperations, type ObservationOperations } from './analytics-observations.ts';
import { type ConversationOperations, createConversationOperations } from './conversations.ts';
import { createIdentityOperations, type IdentityOperations } from './identity.ts';
import { createLimitOperations, type LimitOperations } from './limits.ts';
import { createRoutingOperations, type RoutingOperations } from './routing.ts';
import type { Transport } from './transport.ts';

/**
 * The Platform API as Unstick needs it. Every operation rejects with a `GenesysError`, or with the reason of
 * the aborted signal it was given; RangeError marks a call that was never legal.
 */
export interface Platform
  extends ActivityOperations,
    ObservationOperations,
    DetailsOperations,
    ConversationOperations,
    RoutingOperations,
    IdentityOperations,
    LimitOperations {}

/** The Platform API over one transport. */
export function createPlatform(transport: Transport): Platform {
  return {
    ...createActivityOperations(transport),
    ...createObservationOperations(transport),
    ...createDetailsOperations(transport),
    ...createConversationOperations(transport),
    ...createRoutingOperations(transport),
    ...createIdentityOperations(transport),
    ...createLimitOperations(transport),
  };
}
