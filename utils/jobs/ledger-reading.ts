import type * as z from 'zod/mini';
import { LedgerError } from './ledger.ts';
import { bucketOf, type Item, itemSchema, type Job, jobSchema } from './ledger-schema.ts';

/** A stored job. Throws `LedgerError` when it is not one. */
export function readJob(stored: unknown): Job {
  return parsed('jobs', jobSchema, stored, keyOf(stored, ['id']));
}

/** A stored item. Throws `LedgerError` when it is not one, or lies in another drawer than its state says. */
export function readItem(stored: unknown): Item {
  const key = keyOf(stored, ['jobId', 'conversationId']);
  const item = parsed('items', itemSchema, stored, key);
  if (item.state === 'done' && item.outcome === undefined) throw new LedgerError('items', key, 'outcome');
  if (item.bucket !== bucketOf(item)) throw new LedgerError('items', key, 'bucket');
  return item;
}

function parsed<Schema extends z.ZodMiniType>(
  store: string,
  schema: Schema,
  stored: unknown,
  key: string,
): z.infer<Schema> {
  const result = schema.safeParse(stored);
  if (result.success) return result.data;
  const field = result.error.issues[0]?.path.map(String).join('.') || 'the whole record';
  throw new LedgerError(store, key, field);
}

function keyOf(stored: unknown, fields: readonly string[]): string {
  const record = (stored ?? {}) as Record<string, unknown>;
  return fields.map((field) => String(record[field])).join(' / ');
}
