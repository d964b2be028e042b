import type * as z from 'zod/mini';
import type { Lane } from './budget';

/** How one call is made: who waits for it, and what a 429 means to the caller. */
export interface CallOptions {
  /** `interactive` overtakes waiting `job` requests and may use the reserve. */
  lane: Lane;
  /** Aborting rejects the call with the signal's reason; a write already on the wire may still take effect. */
  signal?: AbortSignal | undefined;
  /** The caller already holds a budget grant for the first request of this call. */
  granted?: boolean | undefined;
  /** On 429: wait for the budget and try again, or throw. Reads wait and writes throw unless told. */
  onRateLimit?: 'wait' | 'throw' | undefined;
}

/** What an accepted write answered: any 2xx. Accepted does not mean ended. */
export interface WriteAnswer {
  status: number;
  /** Genesys's name for this request, to quote in a support case. */
  correlationId?: string | undefined;
}

interface Target {
  /** The operation's name, for errors and records: `getConversation`. */
  operation: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Path from the root, with its query: `/api/v2/…`. */
  path: string;
  body?: object | undefined;
}

/** A request that changes nothing, although analytics queries are sent by POST. */
export interface ReadRequest<Schema extends z.ZodMiniType> extends Target {
  schema: Schema;
}

/** A request that changes something; its answer's body is not read. */
export type WriteRequest = Target;

/** Sends requests to the Platform API of the signed-in region. Rejects with `GenesysError` or an abort reason. */
export interface Transport {
  read<Schema extends z.ZodMiniType>(
    request: ReadRequest<Schema>,
    options: CallOptions,
  ): Promise<z.infer<Schema>>;
  write(request: WriteRequest, options: CallOptions): Promise<WriteAnswer>;
}
