/**
 * Why a sign-in gave no token: `denied` by the person, `refused` by Genesys (wrong client, spent code, …), the
 * answer belonged to another sign-in (`state mismatch`), it made no sense (`unreadable answer`), or there was
 * none in time (`timeout`) or at all (`network`).
 */
export type OAuthErrorKind =
  | 'denied'
  | 'refused'
  | 'state mismatch'
  | 'unreadable answer'
  | 'timeout'
  | 'network';

/** What is known of a failed sign-in. */
export interface OAuthFailure {
  kind: OAuthErrorKind;
  message: string;
  /** The answer's `error`, such as `access_denied`. */
  code?: string | undefined;
  /** The answer's `error_description`. */
  description?: string | undefined;
}

/** A sign-in that failed. Never holds a token, a code or a verifier. */
export class OAuthError extends Error implements OAuthFailure {
  override readonly name = 'OAuthError';
  readonly kind: OAuthErrorKind;
  readonly code: string | undefined;
  readonly description: string | undefined;

  constructor(failure: OAuthFailure) {
    super(failure.message);
    this.kind = failure.kind;
    this.code = failure.code;
    this.description = failure.description;
  }
}
