/**
 * `npm run bench` after its set-up: measures every part, or those that are named (`npm run bench -- clear`), prints a
 * table for each and keeps the figures in `.output/bench.json`. `--count 5000` sets how many e-mails `clear` begins with.
 */
import { parseArgs } from 'node:util';
import { measureClear } from './clear/clear.ts';
import type { PartReport } from './figures.ts';
import { mergeInto } from './record.ts';
import { tableOf } from './table.ts';
import { measureWorker } from './worker.ts';

const OUTPUT = '.output/bench.json';
const MOST = 100_000;

const PARTS: Record<string, (options: { count: number }) => Promise<PartReport>> = {
  clear: measureClear,
  worker: measureWorker,
};

const { parts, count } = asked();
for (const name of parts) {
  const begun = performance.now();
  const report = await PARTS[name]?.({ count });
  if (report === undefined) continue;
  mergeInto(OUTPUT, name, report.strategies);
  const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
  say(`${tableOf(report)}\n  (${name}: measured in ${seconds} s)\n`);
}
say(`The figures are in ${OUTPUT}.`);

/** What the command line asks for; ends the bench with one sentence when that is not to be had. */
function asked(): { parts: string[]; count: number } {
  const { values, positionals } = parseArgs({
    options: { count: { type: 'string', default: '2000' } },
    allowPositionals: true,
  });
  const known = Object.keys(PARTS);
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`The bench has no part "${unknown}"; its parts are ${known.join(', ')}.`);
  const count = Number(values.count);
  if (!Number.isInteger(count) || count < 1 || count > MOST) {
    refuse(`--count takes a whole number from 1 to ${MOST}, not "${values.count}".`);
  }
  return { parts: positionals.length > 0 ? [...new Set(positionals)] : known, count };
}

function refuse(sentence: string): never {
  say(sentence);
  process.exit(1);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
