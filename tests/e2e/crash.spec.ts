import { startClearing } from './clear-queue.ts';
import { expect, QUICK, test } from './shift.ts';

const QUEUE = 'Support e-mail';

test.use({ knobs: { ...QUICK, ratePerMinute: 3_000 } });

test('the worker dies five times and the browser once; nothing is lost and nothing is sent blind', async ({
  shift: { genesys, supervisor, browser },
}) => {
  test.setTimeout(240_000);
  const chosen = genesys.addWaiting('email', { queue: QUEUE, count: 1_000 });
  const { view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  await startClearing(view, QUEUE);
  const sent = () => genesys.truth.disconnects().length;
  for (const mark of [60, 180, 320, 450, 600]) {
    await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(mark);
    await browser.killWorker();
  }
  await expect.poll(sent, { timeout: 60_000 }).toBeGreaterThan(700);
  await browser.restart();
  // The token went with the browser: the job waits for a person instead of losing its place.
  const page = await browser.openOwnPage('console.html#/jobs');
  await expect(page.getByText(QUEUE).first()).toBeVisible();
  await supervisor.signIn();
  await page.getByText(QUEUE).first().click();
  const resume = page.getByRole('button', { name: 'Resume' });
  await resume
    .or(page.getByText(/^Finished/).first())
    .first()
    .waitFor({ timeout: 60_000 });
  if (await resume.isVisible()) await resume.click();
  await expect(page.getByText(/^Finished/).first()).toBeVisible({ timeout: 120_000 });

  expect(chosen.filter(({ id }) => genesys.truth.conversation(id).endedAt === undefined)).toEqual([]);
  expect(genesys.truth.sentTwiceWithoutRead()).toEqual([]);
  expect(genesys.truth.wronglyEnded()).toEqual([]);
  expect(genesys.truth.rate().refused429).toBe(0);
});
