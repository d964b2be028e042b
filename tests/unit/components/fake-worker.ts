import { createWorkerClient } from '../../../utils/protocol/client';
import { type AnswerOf, COMMANDS, type CommandName, type PayloadOf } from '../../../utils/protocol/commands';
import { ProblemError } from '../../../utils/protocol/envelope';
import type { Problem } from '../../../utils/protocol/views';

export type Answers = {
  [N in CommandName]?: (payload: PayloadOf<N>) => AnswerOf<N> | Promise<AnswerOf<N>>;
};

/**
 * A worker whose answers are given by the test. Payloads and answers pass the real schemas and the real client, so a
 * page that asks for something the worker would refuse, or reads what it would not get, fails here too.
 */
export function createFakeWorker(answers: Answers) {
  const asked: { command: CommandName; payload: unknown }[] = [];
  const client = createWorkerClient(async (request) => {
    const command = request.command as CommandName;
    asked.push({ command, payload: request.payload });
    COMMANDS[command].payload.parse(request.payload);
    const answer = answers[command] as ((payload: unknown) => unknown) | undefined;
    if (!answer) throw new Error(`no answer to ${command}`);
    try {
      return { ok: true, value: await answer(request.payload) };
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, problem: error.problem };
      throw error;
    }
  });
  return {
    client,
    answers,
    asked,
    payloadsOf: (command: CommandName) =>
      asked.filter((one) => one.command === command).map((one) => one.payload),
  };
}

export function refuse(problem: Problem): never {
  throw new ProblemError(problem);
}
