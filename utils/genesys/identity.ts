import * as z from 'zod/mini';
import { answerOf, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

/** The organization that the token belongs to. */
export interface Organization {
  id: string;
  name: string;
}

/** The signed-in user, with the permissions the token carries. */
export interface Me {
  id: string;
  name: string;
  email?: string | undefined;
  username?: string | undefined;
  /** Flat strings such as `conversation:communication:disconnect`; may hold wildcards (`conversation:*:*`). */
  permissions: string[];
  organization?: Organization | undefined;
}

/** The divisions in which the user holds one permission. */
export interface PermittedDivisions {
  /** The permission holds everywhere; `divisions` is then only what the first page named. */
  all: boolean;
  divisions: { id: string; name?: string | undefined }[];
}

/** Who is signed in, and where they may act. Needs no permission. */
export interface IdentityOperations {
  getMe(options: CallOptions): Promise<Me>;
  getOrganization(options: CallOptions): Promise<Organization>;
  /** Reads every page. */
  permittedDivisions(permission: string, options: CallOptions): Promise<PermittedDivisions>;
}

/**
 * Whether one of the user's permissions covers `wanted` (`domain:entity:action`). Each part of a held permission
 * may be the wildcard `*`.
 */
export function holdsPermission(permissions: readonly string[], wanted: string): boolean {
  const parts = wanted.split(':');
  return permissions.some((held) => {
    const own = held.split(':');
    return own.length === parts.length && own.every((part, index) => part === '*' || part === parts[index]);
  });
}

const organizationSchema = z.looseObject({ id: z.string(), name: z.string() });

const meSchema = answerOf(
  z.looseObject({
    id: z.string(),
    name: text,
    email: text,
    username: text,
    authorization: z.optional(z.looseObject({ permissions: listOf(z.string()) })),
    organization: z.optional(z.looseObject({ id: text, name: text })),
  }),
);

const divisionsSchema = answerOf(
  z.looseObject({
    entities: listOf(z.looseObject({ id: z.string(), name: text })),
    pageCount: z.optional(z.number()),
    allDivsPermitted: z.optional(z.boolean()),
  }),
);

/** The identity operations over a transport. */
export function createIdentityOperations(transport: Transport): IdentityOperations {
  return {
    async getMe(options) {
      const path = '/api/v2/users/me?expand=authorization,organization';
      const me = await transport.read({ operation: 'getMe', method: 'GET', path, schema: meSchema }, options);
      const { id, email, username } = me;
      const organization = z.safeParse(organizationSchema, me.organization);
      return {
        id,
        name: me.name ?? email ?? username ?? id,
        email,
        username,
        permissions: me.authorization?.permissions ?? [],
        organization: organization.success
          ? { id: organization.data.id, name: organization.data.name }
          : undefined,
      };
    },
    async getOrganization(options) {
      const path = '/api/v2/organizations/me';
      const schema = answerOf(organizationSchema);
      const request = { operation: 'getOrganization', method: 'GET', path, schema } as const;
      const { id, name } = await transport.read(request, options);
      return { id, name };
    },
    async permittedDivisions(permission, options) {
      const found = new Map<string, { id: string; name?: string | undefined }>();
      for (let pageNumber = 1; ; pageNumber += 1) {
        const params = new URLSearchParams({ permission, pageNumber: String(pageNumber), pageSize: '100' });
        const path = `/api/v2/authorization/divisionspermitted/paged/me?${params}`;
        const request = {
          operation: 'permittedDivisions',
          method: 'GET',
          path,
          schema: divisionsSchema,
        } as const;
        const page = await transport.read(
          request,
          pageNumber === 1 ? options : { ...options, granted: false },
        );
        for (const { id, name } of page.entities) found.set(id, { id, name });
        const all = page.allDivsPermitted === true;
        const last = page.entities.length === 0 || pageNumber >= (page.pageCount ?? 1);
        if (all || last) return { all, divisions: [...found.values()] };
      }
    },
  };
}
