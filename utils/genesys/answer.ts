import * as z from 'zod/mini';

/**
 * Wraps the schema of an answer so that a field sent as `null` counts as absent: the Platform API does both
 * for the same field. Unknown fields pass where the inner schema is loose.
 */
export function answerOf<Schema extends z.ZodMiniType>(
  schema: Schema,
): z.ZodMiniPipe<z.ZodMiniTransform<unknown, unknown>, Schema> {
  return z.pipe(z.transform(withoutNulls), schema) as z.ZodMiniPipe<
    z.ZodMiniTransform<unknown, unknown>,
    Schema
  >;
}

/** A point in time as the API writes it (ISO 8601), read as epoch ms. */
export const instant = z.pipe(
  z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text)), { error: 'not a date' })),
  z.transform((text) => Date.parse(text)),
);

/** A list that the API may leave out when it is empty. */
export function listOf<Item extends z.ZodMiniType>(item: Item): z.ZodMiniDefault<z.ZodMiniArray<Item>> {
  return z._default(z.array(item), []);
}

/** Text that may be missing. */
export const text = z.optional(z.string());

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((item) => item !== null).map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const kept: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    if (field !== null) kept[key] = withoutNulls(field);
  }
  return kept;
}
