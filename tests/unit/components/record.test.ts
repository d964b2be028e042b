// @vitest-environment happy-dom
import { afterEach, expect, test, vi } from 'vitest';
import { pullRecord, saveRecord } from '../../../components/job/record';
import { createFakeWorker, refuse } from './fake-worker';

afterEach(() => vi.unstubAllGlobals());

test('pulls every piece in order', async () => {
  const worker = createFakeWorker({
    'job.export': ({ next = 0 }) => ({
      text: `piece ${next}\r\n`,
      fileName: 'record.csv',
      ...(next < 3 ? { next: next + 1 } : {}),
    }),
  });
  const record = await pullRecord(worker.client, 'job-1', 'csv');
  expect(record.fileName).toBe('record.csv');
  expect(record.parts.join('')).toBe('piece 0\r\npiece 1\r\npiece 2\r\npiece 3\r\n');
  expect(worker.payloadsOf('job.export')[0]).toEqual({ jobId: 'job-1', format: 'csv' });
});

test('saves nothing of a record that breaks off', async () => {
  const worker = createFakeWorker({
    'job.export': ({ next }) =>
      next === undefined ? { text: 'a', next: 1, fileName: 'f' } : refuse({ code: 'no such job' }),
  });
  await expect(pullRecord(worker.client, 'job-1', 'json')).rejects.toThrow('no such job');
});

test('does not turn in circles', async () => {
  const worker = createFakeWorker({ 'job.export': () => ({ text: 'a', next: 1, fileName: 'f' }) });
  await expect(pullRecord(worker.client, 'job-1', 'csv')).rejects.toThrow('does not advance');
});

test('hands the file over under its name and leaves nothing in the page', async () => {
  const clicked: { name: string; href: string }[] = [];
  const blobs: Blob[] = [];
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:record';
  });
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    clicked.push({ name: this.download, href: this.href });
  });
  saveRecord(document, { fileName: 'record.csv', parts: ['a,', 'b'] }, 'csv');
  expect(clicked).toEqual([{ name: 'record.csv', href: 'blob:record' }]);
  expect(await blobs[0]?.text()).toBe('a,b');
  expect(document.querySelector('a')).toBeNull();
});
