import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { consoleHash, parseConsoleRoute } from '../../../components/console/route';
import { QUEUE_ID } from './example-views';

test.each([
  ['', { page: 'jobs' }],
  ['#/jobs', { page: 'jobs' }],
  ['#/nonsense', { page: 'jobs' }],
  ['#/jobs/%E0%A4%A', { page: 'jobs' }],
  ['#/jobs/job-1', { page: 'job', jobId: 'job-1' }],
  ['#/clear', { page: 'clear', queueId: undefined }],
  ['#/clear/not-a-queue', { page: 'clear', queueId: undefined }],
  [`#/clear/${QUEUE_ID}`, { page: 'clear', queueId: QUEUE_ID }],
])('%s', (hash, route) => {
  expect(parseConsoleRoute(hash)).toEqual(route);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.constant({ page: 'jobs' as const }),
        fc.string({ minLength: 1, maxLength: 64 }).map((jobId) => ({ page: 'job' as const, jobId })),
        fc.option(fc.uuid(), { nil: undefined }).map((queueId) => ({ page: 'clear' as const, queueId })),
      ),
      (route) => {
        expect(parseConsoleRoute(consoleHash(route))).toEqual(route);
      },
    ),
  );
});
