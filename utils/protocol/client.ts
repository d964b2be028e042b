import { type AnswerOf, COMMANDS, type CommandName, type PayloadOf } from './commands';
import { ProblemError, type Reply, type Request, replySchema } from './envelope';

/** Asks the worker. Rejects with a {@link ProblemError}: every failure has a code and words. */
export interface WorkerClient {
  ask<N extends CommandName>(command: N, payload: PayloadOf<N>): Promise<AnswerOf<N>>;
}

/**
 * Makes a client from the browser's `runtime.sendMessage`. A worker that was just stopped by the browser is
 * started again by the message itself, so one lost channel is worth exactly one more try for commands that only read.
 */
export function createWorkerClient(send: (request: Request) => Promise<unknown>): WorkerClient {
  return {
    async ask(command, payload) {
      const request: Request = { unstick: 1, command, payload };
      const reply = await deliver(send, request);
      if (!reply.ok) throw new ProblemError(reply.problem);
      const answer = COMMANDS[command].answer.safeParse(reply.value);
      if (!answer.success) {
        throw new ProblemError({ code: 'internal', detail: `unreadable answer to ${command}` });
      }
      return answer.data as AnswerOf<typeof command>;
    },
  };
}

const ASKING_AGAIN_IS_SAFE = /\.(get|list|items|active|search|export)$/;

async function deliver(send: (request: Request) => Promise<unknown>, request: Request): Promise<Reply> {
  try {
    return replySchema.parse(await send(request));
  } catch (error) {
    if (!ASKING_AGAIN_IS_SAFE.test(request.command)) throw lost(error);
    try {
      return replySchema.parse(await send(request));
    } catch (again) {
      throw lost(again);
    }
  }
}

function lost(error: unknown): ProblemError {
  return new ProblemError({
    code: 'internal',
    detail: error instanceof Error ? error.message : String(error),
  });
}
