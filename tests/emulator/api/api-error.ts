/** One field that a request got wrong. */
export interface ErrorDetail {
  errorCode: string;
  fieldName: string;
}

/** A refusal in the vendor's words; the answer's body is its `ErrorBody`. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ErrorDetail[];
  readonly extra: Record<string, unknown>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: ErrorDetail[]; extra?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = more.details ?? [];
    this.extra = more.extra ?? {};
  }

  /** The body of the answer. A 401 for a missing token has the three fields alone, as seen. */
  body(contextId: string): Record<string, unknown> {
    const { message, code, status } = this;
    if (code === 'authentication.required') return { message, code, status };
    return {
      message,
      code,
      status,
      messageParams: {},
      contextId,
      details: this.details,
      errors: [],
      ...this.extra,
    };
  }
}

/** The request is wrong in one field. */
export function invalidField(fieldName: string, why: string): ApiError {
  return new ApiError(400, 'bad.request', `${fieldName}: ${why}`, {
    details: [{ errorCode: 'invalid.value', fieldName }],
  });
}

/** Nothing here, or nothing that this user may see. */
export function notFound(): ApiError {
  return new ApiError(404, 'not.found', 'The requested resource was not found.');
}

/** The user holds none of the permissions of which one is needed. */
export function missingAny(anyOf: string[]): ApiError {
  const permissions = `[${anyOf.join(', ')}]`;
  const text =
    'Unable to perform the requested action. You must have at least one of the following permissions assigned: ';
  return new ApiError(403, 'missing.any.permissions', text + permissions, {
    extra: { messageWithParams: `${text}{permissions}`, messageParams: { permissions } },
  });
}

/** The user holds the permission, but not in the division concerned. */
export function missingDivision(permission: string, divisionId: string): ApiError {
  const text =
    'Unable to perform the requested action. You are missing the following permission in the division: ';
  return new ApiError(403, 'missing.division.permission', `${text}${permission}, ${divisionId}`, {
    extra: {
      messageWithParams: `${text}{permission}, {division}`,
      messageParams: { permission, division: divisionId },
    },
  });
}

const PLAIN: Record<number, [code: string, message: string]> = {
  400: ['bad.request', 'The request could not be understood by the server due to malformed syntax.'],
  401: ['bad.credentials', 'Invalid login credentials.'],
  403: ['not.authorized', 'You are not authorized to perform the requested action.'],
  404: ['not.found', 'The requested resource was not found.'],
  408: ['client.timeout', 'The client did not produce a request within the server timeout limit.'],
  409: ['conflict', 'The request conflicts with the current state of the target resource.'],
  413: ['request.entity.too.large', 'The request is over the size limit. Maximum bytes: 512000'],
  415: [
    'unsupported.media.type',
    'Unsupported Media Type - Unsupported or incorrect media type, such as an incorrect Content-Type value in the header.',
  ],
  429: ['too.many.requests', 'Rate limit exceeded the maximum.'],
  500: [
    'internal.server.error',
    'The server encountered an unexpected condition which prevented it from fulfilling the request.',
  ],
  502: ['bad.gateway', 'Bad gateway.'],
  503: [
    'service.unavailable',
    'Service Unavailable - The server is currently unavailable (because it is overloaded or down for maintenance).',
  ],
  504: ['request.timeout', 'The request timed out.'],
};

/** The refusal that goes with a status, when nothing more is to be said. */
export function plainError(status: number, code?: string, message?: string): ApiError {
  const [usualCode, usualMessage] = PLAIN[status] ?? ['error', `Status ${status}.`];
  return new ApiError(status, code ?? usualCode, message ?? usualMessage);
}
