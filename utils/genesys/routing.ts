import * as z from 'zod/mini';
import { answerOf, listOf, text } from './answer.ts';
import type { CallOptions, Transport } from './transport.ts';

/** A queue by id, name and division. */
export interface Queue {
  id: string;
  name: string;
  divisionId?: string | undefined;
}

/** One page of queues found by name. */
export interface QueuePage {
  queues: Queue[];
  /** From 1. */
  pageNumber: number;
  pageCount: number;
  total: number;
}

/** Queues. Needs `routing:queue:view`. */
export interface RoutingOperations {
  getQueue(queueId: string, options: CallOptions): Promise<Queue>;
  /**
   * Queues whose name contains `name` (an empty name finds all), by name, 25 a page, `pageNumber` from 1. A `*`
   * in the name matches anything, as it does in Genesys itself.
   */
  searchQueues(name: string, pageNumber: number, options: CallOptions): Promise<QueuePage>;
}

const queueSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  division: z.optional(z.looseObject({ id: text })),
});

const listingSchema = answerOf(
  z.looseObject({
    entities: listOf(queueSchema),
    pageNumber: z.optional(z.number()),
    pageCount: z.optional(z.number()),
    total: z.optional(z.number()),
  }),
);

const PAGE_SIZE = 25;

/** The queue operations over a transport. */
export function createRoutingOperations(transport: Transport): RoutingOperations {
  return {
    async getQueue(queueId, options) {
      const path = `/api/v2/routing/queues/${encodeURIComponent(queueId)}`;
      const schema = answerOf(queueSchema);
      return queueOf(await transport.read({ operation: 'getQueue', method: 'GET', path, schema }, options));
    },
    async searchQueues(name, pageNumber, options) {
      const params = new URLSearchParams({ pageNumber: String(pageNumber), pageSize: String(PAGE_SIZE) });
      params.set('sortOrder', 'asc');
      const wanted = name.trim();
      if (wanted !== '') params.set('name', `*${wanted}*`);
      const path = `/api/v2/routing/queues?${params}`;
      const request = { operation: 'searchQueues', method: 'GET', path, schema: listingSchema } as const;
      const listing = await transport.read(request, options);
      const total = listing.total ?? listing.entities.length;
      return {
        queues: listing.entities.map(queueOf),
        pageNumber: listing.pageNumber ?? pageNumber,
        pageCount: listing.pageCount ?? Math.ceil(total / PAGE_SIZE),
        total,
      };
    },
  };
}

function queueOf({ id, name, division }: z.infer<typeof queueSchema>): Queue {
  return { id, name, divisionId: division?.id };
}
