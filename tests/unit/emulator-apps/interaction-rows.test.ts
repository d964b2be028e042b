import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InteractionRow, pageOf, rowQueryOf } from '../../emulator/apps/interaction-rows.ts';

const row = (index: number, more: Partial<InteractionRow> = {}): InteractionRow => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  mediaType: 'email',
  direction: 'inbound',
  users: [],
  userIds: [],
  remote: `a${index}@flood.example.test`,
  queueId: 'q1',
  queueName: 'Support e-mail',
  subject: null,
  startedAt: 1_000 + (index % 7),
  endedAt: null,
  state: 'waiting',
  ...more,
});

const query = (text: string) => rowQueryOf(new URLSearchParams(text));

describe('the rows of a list', () => {
  it('stand on exactly one page each, whatever the order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 130 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('date', 'remote', 'duration', 'state'),
        fc.constantFrom('asc', 'desc'),
        (count, pageSize, sort, dir) => {
          const rows = Array.from({ length: count }, (_, index) => row(index));
          const first = pageOf(rows, query(`pageSize=${pageSize}&sort=${sort}&dir=${dir}`));
          const seen: string[] = [];
          for (let page = 1; page <= first.pageCount; page += 1) {
            const answer = pageOf(rows, query(`page=${page}&pageSize=${pageSize}&sort=${sort}&dir=${dir}`));
            expect(answer.total).toBe(count);
            seen.push(...answer.rows.map((each) => each.id));
          }
          expect(seen.toSorted()).toEqual(rows.map((each) => each.id));
        },
      ),
    );
  });

  it('are the last page when the asked page has vanished meanwhile', () => {
    const rows = Array.from({ length: 60 }, (_, index) => row(index));
    expect(pageOf(rows, query('page=9'))).toMatchObject({ page: 2, pageCount: 2, total: 60 });
    expect(pageOf([], query('page=9'))).toMatchObject({ page: 1, pageCount: 1, rows: [] });
  });

  it('leave out what has ended, unless asked for all', () => {
    const rows = [row(1), row(2, { state: 'ended', endedAt: 5_000 })];
    expect(pageOf(rows, query('')).rows.map((each) => each.id)).toEqual([rows[0]?.id]);
    expect(pageOf(rows, query('status=all')).total).toBe(2);
  });

  it('are cut by media and by queue', () => {
    const rows = [row(1), row(2, { mediaType: 'voice' }), row(3, { queueId: null })];
    expect(pageOf(rows, query('mediaType=voice')).rows.map((each) => each.id)).toEqual([rows[1]?.id]);
    expect(pageOf(rows, query('queueId=q1')).total).toBe(2);
  });

  it('take the usual order when the query says nonsense', () => {
    expect(query('page=-3&pageSize=0&sort=toString&dir=x&mediaType=fax')).toMatchObject({
      page: 1,
      pageSize: 50,
      sort: 'date',
      descending: true,
      mediaType: null,
    });
  });
});
