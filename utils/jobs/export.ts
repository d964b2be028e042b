import { csvHeader, csvRow } from './export-csv.ts';
import { JobError } from './job-problem.ts';
import type { Ledger } from './ledger.ts';
import type { Item, Job } from './ledger-schema.ts';

/** One piece of the record; the pieces in a row are the file. Without `next` it was the last. */
export interface ExportPage {
  text: string;
  next?: number | undefined;
  fileName: string;
}

const PAGE = 500;

/** The piece after `next` (from the start without it). Throws `JobError` for an unknown job. */
export async function exportPage(
  ledger: Ledger,
  jobId: string,
  format: 'csv' | 'json',
  next: number | undefined,
): Promise<ExportPage> {
  const job = await ledger.job(jobId);
  if (job === undefined) throw new JobError('no such job');
  const items = await ledger.items(jobId, { after: next, limit: PAGE });
  const isLast = items.length < PAGE;
  const text =
    format === 'csv'
      ? (next === undefined ? csvHeader() : '') + items.map((item) => csvRow(job, item)).join('')
      : jsonPiece(job, items, next === undefined, isLast);
  return {
    text,
    ...(isLast ? {} : { next: items.at(-1)?.order }),
    fileName: `${fileNameOf(job)}.${format}`,
  };
}

function jsonPiece(job: Job, items: readonly Item[], isFirst: boolean, isLast: boolean): string {
  const { confirmation: _c, breaker: _b, open: _o, ...record } = job;
  const start = isFirst ? `{"job":${JSON.stringify(record)},\n"items":[` : '';
  const rows = items.map((item) => JSON.stringify(recordOf(item)));
  const body = rows.map((row, position) => (isFirst && position === 0 ? `\n${row}` : `,\n${row}`)).join('');
  return `${start}${body}${isLast ? '\n]}\n' : ''}`;
}

/** The item without what only the pipeline needs. */
function recordOf(item: Item): object {
  const {
    jobId: _j,
    bucket: _b,
    order: _o,
    rung: _r,
    notBefore: _n,
    unknownTries: _u,
    verifyTries: _v,
    ...record
  } = item;
  return record;
}

function fileNameOf(job: Job): string {
  const what = job.queue?.name ?? 'interaction';
  const plain = what
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .toLowerCase();
  const day = new Date(job.confirmedAt ?? job.createdAt).toISOString().slice(0, 16).replace(/[:T]/g, '-');
  return `unstick-${plain || 'job'}-${day}`;
}
