/** `npm test` after its set-up: every check in turn, each line counted, one sum at the end. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { z } from 'zod';

interface Sum {
  passed: number;
  failed: number;
}

const OUTPUT = 'test-output';
const BIN = resolve('node_modules/.bin');
const started = Date.now();
const total: Sum = { passed: 0, failed: 0 };
const times: string[] = [];
const only = process.argv.slice(2);

rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });

check('types', ['tsc', '--noEmit', '-p', '.']);
check('lint and format', ['biome', 'check', '--error-on-warnings']);
check('unused code', ['knip']);
vitest('unit and property tests', 'unit');
check('build for Chrome', ['wxt', 'build']);
check('build for Firefox', ['wxt', 'build', '-b', 'firefox']);
vitest('the built packages', 'built');
playwright('end to end in Chromium');

say(`\n${times.join('\n')}\nall ${seconds(started)}\n`);
say(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

function check(name: string, command: string[]): void {
  step(name, () => {
    const ok = run(command) === 0;
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  });
}

function vitest(name: string, project: string): void {
  step(name, () => {
    const file = `${OUTPUT}/vitest-${project}.json`;
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const status = run([
      'vitest',
      'run',
      '--config',
      'tests/vitest.config.ts',
      '--project',
      project,
      ...reporters,
    ]);
    const report = read(file, z.object({ numPassedTests: z.number(), numFailedTests: z.number() }));
    return countOrFail(status, report && { passed: report.numPassedTests, failed: report.numFailedTests });
  });
}

function playwright(name: string): void {
  step(name, () => {
    const file = `${OUTPUT}/playwright.json`;
    const status = run(['playwright', 'test', '--config', 'tests/playwright.config.ts'], {
      PLAYWRIGHT_JSON_OUTPUT_FILE: resolve(file),
    });
    const stats = read(
      file,
      z.object({ stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }) }),
    )?.stats;
    return countOrFail(status, stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky });
  });
}

/** A run that reports no failed test and yet did not end well counts as one failure. */
function countOrFail(status: number, sum: Sum | undefined): Sum {
  if (!sum) return { passed: 0, failed: 1 };
  return status !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

function step(name: string, work: () => Sum): void {
  if (only.length > 0 && !only.some((word) => name.includes(word))) return;
  const begun = Date.now();
  say(`\n— ${name}`);
  const sum = work();
  total.passed += sum.passed;
  total.failed += sum.failed;
  const line = `${sum.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${sum.passed} passed, ${sum.failed} failed (${seconds(begun)})`;
  times.push(line);
  say(line);
}

function run([command, ...args]: string[], env: Record<string, string> = {}): number {
  const { status } = spawnSync(join(BIN, command ?? ''), args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    // The project's own Node comes first, whatever the machine has.
    env: { ...process.env, PATH: `${BIN}${delimiter}${process.env.PATH}`, ...env },
  });
  return status ?? 1;
}

function read<T>(file: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
