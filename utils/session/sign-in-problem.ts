import * as z from 'zod/mini';
import { type Problem, problemSchema } from '../protocol/views.ts';
import type { StorageArea } from './storage-areas.ts';

const KEY = 'sign-in problem';

/** Why nobody is signed in, kept for the next page that asks: a popup closes when the sign-in window opens. */
export interface ProblemNote {
  read(): Promise<Problem | undefined>;
  write(problem: Problem): Promise<void>;
  clear(): Promise<void>;
}

/** Keeps the last problem in `storage.session`. */
export function createProblemNote(area: StorageArea): ProblemNote {
  return {
    async read() {
      const parsed = z.safeParse(problemSchema, (await area.get(KEY))[KEY]);
      return parsed.success ? parsed.data : undefined;
    },
    write: (problem) => area.set({ [KEY]: problem }),
    clear: () => area.remove(KEY),
  };
}
