import type { CallOptions } from './transport';

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
  /** The permission holds everywhere; `divisions` may then be only a first page. */
  all: boolean;
  divisions: { id: string; name?: string | undefined }[];
}

/** Who is signed in, and where they may act. Needs no permission. */
export interface IdentityOperations {
  getMe(options: CallOptions): Promise<Me>;
  getOrganization(options: CallOptions): Promise<Organization>;
  permittedDivisions(permission: string, options: CallOptions): Promise<PermittedDivisions>;
}
