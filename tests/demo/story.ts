import { rename } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import type { Supervisor } from '../browser/supervisor.ts';
import type { UnstickBrowser } from '../browser/unstick-browser.ts';
import { type DemoWorld, FLOODED_QUEUE } from '../emulator/demo-world.ts';
import type { Emulator } from '../emulator/emulator.ts';

interface Stage {
  genesys: Emulator;
  browser: UnstickBrowser;
  supervisor: Supervisor;
  world: DemoWorld;
  /** Where screenshots and the record go. */
  output: string;
  say: (text: string) => void;
}

/** Nine in the morning: one ghost goes with one click, one flooded queue with one action. Resolves to what went wrong, if anything did. */
export async function playStory(stage: Stage): Promise<string | undefined> {
  await signIn(stage);
  await endGhost(stage);
  await clearQueue(stage);
  return judge(stage);
}

async function signIn({ browser, supervisor, output, say }: Stage): Promise<void> {
  await supervisor.signIn();
  const popup = await browser.openOwnPage('popup.html');
  await popup.setViewportSize({ width: 380, height: 560 });
  await popup.getByRole('button', { name: 'Sign out' }).waitFor();
  await picture(popup, output, '1-popup');
  await popup.close();
  say('Signed in.');
}

async function endGhost({ genesys, supervisor, world, output, say }: Stage): Promise<void> {
  const ghost = world.specialIds['ghost: agent leg on hold (call)'];
  const live = world.specialIds['live (call)'];
  if (!ghost || !live) throw new Error('the demo world has no ghost or no live call');
  const { page, view } = await supervisor.openInteractions('?mediaType=voice');
  const row = supervisor.row(view, ghost);
  await row.getByRole('button', { name: 'Disconnect interaction' }).click();
  await row.getByRole('button', { name: 'Undo' }).waitFor();
  await picture(page, output, '2-ghost-undo');
  await expect(row.getByText(/^\W*Ended$/)).toBeVisible({ timeout: 30_000 });
  await picture(page, output, '3-ghost-ended');
  say(`One click: the ghost call ended (${genesys.truth.disconnects().length} disconnect sent).`);
  await supervisor.row(view, live).getByRole('button', { name: 'Disconnect interaction' }).click();
  const dialog = view.getByRole('dialog', { name: 'Disconnect this interaction?' });
  await expect(dialog).toContainText('live');
  await picture(page, output, '4-live-refused');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await page.close();
  say('A live call was refused, with the evidence.');
}

async function clearQueue({ genesys, supervisor, output, say }: Stage): Promise<void> {
  const { page, view } = await supervisor.openQueue(genesys.world.queue(FLOODED_QUEUE).id);
  await view.getByRole('button', { name: 'Clear queue…' }).click();
  const dialog = view.getByRole('dialog');
  const field = dialog.getByLabel('Type the queue name to confirm');
  await expect(field).toBeEnabled({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Keep example.test' }).click();
  await expect(dialog.getByText(/5,000 .* will end/).first()).toBeVisible({ timeout: 30_000 });
  await field.fill(FLOODED_QUEUE);
  await picture(page, output, '5-clear-queue');
  genesys.actors.agentsPickUp({ queue: FLOODED_QUEUE, count: 30, everyMs: 1_000, alertingMs: 2_000 });
  const begun = Date.now();
  await dialog.getByRole('button', { name: 'Start clearing' }).click();
  await expect.poll(() => genesys.truth.disconnects().length, { timeout: 120_000 }).toBeGreaterThan(1_500);
  await picture(page, output, '6-clearing');
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 200_000 });
  await picture(page, output, '7-finished');
  say(`One action: the queue was cleared in ${Math.round((Date.now() - begun) / 1_000)} s.`);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export CSV' }).click();
  await rename(await (await download).path(), `${output}/record.csv`);
  say(`The record is in ${output}/record.csv, pictures beside it.`);
}

/** What the story promised, held against the emulator's truth. */
function judge({ genesys, world }: Stage): string | undefined {
  const { truth } = genesys;
  const ended = new Set(truth.ended('our call'));
  const taken = new Set(genesys.actors.offered());
  const left = world.spamIds.filter((id) => !ended.has(id) && !taken.has(id));
  if (left.length > 0) return `${left.length} spam e-mails are still there`;
  const lost = world.realIds.filter((id) => ended.has(id));
  if (lost.length > 0) return `${lost.length} customers’ e-mails were ended`;
  if (truth.wronglyEnded().length > 0) return `${truth.wronglyEnded().length} wrongly ended`;
  if (truth.sentTwiceWithoutRead().length > 0) return 'something was sent to twice without a read in between';
  if (truth.rate().refused429 > 0) return `${truth.rate().refused429} answers 429`;
  return undefined;
}

async function picture(page: Page, output: string, name: string): Promise<void> {
  await page.screenshot({ path: `${output}/${name}.png` });
}
