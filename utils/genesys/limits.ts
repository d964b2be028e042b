import * as z from 'zod/mini';
import { answerOf, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

/** The org's effective limits. Needs no permission. */
export interface LimitOperations {
  /** Requests per minute for one token, or undefined when the org's answer does not name it. */
  getRequestLimit(options: CallOptions): Promise<number | undefined>;
}

const limitsSchema = answerOf(
  z.looseObject({ entities: listOf(z.looseObject({ key: text, value: z.optional(z.number()) })) }),
);

/** The limit operations over a transport. */
export function createLimitOperations(transport: Transport): LimitOperations {
  return {
    async getRequestLimit(options) {
      const path = '/api/v2/organizations/limits/namespaces/platform.api';
      const request = { operation: 'getRequestLimit', method: 'GET', path, schema: limitsSchema } as const;
      const { entities } = await transport.read(request, options);
      const value = entities.find((limit) => limit.key === 'token.rate.per.minute')?.value;
      return value !== undefined && value >= 1 ? value : undefined;
    },
  };
}
