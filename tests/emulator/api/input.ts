import { invalidField } from './api-error.ts';

/** Reading of request bodies, as strict as the vendor's: what is wrong is a 400 that names the field. */

export type Fields = Record<string, unknown>;

export function object(value: unknown, field: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw invalidField(field, 'must be an object');
}

export function list(value: unknown, field: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidField(field, 'must be a list');
}

/** A list with at least one entry. */
export function filledList(value: unknown, field: string): unknown[] {
  const found = list(value, field);
  if (found.length === 0) throw invalidField(field, 'must not be empty');
  return found;
}

export function text(value: unknown, field: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw invalidField(field, 'must be a text');
}

export function oneOf<T extends string>(value: unknown, allowed: readonly T[], field: string): T {
  const found = allowed.find((each) => each === value);
  if (found !== undefined) return found;
  throw invalidField(field, `“${String(value)}” is not one of ${allowed.join(', ')}`);
}

/** A whole number from 1. */
export function positive(value: unknown, field: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value;
  throw invalidField(field, 'must be a whole number from 1');
}

/** The same from a query string; absent gives the default. */
export function positiveParameter(query: URLSearchParams, name: string, otherwise: number): number {
  const given = query.get(name);
  return given === null ? otherwise : positive(given.trim() === '' ? given : Number(given), name);
}

/** Refuses fields that the model does not have. */
export function only(fields: Fields, allowed: readonly string[], field: string): void {
  for (const name of Object.keys(fields)) {
    if (!allowed.includes(name)) throw invalidField(`${field}.${name}`, 'is not a field of this request');
  }
}
