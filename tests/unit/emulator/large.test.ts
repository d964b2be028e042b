import { expect, test } from 'vitest';
import { DAY, HOUR, START, signedIn, unendedIn, waitingIn } from './signed-in';

test('50,000 waiting e-mails are listed twice and ended in seconds', { timeout: 60_000 }, async () => {
  const { emulator, clock, call, queueId } = signedIn();
  const made = emulator.addWaiting('email', { queue: 'Web', count: 50_000, since: START - 20 * HOUR });
  const listed = new Set<string>();
  for (let page = 1; page <= 100; page++) {
    const path = `/analytics/conversations/activity/query?pageSize=500&pageNumber=${page}`;
    const { json } = await call('POST', path, waitingIn(queueId('Web'), true));
    for (const row of json.results) listed.add(row.group.conversationId);
  }
  expect(listed.size).toBe(50_000);
  for (const page of [1, 250, 500]) {
    const body = unendedIn(queueId('Web'), START - DAY, START + DAY, page);
    const { json } = await call('POST', '/analytics/conversations/details/query', body);
    expect(json.conversations).toHaveLength(100);
    expect(json.totalHits).toBe(50_000);
  }
  for (const each of made.slice(0, 2000)) await call('POST', `/conversations/${each.id}/disconnect`);
  await clock.advance(2000);
  expect(emulator.truth.ended('our call')).toHaveLength(2000);
  expect(emulator.truth.queue('Web').waiting).toHaveLength(48_000);
});
