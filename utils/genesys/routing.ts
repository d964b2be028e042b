import type { CallOptions } from './transport';

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
  /** Queues whose name contains `name` (an empty name finds all), by name, `pageNumber` from 1. */
  searchQueues(name: string, pageNumber: number, options: CallOptions): Promise<QueuePage>;
}
