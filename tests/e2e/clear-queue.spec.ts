import { readFile } from 'node:fs/promises';
import { startClearing } from './clear-queue.ts';
import { expect, QUICK, test } from './shift.ts';

const QUEUE = 'Support e-mail';

test.describe('one action', () => {
  test.use({ knobs: QUICK });

  test('5,000 waiting e-mails end; what agents take or what comes later stays', async ({
    shift: { genesys, supervisor, browser },
  }) => {
    test.setTimeout(360_000);
    const chosen = genesys.addWaiting('email', { queue: QUEUE, count: 5_000 });
    const queueId = genesys.world.queue(QUEUE).id;
    const { page, view } = await supervisor.openQueue(queueId);
    const before = genesys.truth.rate().requests;
    const dialog = await startClearing(view, QUEUE);
    genesys.actors.agentsPickUp({ queue: QUEUE, count: 100, everyMs: 400, alertingMs: 1_500 });
    genesys.actors.customersArrive({ queue: QUEUE, media: 'email', count: 30, everyMs: 500 });
    await expect(dialog.getByRole('button', { name: 'Export CSV' })).toBeVisible();
    // The supervisor goes on to something else; the worker does not need the tab.
    await page.close();
    const arrivedOnly = () => genesys.truth.queue(QUEUE).waiting.length === genesys.actors.arrived().length;
    await expect.poll(arrivedOnly, { timeout: 300_000, intervals: [1_000] }).toBe(true);
    const jobs = await browser.openOwnPage('console.html#/jobs');
    await jobs.getByText(QUEUE).first().click();
    await expect(jobs.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });

    const held = new Set(genesys.actors.offered());
    const arrived = new Set(genesys.actors.arrived());
    const sent = genesys.truth.disconnects().filter(({ executed }) => executed);
    const sentIds = new Set(sent.map(({ conversationId }) => conversationId));
    expect(genesys.actors.pickedUp().length).toBeGreaterThan(50);
    expect([...arrived].filter((id) => sentIds.has(id))).toEqual([]);
    expect(sent.filter(({ agentConnected }) => agentConnected)).toEqual([]);
    expect(genesys.truth.wronglyEnded()).toEqual([]);
    expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
    const left = chosen.filter(
      ({ id }) => !held.has(id) && genesys.truth.conversation(id).endedAt === undefined,
    );
    expect(left).toEqual([]);
    const rate = genesys.truth.rate();
    expect(rate.refused429).toBe(0);
    expect((rate.requests - before) / sentIds.size).toBeLessThanOrEqual(1.1);
  });

  test('the record can be taken along: each interaction, its outcome and why', async ({
    shift: { genesys, supervisor },
  }) => {
    const chosen = genesys.addWaiting('email', {
      queue: QUEUE,
      count: 60,
      senders: [{ addressFrom: '=HYPERLINK("https://example.test")@example.test' }],
    });
    const { page, view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
    const dialog = await startClearing(view, QUEUE);
    await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });
    const download = page.waitForEvent('download');
    await dialog.getByRole('button', { name: 'Export CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    for (const { id } of chosen) expect(csv).toContain(id);
    expect(csv).toContain('ended');
    expect(csv).not.toMatch(/(^|,|")=HYPERLINK/m);
  });

  test('pause stops the sending, resume goes on, cancel leaves the rest alone', async ({
    shift: { genesys, supervisor, browser },
  }) => {
    genesys.turn({ ratePerMinute: 600 });
    genesys.addWaiting('email', { queue: QUEUE, count: 400 });
    const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
    const dialog = await startClearing(view, QUEUE);
    await expect.poll(() => genesys.truth.disconnects().length).toBeGreaterThan(20);
    await dialog.getByRole('button', { name: 'Pause' }).click();
    await expect(dialog.getByRole('button', { name: 'Resume' })).toBeVisible();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const paused = genesys.truth.disconnects().length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(genesys.truth.disconnects().length).toBe(paused);
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await expect.poll(() => genesys.truth.disconnects().length).toBeGreaterThan(paused + 20);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog.getByText(/Cancelled/).first()).toBeVisible({ timeout: 60_000 });
    const cancelled = genesys.truth.disconnects().length;
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(genesys.truth.disconnects().length).toBe(cancelled);
    expect(cancelled).toBeLessThan(400);
    expect(browser.context.pages().length).toBeGreaterThan(0);
  });

  test('from the popup, for any queue found by its name', async ({ shift: { genesys, browser } }) => {
    genesys.addWaiting('email', { queue: QUEUE, count: 25 });
    const popup = await browser.openOwnPage('popup.html');
    await popup.getByLabel('Find a queue').fill('e-mail');
    const opened = browser.context.waitForEvent('page');
    await popup.getByRole('button', { name: 'Clear queue…' }).first().click();
    const page = await opened;
    await expect(page.getByText(`Clear queue: ${QUEUE}`)).toBeVisible();
    const field = page.getByLabel('Type the queue name to confirm');
    await expect(field).toBeEnabled({ timeout: 30_000 });
    await field.fill('Support');
    await expect(page.getByRole('button', { name: 'Start clearing' })).toBeDisabled();
    await field.fill(QUEUE);
    await page.getByRole('button', { name: 'Start clearing' }).click();
    await expect.poll(() => genesys.truth.queue(QUEUE).waiting.length, { timeout: 30_000 }).toBe(0);
  });
});
