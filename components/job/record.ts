import type { WorkerClient } from '../../utils/protocol/client';

export type RecordFormat = 'csv' | 'json';

/** A job's record, complete, in the pieces it came in. */
export interface JobRecord {
  fileName: string;
  parts: string[];
}

/** More pieces than the largest job can have; an answer that never ends must not fill the memory. */
const MOST_PIECES = 10_000;

/**
 * Pulls the whole record piece by piece. Rejects with what the worker said, or when the pieces do not advance:
 * half a record is not saved as if it were one.
 */
export async function pullRecord(
  client: WorkerClient,
  jobId: string,
  format: RecordFormat,
): Promise<JobRecord> {
  const parts: string[] = [];
  let next: number | undefined;
  for (let piece = 0; piece < MOST_PIECES; piece += 1) {
    const answer = await client.ask(
      'job.export',
      next === undefined ? { jobId, format } : { jobId, format, next },
    );
    parts.push(answer.text);
    if (answer.next === undefined) return { fileName: answer.fileName, parts };
    if (next !== undefined && answer.next <= next) throw new Error('the record does not advance');
    next = answer.next;
  }
  throw new Error('the record does not end');
}

const TYPES = { csv: 'text/csv;charset=utf-8', json: 'application/json' } as const;

/** Hands the record to the browser as a download. */
export function saveRecord(document: Document, record: JobRecord, format: RecordFormat): void {
  const url = URL.createObjectURL(new Blob(record.parts, { type: TYPES[format] }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = record.fileName;
  anchor.hidden = true;
  document.documentElement.append(anchor);
  anchor.click();
  anchor.remove();
  // The browser reads the blob after the click; a minute is ample and frees it again.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
