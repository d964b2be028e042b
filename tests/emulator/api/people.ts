import type { Division, Organization } from '../world/organization.ts';
import { divisionsOf } from '../world/permissions.ts';
import { invalidField } from './api-error.ts';
import { positiveParameter } from './input.ts';
import { listing } from './listing.ts';
import { iso } from './live-conversation.ts';
import type { Call, Operation } from './operation.ts';

/** Who the caller is, where from, what the caller may do and where, and the token itself. None needs a permission. */
export const peopleOperations: Operation[] = [
  {
    name: 'getUsersMe',
    method: 'GET',
    path: '/api/v2/users/me',
    scope: 'users:readonly',
    kind: 'other',
    run: (call) => {
      const expand = new Set(call.query.getAll('expand').flatMap((each) => each.split(',')));
      const { user } = call;
      const { organization } = call.parts.world;
      const division = organization.divisions.find((each) => each.id === user.divisionId);
      return {
        status: 200,
        body: {
          id: user.id,
          name: user.name,
          division: { id: user.divisionId, name: division?.name ?? '' },
          chat: { jabberId: `${user.id}@example-care.test` },
          email: user.email,
          username: user.email,
          state: 'active',
          version: 3,
          acdAutoAnswer: false,
          ...(expand.has('authorization')
            ? {
                authorization: {
                  roles: [],
                  unusedRoles: [],
                  permissions: user.grants.map((each) => each.permission),
                  permissionPolicies: user.grants.map(policy),
                },
              }
            : {}),
          ...(expand.has('organization') ? { organization: organizationJson(organization) } : {}),
          ...(expand.has('token') ? { token: tokenInfo(call) } : {}),
          selfUri: `/api/v2/users/${user.id}`,
        },
      };
    },
  },
  {
    name: 'getOrganizationsMe',
    method: 'GET',
    path: '/api/v2/organizations/me',
    scope: 'organization:readonly',
    kind: 'other',
    run: (call) => ({ status: 200, body: organizationJson(call.parts.world.organization) }),
  },
  {
    name: 'getAuthorizationDivisionspermittedMe',
    method: 'GET',
    path: '/api/v2/authorization/divisionspermitted/me',
    scope: 'authorization:readonly',
    kind: 'other',
    run: (call) => {
      const name = call.query.get('name')?.toLowerCase();
      const divisions = permitted(call).divisions;
      return {
        status: 200,
        body:
          name === undefined ? divisions : divisions.filter((each) => each.name.toLowerCase().includes(name)),
      };
    },
  },
  {
    name: 'getAuthorizationDivisionspermittedPagedMe',
    method: 'GET',
    path: '/api/v2/authorization/divisionspermitted/paged/me',
    scope: 'authorization:readonly',
    kind: 'other',
    run: (call) => {
      const { divisions, all } = permitted(call);
      const pageSize = positiveParameter(call.query, 'pageSize', 25);
      const pageNumber = positiveParameter(call.query, 'pageNumber', 1);
      const path = '/api/v2/authorization/divisionspermitted/paged/me';
      return {
        status: 200,
        body: { ...listing(path, call.query, divisions, pageNumber, pageSize), allDivsPermitted: all },
      };
    },
  },
  { ...token('getTokensMe', 'GET'), run: (call) => ({ status: 200, body: tokenInfo(call) }) },
  { ...token('headTokensMe', 'HEAD'), run: () => ({ status: 200 }) },
  {
    ...token('deleteTokensMe', 'DELETE'),
    run: (call) => {
      call.parts.tokens.revoke(call.token);
      return { status: 200 };
    },
  },
];

function organizationJson(organization: Organization): Record<string, unknown> {
  return {
    id: organization.id,
    name: organization.name,
    defaultLanguage: 'en-US',
    defaultCountryCode: 'US',
    thirdPartyOrgName: organization.domain,
    domain: organization.domain,
    version: 7,
    state: 'active',
    productPlatform: 'PureCloud',
    features: { purecloud: true },
    selfUri: `/api/v2/organizations/${organization.id}`,
  };
}

function policy(grant: { permission: string; divisions: unknown }): Record<string, unknown> {
  const [domain = '', entityName = '', action = ''] = grant.permission.split(':');
  return { domain, entityName, actionSet: [action], allowConditions: false };
}

function permitted(call: Call): {
  divisions: (Omit<Division, 'home'> & { homeDivision: boolean })[];
  all: boolean;
} {
  const permission = call.query.get('permission');
  if (permission === null || permission === '') throw invalidField('permission', 'is required');
  const held = divisionsOf(call.user.grants, [permission]);
  const { divisions } = call.parts.world.organization;
  const found = divisions.filter((each) => held === 'all' || held?.has(each.id));
  return {
    divisions: found.map(({ id, name, description, home }) => ({
      id,
      name,
      description,
      homeDivision: home,
      selfUri: `/api/v2/authorization/divisions/${id}`,
    })),
    all: held === 'all',
  };
}

function token(name: string, method: 'GET' | 'HEAD' | 'DELETE'): Omit<Operation, 'run'> {
  return { name, method, path: '/api/v2/tokens/me', kind: 'other' };
}

function tokenInfo(call: Call): Record<string, unknown> {
  const { id, name } = call.parts.world.organization;
  const { client, lastUsedAt } = call.token;
  const { tokenIdleMs } = call.parts.knobs;
  return {
    organization: { id, name },
    homeOrganization: { id, name },
    authorizedScope: client.scopes,
    ...(tokenIdleMs === undefined ? {} : { dateTokenIdles: iso(lastUsedAt + tokenIdleMs) }),
    OAuthClient: { id: client.clientId, name: client.name, organization: { id, name } },
  };
}
