import type { IdentityOperations } from '../genesys/identity.ts';
import type { Region } from '../genesys/regions.ts';
import { ProblemError } from '../protocol/envelope.ts';
import type { Who } from '../protocol/views.ts';
import { DISCONNECT_PERMISSION, missingPermissions } from './permissions.ts';

/** Whose token it is, and what that user may do. */
export interface Identified {
  who: Who;
  permissions: string[];
  missingPermissions: string[];
}

/** Asks Genesys whose token it is. Rejects with the platform's `GenesysError`. */
export async function identify(platform: IdentityOperations, region: Region): Promise<Identified> {
  const options = { lane: 'interactive' } as const;
  const me = await platform.getMe(options);
  const organization = me.organization ?? (await platform.getOrganization(options));
  // Only a pre-check: when Genesys does not answer it, the list of permissions has to do.
  const permitted = await platform.permittedDivisions(DISCONNECT_PERMISSION, options).catch(() => undefined);
  const mayDisconnect = permitted && (permitted.all || permitted.divisions.length > 0);
  return {
    who: {
      region,
      orgId: organization.id,
      orgName: organization.name,
      userId: me.id,
      userName: me.name,
      userEmail: me.email ?? me.username ?? '',
    },
    permissions: me.permissions,
    missingPermissions: missingPermissions(me.permissions, mayDisconnect),
  };
}

/** Throws `ProblemError` (`another organisation`, `another user`) unless both are the same user in the same org. */
export function expectSame(found: Who, expected: Who): void {
  if (found.orgId !== expected.orgId) {
    throw new ProblemError({
      code: 'another organisation',
      detail: `${found.orgName}, not ${expected.orgName}`,
    });
  }
  if (found.userId !== expected.userId) {
    throw new ProblemError({ code: 'another user', detail: `${found.userName}, not ${expected.userName}` });
  }
}
