import type { Evidence } from '../triage/verdicts.ts';
import type { Item, Job } from './ledger-schema.ts';

type Cell = string | number | undefined;

/** The columns in their order. Times are UTC. */
const COLUMNS: readonly (readonly [string, (job: Job, item: Item) => Cell])[] = [
  ['Confirmed at', (job) => iso(job.confirmedAt)],
  ['Organisation', (job) => job.who.orgName],
  ['Organisation id', (job) => job.who.orgId],
  ['Region', (job) => job.who.region],
  ['User', (job) => job.who.userName],
  ['User e-mail', (job) => job.who.userEmail],
  ['Queue', (job, item) => job.queue?.name ?? item.queueName],
  ['Queue id', (job) => job.queue?.id],
  ['Conversation id', (_, item) => item.conversationId],
  ['Media', (_, item) => item.media],
  ['From', (_, item) => item.from ?? item.remote],
  ['To', (_, item) => item.to],
  ['Since', (_, item) => iso(item.since)],
  ['Verdict', (_, item) => item.confirmed?.verdict],
  ['Evidence', (_, item) => evidenceText(item.confirmed?.evidence)],
  ['Found instead', (_, item) => item.found?.verdict],
  ['Evidence found', (_, item) => evidenceText(item.found?.evidence)],
  ['Outcome', (_, item) => item.outcome ?? item.state],
  ['Reason', (_, item) => item.reason],
  ['Reason given', (job) => job.reasonText],
  ['Attempts', (_, item) => item.attempts.length],
  ['Last read at', (_, item) => iso(item.attempts.at(-1)?.readAt)],
  ['Last sent at', (_, item) => iso(item.attempts.at(-1)?.at)],
  ['Last call', (_, item) => item.attempts.at(-1)?.call],
  ['Last status', (_, item) => item.attempts.at(-1)?.status],
  ['Last code', (_, item) => item.attempts.at(-1)?.code],
  ['Correlation id', (_, item) => item.attempts.at(-1)?.correlationId],
  ['Accepted at', (_, item) => iso(item.acceptedAt)],
  ['Verified at', (_, item) => iso(item.settledAt)],
];

/** The first line, after the mark by which Excel knows UTF-8. */
export function csvHeader(): string {
  return `\uFEFF${line(COLUMNS.map(([name]) => name))}`;
}

/** One item's line. */
export function csvRow(job: Job, item: Item): string {
  return line(COLUMNS.map(([, read]) => read(job, item)));
}

/** RFC 4180, lines ended by CRLF. */
function line(cells: readonly Cell[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/**
 * A cell that is nothing but its text. A sender's name is written by strangers: what a spreadsheet would take for a
 * formula gets an apostrophe in front, as spreadsheets themselves mark text.
 */
function cell(value: Cell): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r\n]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function evidenceText(evidence: readonly Evidence[] | undefined): string | undefined {
  return evidence
    ?.map(({ fact, since, until }) => [fact, during(since, until)].filter(Boolean).join(' '))
    .join('; ');
}

function during(since: number | undefined, until: number | undefined): string {
  return [since && `since ${iso(since)}`, until && `until ${iso(until)}`].filter(Boolean).join(' ');
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
