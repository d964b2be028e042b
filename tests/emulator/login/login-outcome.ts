import type { ApiOutcome } from '../api/api.ts';
import type { Parts } from '../parts.ts';
import type { LoginRequest } from './code-exchange.ts';
import type { LoginDesk } from './login.ts';

/** One request to the login host, with the faults that are in the way and a note in the truth. */
export function answerLogin(parts: Parts, desk: LoginDesk, request: LoginRequest): ApiOutcome {
  const { method, url } = request;
  const fault = parts.faults.strike({
    method,
    host: url.host,
    path: url.pathname,
    operation: 'login',
    ids: [],
  });
  const note = (status: number | 'reset' | 'timeout'): void =>
    parts.truth.request({
      at: parts.clock.now(),
      host: url.host,
      method,
      path: url.pathname,
      operation: 'login',
      status,
      conversationIds: [],
    });
  const answered = !fault || fault.executes || fault.effect === 'slow' || fault.effect === 'bad json';
  const response = answered ? desk.answer(request) : undefined;
  if (fault?.effect === 'reset' || fault?.effect === 'timeout') {
    note(fault.effect);
    return { broken: fault.effect };
  }
  if (fault && typeof fault.effect === 'object') {
    const { status, code = 'server_error', message = 'Something went wrong.' } = fault.effect;
    note(status);
    const body = { error: code, description: message, error_description: message };
    return { response: Response.json(body, { status }), slowMs: 0 };
  }
  if (fault?.effect === 'bad json' || !response) {
    note(200);
    return { response: new Response('{"access_token": "<html>'), slowMs: 0 };
  }
  note(response.status);
  return { response, slowMs: fault?.effect === 'slow' ? (fault.slowMs ?? 10_000) : 0 };
}
