import * as z from 'zod/mini';
import { GenesysError } from './error.ts';
import { correlationIdOf } from './error-body.ts';
import type { WholeAnswer } from './timed-fetch.ts';

/**
 * Reads an accepted answer by its schema. Throws `GenesysError` of kind `unreadable answer` that names the first
 * wrong field, and no value of it.
 */
export function parseAnswer<Schema extends z.ZodMiniType>(
  operation: string,
  schema: Schema,
  answer: WholeAnswer,
): z.infer<Schema> {
  const unreadable = (problem: string) =>
    new GenesysError({
      kind: 'unreadable answer',
      operation,
      message: `The answer of Genesys Cloud could not be read: ${problem}.`,
      status: answer.status,
      correlationId: correlationIdOf(answer.headers),
    });
  let json: unknown;
  try {
    json = JSON.parse(answer.body);
  } catch {
    throw unreadable('it is not JSON');
  }
  const parsed = z.safeParse(schema, json);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.map(String).join('.');
  throw unreadable(field ? `the field "${field}" is missing or wrong` : 'it is not what was asked for');
}
