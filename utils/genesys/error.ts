/** What went wrong, in the words the rest of the product decides by. */
export type GenesysErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'not found'
  | 'conflict'
  | 'bad request'
  | 'rate limited'
  | 'server'
  | 'network'
  | 'timeout'
  | 'unreadable answer';

/** What is known of a failed call. */
export interface GenesysFailure {
  kind: GenesysErrorKind;
  /** The operation's name: `getConversation`. */
  operation: string;
  message: string;
  /** HTTP status; undefined when there was no answer. */
  status?: number | undefined;
  /** The error body's code, such as `missing.any.permissions`. */
  code?: string | undefined;
  /** Genesys's name for the request, to quote in a support case. */
  correlationId?: string | undefined;
  /** How long Genesys asks to wait, ms. */
  retryAfterMs?: number | undefined;
  /** The permissions a 403 names, such as `conversation:communication:disconnect`. */
  missingPermissions?: string[] | undefined;
}

/** A call to the Platform API that failed. Never holds the token or a request header. */
export class GenesysError extends Error implements GenesysFailure {
  override readonly name = 'GenesysError';
  readonly kind: GenesysErrorKind;
  readonly operation: string;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly correlationId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly missingPermissions: string[] | undefined;

  constructor(failure: GenesysFailure) {
    super(failure.message);
    this.kind = failure.kind;
    this.operation = failure.operation;
    this.status = failure.status;
    this.code = failure.code;
    this.correlationId = failure.correlationId;
    this.retryAfterMs = failure.retryAfterMs;
    this.missingPermissions = failure.missingPermissions;
  }
}
