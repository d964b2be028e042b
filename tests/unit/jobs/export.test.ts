import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportPage } from '../../../utils/jobs/export';
import { csvHeader, csvRow } from '../../../utils/jobs/export-csv';
import { openLedger } from '../../../utils/jobs/ledger-store';
import { forgetOld } from '../../../utils/jobs/retention';
import { sampleItem, sampleJob } from './sample-records';

/** A reader of RFC 4180 that shares nothing with the writer. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === ',' || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (sign !== '\r') cell += sign;
  }
  return rows;
}

const header = readCsv(csvHeader().slice(1))[0] ?? [];
const column = (row: readonly string[] | undefined, name: string) => row?.[header.indexOf(name)];

const ended = sampleItem(1, {
  state: 'done',
  outcome: 'ended',
  since: Date.parse('2026-11-20T08:00:00Z'),
  from: 'Spam, "the" Sender\r\n<spam@example.test>',
  to: 'desk@example.test',
  settledAt: Date.parse('2026-11-20T09:00:05Z'),
  attempts: [
    { at: 1, bootId: 'boot-1', call: 'POST disconnect', readAt: 0, endedAt: 2, status: 429 },
    {
      at: 3,
      bootId: 'boot-1',
      call: 'POST disconnect',
      readAt: 2,
      endedAt: 4,
      status: 202,
      correlationId: 'c-1',
    },
  ],
});

describe('CSV', () => {
  test('is what it was, read back', () => {
    const text = csvHeader() + csvRow(sampleJob({ reasonText: 'spam wave' }), ended);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text.replaceAll('\r\n', '').includes('\n')).toBe(false);
    const [, row] = readCsv(text.slice(1));
    expect(row).toHaveLength(header.length);
    expect(column(row, 'Organisation')).toBe('Example Care');
    expect(column(row, 'Queue')).toBe('Support e-mail');
    expect(column(row, 'Since')).toBe('2026-11-20T08:00:00.000Z');
    expect(column(row, 'Verified at')).toBe('2026-11-20T09:00:05.000Z');
    expect(column(row, 'Attempts')).toBe('2');
    expect(column(row, 'Last status')).toBe('202');
    expect(column(row, 'Correlation id')).toBe('c-1');
    expect(column(row, 'Reason given')).toBe('spam wave');
  });

  test('no sender can make it a formula, or break out of its cell', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (from) => {
        const text = csvRow(sampleJob(), sampleItem(1, { from }));
        const rows = readCsv(text);
        expect(rows).toHaveLength(1);
        expect(rows[0]).toHaveLength(header.length);
        const cell = column(rows[0], 'From') ?? '';
        expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
        expect(cell.replace(/^'/, '')).toBe(from.replace(/^'/, ''));
      }),
      { examples: [['=1+1'], ['+15550100'], ['-2'], ['@SUM(A1)'], ['\t=1'], ['\r=1'], ['a"b,c'], ['']] },
    );
  });
});

describe('by pieces', () => {
  async function ledgerOf(count: number) {
    const ledger = await openLedger(new IDBFactory());
    const items = Array.from({ length: count }, (_, position) => sampleItem(position));
    await ledger.createJob(
      sampleJob({ confirmation: 'nonce', state: 'finished', open: 0, finishedAt: 5 }),
      items,
    );
    return ledger;
  }

  async function whole(count: number, format: 'csv' | 'json') {
    const ledger = await ledgerOf(count);
    let text = '';
    let next: number | undefined;
    let name = '';
    do {
      const piece = await exportPage(ledger, 'job-1', format, next);
      text += piece.text;
      next = piece.next;
      name = piece.fileName;
    } while (next !== undefined);
    return { text, name };
  }

  test.each([0, 1, 499, 500, 501, 1_000, 1_234])(
    '%i items are all there, once, in both formats',
    async (count) => {
      const json = JSON.parse((await whole(count, 'json')).text);
      expect(json.items).toHaveLength(count);
      expect(new Set(json.items.map((item: { conversationId: string }) => item.conversationId)).size).toBe(
        count,
      );
      expect(json.job.confirmation).toBeUndefined();
      const csv = await whole(count, 'csv');
      expect(readCsv(csv.text.slice(1))).toHaveLength(count + 1);
      expect(csv.name).toBe('unstick-support-e-mail-1970-01-01-00-00.csv');
    },
  );

  test('of an unknown job there is none', async () => {
    await expect(exportPage(await ledgerOf(0), 'nobody', 'csv', undefined)).rejects.toMatchObject({
      problem: { code: 'no such job' },
    });
  });

  test('the record is kept as long as told, and unfinished jobs for ever', async () => {
    const ledger = await ledgerOf(2);
    const day = 86_400_000;
    await ledger.createJob(sampleJob({ id: 'running' }), []);
    await ledger.createJob(sampleJob({ id: 'draft', state: 'draft', open: 0 }), []);
    expect(await forgetOld(ledger, 30, 30 * day)).toBe(1);
    expect(await ledger.job('draft')).toBeUndefined();
    expect(await forgetOld(ledger, 30, 30 * day + 5)).toBe(1);
    expect(await ledger.job('job-1')).toBeUndefined();
    expect(await ledger.items('job-1', { limit: 5 })).toEqual([]);
    expect(await ledger.job('running')).toBeDefined();
  });
});
