import * as z from 'zod/mini';
import { type Problem, problemSchema } from './views';

/** What travels to the worker: a command's name and its payload, nothing else. */
export const requestSchema = z.object({ unstick: z.literal(1), command: z.string(), payload: z.unknown() });
export type Request = z.infer<typeof requestSchema>;

/** What comes back: the answer, or the problem in its place. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), problem: problemSchema }),
]);
export type Reply = z.infer<typeof replySchema>;

/** A problem that was said out loud: thrown by the worker's handlers, and by the client when a reply holds one. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail ? `${problem.code}: ${problem.detail}` : problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}
