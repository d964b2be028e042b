import { notFound } from './api-error.ts';
import { positiveParameter } from './input.ts';
import { listing } from './listing.ts';
import type { Call, Operation, Reply } from './operation.ts';

const NAMESPACES = [
  'analytics',
  'analytics.realtime',
  'auth.api',
  'conversation',
  'notifications',
  'platform.api',
];

/** The org's limits, as it is told them: the numbers that are really enforced are the knobs' business. */
export const limitOperations: Operation[] = [
  {
    name: 'getOrganizationsLimitsNamespaces',
    method: 'GET',
    path: '/api/v2/organizations/limits/namespaces',
    kind: 'other',
    run: (call) => {
      const pageSize = positiveParameter(call.query, 'pageSize', 100);
      const pageNumber = positiveParameter(call.query, 'pageNumber', 1);
      const path = '/api/v2/organizations/limits/namespaces';
      return { status: 200, body: listing(path, call.query, NAMESPACES, pageNumber, pageSize) };
    },
  },
  {
    name: 'getOrganizationsLimitsNamespace',
    method: 'GET',
    path: '/api/v2/organizations/limits/namespaces/{namespaceName}',
    kind: 'other',
    run: (call) => {
      const { ratePerMinute, advertisedRatePerMinute } = call.parts.knobs;
      return limits(call, advertisedRatePerMinute ?? ratePerMinute);
    },
  },
  {
    name: 'getOrganizationsLimitsNamespaceDefaults',
    method: 'GET',
    path: '/api/v2/organizations/limits/namespaces/{namespaceName}/defaults',
    kind: 'other',
    run: (call) => limits(call, 300),
  },
];

function limits(call: Call, perToken: number): Reply {
  const namespace = call.params.namespaceName ?? '';
  if (!NAMESPACES.includes(namespace)) throw notFound();
  const values: Record<string, number> =
    namespace === 'platform.api'
      ? {
          'client.credentials.token.rate.per.minute': 300,
          'org.app.user.rate.per.minute': 3000,
          'request.bytes.max': 512_000,
          'token.rate.per.minute': perToken,
        }
      : namespace === 'notifications'
        ? { 'channels.per.user.app': 20, 'topics.per.channel': 1000 }
        : {};
  return {
    status: 200,
    body: { entities: Object.entries(values).map(([key, value]) => ({ key, namespace, value })) },
  };
}
