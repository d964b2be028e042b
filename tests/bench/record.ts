import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { Strategies } from './figures.ts';

const recordSchema = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.number())));

/**
 * Puts one part's figures into the file, in the place of that part's earlier ones; other parts stay. Throws, and writes
 * nothing, when the file holds something else.
 */
export function mergeInto(file: string, part: string, strategies: Strategies): void {
  const earlier = existsSync(file) ? read(file) : {};
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...earlier, [part]: strategies }, null, 2)}\n`);
}

function read(file: string): z.infer<typeof recordSchema> {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw new Error(`${file} does not hold figures of the bench; remove it and run the bench again.`);
  }
}
