import * as z from 'zod/mini';
import { GenesysError } from '../genesys/error.ts';

/** What can go wrong with a job, by the names that the worker's answers use. */
export const jobProblemSchema = z.object({
  code: z.enum([
    'not signed in',
    'token expired',
    'another user',
    'another organisation',
    'permission missing',
    'not a conversation',
    'not a queue',
    'stale confirmation',
    'name does not match',
    'reason missing',
    'draft incomplete',
    'nothing chosen',
    'too many',
    'forbidden by policy',
    'refused as live',
    'no such job',
    'wrong state',
    'rate limited',
    'offline',
    'Genesys error',
    'unreadable answer',
    'internal',
  ]),
  detail: z.optional(z.string()),
  status: z.optional(z.number()),
  genesysCode: z.optional(z.string()),
  correlationId: z.optional(z.string()),
  missingPermissions: z.optional(z.array(z.string())),
});
export type JobProblem = z.infer<typeof jobProblemSchema>;
export type JobProblemCode = JobProblem['code'];

/** A request about a job that was refused, or went wrong; `problem.code` says which. */
export class JobError extends Error {
  override readonly name = 'JobError';
  readonly problem: JobProblem;
  constructor(problem: JobProblem | JobProblemCode, detail?: string) {
    const whole = typeof problem === 'string' ? { code: problem, ...(detail ? { detail } : {}) } : problem;
    super(whole.detail ? `${whole.code}: ${whole.detail}` : whole.code);
    this.problem = whole;
  }
}

const CODE_OF_KIND = {
  unauthorized: 'token expired',
  forbidden: 'permission missing',
  'not found': 'Genesys error',
  conflict: 'Genesys error',
  'bad request': 'Genesys error',
  'rate limited': 'rate limited',
  server: 'Genesys error',
  network: 'offline',
  timeout: 'Genesys error',
  'unreadable answer': 'unreadable answer',
} as const satisfies Record<GenesysError['kind'], JobProblemCode>;

/** Any failure as a problem that can be stored and shown: the details that Genesys gave, never the token. */
export function problemOf(error: unknown): JobProblem {
  if (error instanceof JobError) return error.problem;
  if (error instanceof GenesysError) {
    return {
      code: CODE_OF_KIND[error.kind],
      detail: error.message,
      status: error.status,
      genesysCode: error.code,
      correlationId: error.correlationId,
      missingPermissions: error.missingPermissions,
    };
  }
  // A part that was handed in, such as the sign-in, tells its own problem in the same words.
  const told = jobProblemSchema.safeParse((error as { problem?: unknown } | undefined)?.problem);
  if (told.success) return told.data;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
