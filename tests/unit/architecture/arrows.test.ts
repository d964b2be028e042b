import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** What each room may import besides itself. The clock is a leaf that everybody may use. */
const ROOMS: Record<string, string[]> = {
  'utils/clock': [],
  'utils/genesys': ['utils/clock'],
  'utils/triage': ['utils/genesys', 'utils/clock'],
  'utils/jobs': ['utils/triage', 'utils/genesys', 'utils/clock'],
  'utils/session': ['utils/genesys', 'utils/clock', 'utils/protocol'],
  'utils/protocol': [],
  'utils/views': ['utils/protocol', 'utils/clock'],
  components: ['utils/protocol', 'utils/clock'],
};
const WORDS = ['utils/jobs/states.ts', 'utils/triage/verdicts.ts'];
const MAY_USE_WORDS = ['utils/protocol', 'utils/views', 'components', 'entrypoints'];
const PAGES_NEVER_REACH = /^utils\/(genesys|jobs|session|triage)\//;

const files = sourceFiles(['utils', 'components', 'entrypoints']);
const graph = new Map(files.map((file) => [file, importsOf(file)]));

describe('the direction of the arrows', () => {
  test('there is a graph to read', () => {
    expect(files.length).toBeGreaterThan(20);
    expect([...graph.values()].flat().length).toBeGreaterThan(20);
  });

  test('every file of a room imports only the rooms below it', () => {
    const wrong = [...graph].flatMap(([file, imports]) =>
      imports.filter((target) => !allowed(file, target)).map((target) => `${file} -> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('what runs in pages reaches nothing of the pipeline, not even by a detour', () => {
    const starts = files.filter((file) =>
      /^(components|utils\/views|entrypoints\/(?!background))/.test(file),
    );
    const wrong = starts.flatMap((file) =>
      [...closure(file)]
        .filter((target) => PAGES_NEVER_REACH.test(target) && !WORDS.includes(target))
        .filter(
          (target) =>
            !(file.startsWith('entrypoints/genesys.content') && target === 'utils/genesys/regions.ts'),
        )
        .map((target) => `${file} ..> ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('only entrypoints and browser adapters import the browser', () => {
    const users = files.filter((file) => /from 'wxt\/browser'/.test(read(file)));
    expect(
      users.filter((file) => !file.startsWith('entrypoints/') && !/browser-ports\.ts$/.test(file)),
    ).toEqual([]);
  });

  test('the vendor SDK lends its types and nothing else', () => {
    const users = files.filter((file) =>
      /^import (?!type)[^;]*purecloud-platform-client-v2/m.test(read(file)),
    );
    expect(users).toEqual([]);
  });
});

function allowed(file: string, target: string): boolean {
  const from = roomOf(file);
  const to = roomOf(target);
  if (from === 'entrypoints') {
    if (/^entrypoints\/background/.test(file)) return true;
    return (
      (to !== undefined &&
        ['entrypoints', 'components', 'utils/views', 'utils/protocol', 'utils/clock'].includes(to)) ||
      WORDS.includes(target) ||
      (file.startsWith('entrypoints/genesys.content') && target === 'utils/genesys/regions.ts')
    );
  }
  if (from === to) return true;
  if (from && WORDS.includes(target) && MAY_USE_WORDS.includes(from)) return true;
  return from !== undefined && to !== undefined && (ROOMS[from] ?? []).includes(to);
}

function roomOf(file: string): string | undefined {
  if (file.startsWith('entrypoints/')) return 'entrypoints';
  return Object.keys(ROOMS).find((room) => file.startsWith(`${room}/`));
}

function closure(start: string, seen = new Set<string>()): Set<string> {
  for (const next of graph.get(start) ?? []) {
    if (seen.has(next)) continue;
    seen.add(next);
    closure(next, seen);
  }
  return seen;
}

/** The run-time imports of a file inside this repository; a type import leaves no trace in a bundle. */
function importsOf(file: string): string[] {
  const text = read(file);
  const found = text.matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.{1,2}\/[^'?]+)(?:\?[^']*)?'/gm,
  );
  return [...found].map(([, path = '']) => resolveImport(file, path)).filter((path) => path !== undefined);
}

function resolveImport(file: string, path: string): string | undefined {
  const base = relative(root, resolve(root, dirname(file), path));
  return ['', '.ts', '.tsx'].map((ending) => base + ending).find((name) => files.includes(name));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

function sourceFiles(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name}`)
      .filter((name) => /\.tsx?$/.test(name)),
  );
}
