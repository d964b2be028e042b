import { holdsPermission } from '../genesys/identity.ts';

/** To end an interaction. It counts per division. */
export const DISCONNECT_PERMISSION = 'conversation:communication:disconnect';

/** The permissions that Unstick needs, by their Genesys names (required permissions as the SDK documents them). */
const NEEDED = [
  DISCONNECT_PERMISSION,
  // To read an interaction just before and just after it is ended.
  'conversation:communication:view',
  // To list what waits in a queue and to see whether an agent has picked it up.
  'analytics:queueObservation:view',
  // To find queues by name and to show the name that is confirmed.
  'routing:queue:view',
] as const;

/**
 * The needed permissions that a user lacks, by their Genesys names. Held ones may have wildcards
 * (`conversation:*:*`). `mayDisconnect` is Genesys's own answer, by division, and outweighs the list; undefined
 * when it could not be had.
 */
export function missingPermissions(held: readonly string[], mayDisconnect: boolean | undefined): string[] {
  return NEEDED.filter((name) => {
    if (name === DISCONNECT_PERMISSION && mayDisconnect !== undefined) return !mayDisconnect;
    return !holdsPermission(held, name);
  });
}
