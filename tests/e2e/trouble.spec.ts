import { startClearing } from './clear-queue.ts';
import { expect, QUICK, test } from './shift.ts';

const QUEUE = 'Support e-mail';
const DISCONNECT = '/disconnect$';

test.use({ knobs: { ...QUICK, ratePerMinute: 3_000 } });

test('a token that dies in mid-job is renewed without a person while the login lasts', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 200 });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect.poll(() => genesys.truth.disconnects().length).toBeGreaterThan(40);
  genesys.endTokens('expired');
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 90_000 });
  expect(genesys.truth.queue(QUEUE).waiting).toEqual([]);
  expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
});

test('when the login is over too, the job waits for a sign-in and then goes on', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 200 });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect.poll(() => genesys.truth.disconnects().length).toBeGreaterThan(40);
  genesys.login.expireSessions();
  genesys.endTokens('revoked');
  await expect(dialog.getByRole('button', { name: 'Sign in' })).toBeVisible({ timeout: 60_000 });
  const stopped = genesys.truth.disconnects().filter(({ executed }) => executed).length;
  expect(stopped).toBeLessThan(200);
  const finished = dialog.getByText(/^Finished/).first();
  await supervisor.pressSignIn(dialog, dialog.getByRole('button', { name: 'Pause' }).or(finished).first());
  await expect(finished).toBeVisible({ timeout: 90_000 });
  expect(genesys.truth.queue(QUEUE).waiting).toEqual([]);
});

test('one refused interaction is that interaction’s failure, not the job’s', async ({
  shift: { genesys, supervisor },
}) => {
  const chosen = genesys.addWaiting('email', { queue: QUEUE, count: 40 });
  const refused = chosen.slice(10, 13).map(({ id }) => id);
  for (const conversationId of refused) {
    genesys.faults.add({
      path: DISCONNECT,
      conversationId,
      effect: { status: 403, code: 'missing.division.permission', message: 'Not in this division.' },
    });
  }
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByRole('button', { name: /Failed 3/ })).toBeVisible();
  expect(genesys.truth.queue(QUEUE).waiting.toSorted()).toEqual(refused.toSorted());
  genesys.faults.clear();
  await dialog.getByRole('button', { name: /Retry failed/ }).click();
  await expect.poll(() => genesys.truth.queue(QUEUE).waiting, { timeout: 30_000 }).toEqual([]);
});

test('a missing permission stops the job after five refusals in a row', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 100 });
  genesys.faults.add({
    path: DISCONNECT,
    effect: { status: 403, code: 'missing.division.permission', message: 'Not in this division.' },
  });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/permission/i).first()).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByRole('button', { name: 'Resume' })).toBeVisible({ timeout: 60_000 });
  expect(genesys.truth.queue(QUEUE).waiting).toHaveLength(100);
});

test('429 with Retry-After is waited out and is nobody’s failure', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 120 });
  genesys.faults.add({
    path: DISCONNECT,
    after: 30,
    times: 2,
    effect: { status: 429, code: 'too.many.requests', retryAfterSeconds: 4 },
  });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByRole('button', { name: /Ended 120/ })).toBeVisible();
  // What was already on its way when the refusal came is no breach; after that nothing goes for the time asked.
  const api = genesys.truth.requests().filter(({ host }) => host.startsWith('api.'));
  const refused = api.filter(({ status }) => status === 429).at(-1)?.at ?? Number.NaN;
  const next = api.find(({ at }) => at > refused + 500)?.at ?? Number.NaN;
  expect(next - refused).toBeGreaterThanOrEqual(4_000);
});

test('a storm of 500s pauses the job with the reason; after it, Resume clears the rest', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 100 });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  genesys.faults.add({
    path: DISCONNECT,
    after: 20,
    effect: { status: 500, code: 'internal.server.error', message: 'Something went wrong.' },
  });
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByRole('button', { name: 'Resume' })).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText(/in a row|errors/i).first()).toBeVisible();
  genesys.faults.clear();
  await dialog.getByRole('button', { name: 'Resume' }).click();
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 90_000 });
  expect(genesys.truth.queue(QUEUE).waiting).toEqual([]);
  expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
});

test('an answer that is lost after the request was carried out: read again, not sent again', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 60 });
  genesys.faults.add({ path: DISCONNECT, after: 10, times: 3, effect: { status: 502 }, executes: true });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 90_000 });
  await expect(dialog.getByRole('button', { name: /^Ended 60/ })).toBeVisible();
  expect(genesys.truth.queue(QUEUE).waiting).toEqual([]);
  expect(genesys.truth.disconnects().filter(({ executed }) => executed)).toHaveLength(60);
  expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
});

test('connections that are reset: each interaction is read again before it is sent again', async ({
  shift: { genesys, supervisor },
}) => {
  genesys.addWaiting('email', { queue: QUEUE, count: 60 });
  // The browser itself repeats a request on a connection that it had used before; only a row of resets gets past that.
  genesys.faults.add({ path: DISCONNECT, after: 10, times: 8, effect: 'reset' });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  const finished = dialog.getByText(/^Finished/).first();
  const resume = dialog.getByRole('button', { name: 'Resume' });
  await resume.or(finished).first().waitFor({ timeout: 90_000 });
  if (await resume.isVisible()) await resume.click();
  await expect(finished).toBeVisible({ timeout: 90_000 });
  expect(genesys.truth.queue(QUEUE).waiting).toEqual([]);
  expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
});

test('a reset after the request was carried out: the browser may repeat it within the same second, we do not', async ({
  shift: { genesys, supervisor },
}) => {
  const chosen = genesys.addWaiting('email', { queue: QUEUE, count: 60 });
  genesys.faults.add({ path: DISCONNECT, after: 10, times: 3, effect: 'reset', executes: true });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 90_000 });
  await expect(dialog.getByRole('button', { name: /^Ended 60/ })).toBeVisible();
  const executed = genesys.truth.disconnects().filter((call) => call.executed);
  for (const { id } of chosen) {
    const times = executed.filter(({ conversationId }) => conversationId === id).map(({ at }) => at);
    expect(times.length).toBeGreaterThan(0);
    expect(Math.max(...times) - Math.min(...times)).toBeLessThan(1_000);
  }
});

test('accepted and nothing happens: told as still open, never as ended', async ({
  shift: { genesys, supervisor },
}) => {
  test.setTimeout(240_000);
  genesys.addWaiting('email', { queue: QUEUE, count: 20 });
  const stubborn = [...genesys.world.conversations.values()].slice(0, 2);
  for (const conversation of stubborn) conversation.stubborn = 'never';
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  const dialog = await startClearing(view, QUEUE);
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 200_000 });
  await expect(dialog.getByRole('button', { name: /^Still open 2/ })).toBeVisible();
  await expect(dialog.getByRole('button', { name: /Ended 18/ })).toBeVisible();
  expect(genesys.truth.queue(QUEUE).waiting.toSorted()).toEqual(stubborn.map(({ id }) => id).toSorted());
});
