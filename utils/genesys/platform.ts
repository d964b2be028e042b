import type { ActivityOperations } from './analytics-activity';
import type { DetailsOperations } from './analytics-details';
import type { ObservationOperations } from './analytics-observations';
import type { ConversationOperations } from './conversations';
import type { IdentityOperations } from './identity';
import type { LimitOperations } from './limits';
import type { RoutingOperations } from './routing';

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
