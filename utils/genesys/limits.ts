import type { CallOptions } from './transport';

/** The org's effective limits. Needs no permission. */
export interface LimitOperations {
  /** Requests per minute for one token, or undefined when the org's answer does not name it. */
  getRequestLimit(options: CallOptions): Promise<number | undefined>;
}
