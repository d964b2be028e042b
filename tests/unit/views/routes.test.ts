import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseView } from '../../../utils/views/routes';

const QUEUE = '11111111-aaaa-4bbb-8ccc-000000000001';
const OTHER = '22222222-aaaa-4bbb-8ccc-000000000002';
const at = (pathname: string, hash: string, search = '') => parseView({ pathname, hash, search });

describe('what an address says', () => {
  test.each([
    ['/directory/', 'shell'],
    ['/analytics-ui/', 'analytics'],
    ['/analytics-ui/index.html', 'analytics'],
    ['/interaction-details-ui/', 'detail'],
    ['/admin/', 'other'],
    ['/', 'other'],
  ])('%s is the frame %s', (pathname, frame) => {
    expect(at(pathname, '').frame).toBe(frame);
  });

  test.each([
    ['#/interactions', 'interactions'],
    ['#/interactions?start=2026-01-01T00%3A00&mediaType=all&tabId=3', 'interactions'],
    ['#/dashboards', 'dashboards'],
    [`#/dashboards/${OTHER}?tabId=${QUEUE}`, 'dashboards'],
    ['#/agents/development/me?tabId=1', 'agents'],
    ['#/queues', 'queues'],
    [`#/queues?tabId=${QUEUE}`, 'queues'],
    [`#/queues/${QUEUE}/detail`, 'queue'],
    [`#/queue-activity?queueId=${QUEUE}`, 'queue'],
    ['#/', 'unknown'],
    ['', 'unknown'],
  ])('%s is the view %s, in the shell and in its frame alike', (hash, view) => {
    expect(at('/analytics-ui/', hash).view).toBe(view);
    expect(at('/directory/', hash.replace('#/', '#/analytics/')).view).toBe(view);
  });

  test('an interaction is known by its id in the route, old links included', () => {
    for (const hash of [
      `#/analytics/interactions/${OTHER}/admin/details?tabId=${QUEUE}`,
      `#/engage/admin/interactions/${OTHER.toUpperCase()}`,
      `#/analytics/interactions/%22${OTHER}%22`,
    ]) {
      const page = at('/directory/', hash);
      expect(page).toMatchObject({ view: 'interaction', conversationId: OTHER, queueIdCandidates: [] });
    }
  });

  test('queue candidates: path first, then what the query calls a queue, then the rest; never a tab or a contact', () => {
    const third = '33333333-aaaa-4bbb-8ccc-000000000003';
    const page = at(
      '/analytics-ui/',
      `#/queueDetail/x%22${QUEUE}%22?tabId=44444444-aaaa-4bbb-8ccc-000000000004&id=${third}&queueId=${OTHER}` +
        '&externalContact=externalContact%3A55555555-aaaa-4bbb-8ccc-000000000005',
    );
    expect(page.view).toBe('queue');
    expect(page.queueIdCandidates).toEqual([QUEUE, OTHER, third]);
  });

  test('an unknown route still gives its ids as candidates', () => {
    const page = at('/analytics-ui/', `#/somethingNew/${QUEUE}`);
    expect(page).toMatchObject({ view: 'unknown', queueIdCandidates: [QUEUE] });
  });

  test('no address whatever is too strange to read', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (pathname, hash, search) => {
        const page = at(pathname, `#${hash}`, search);
        for (const id of page.queueIdCandidates) expect(id).toMatch(/^[0-9a-f-]{36}$/);
      }),
    );
    expect(at('/analytics-ui/', '#/queues/%E0%A4%A').view).toBe('queues');
  });
});
