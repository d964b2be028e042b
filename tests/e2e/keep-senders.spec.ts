import { readFile } from 'node:fs/promises';
import { expect, test } from './shift.ts';

const QUEUE = 'Support e-mail';
const from = (addressFrom: string) => [{ addressFrom, addressTo: 'desk@example.test' }];

test('a flood goes, the customers in it stay: one press keeps a sender out', async ({
  shift: { genesys, supervisor },
}) => {
  const until = Date.now() - 60_000;
  const add = (count: number, address: string) =>
    genesys.addWaiting('email', { queue: QUEUE, count, until, senders: from(address) }).map(({ id }) => id);
  const spam = [...add(40, 'win@flood.example.test'), ...add(20, 'promo@PROMO.example.test')];
  const customers = [...add(6, 'ana@customer.example.test'), ...add(4, 'Li@Customer.Example.test')];
  const { page, view } = await supervisor.openQueue(genesys.world.queue(QUEUE).id);
  await view.getByRole('button', { name: 'Clear queue…' }).click();
  const dialog = view.getByRole('dialog');
  const field = dialog.getByLabel('Type the queue name to confirm');
  await field.fill(QUEUE, { timeout: 60_000 });
  await expect(dialog.getByText('70 interactions will end.', { exact: true })).toBeVisible();

  // Kept by mistake and taken back in; then the right one.
  await dialog.getByRole('button', { name: 'Keep promo.example.test' }).click();
  await expect(dialog.getByText('50 interactions will end. 20 stay.', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Take promo.example.test' }).click();
  await expect(dialog.getByText('70 interactions will end.', { exact: true })).toBeVisible();
  await dialog.getByRole('button', { name: 'Keep customer.example.test' }).click();
  await expect(dialog.getByText('60 interactions will end. 10 stay.', { exact: true })).toBeVisible();
  await expect(dialog.getByText('Kept', { exact: true })).toHaveCount(1);
  await expect(field).toHaveValue(QUEUE);
  await dialog.getByRole('button', { name: '10 left out' }).click();
  await expect(dialog.getByText('You kept its sender out.')).toHaveCount(10);
  expect(genesys.truth.disconnects()).toEqual([]);

  await dialog.getByRole('button', { name: 'Start clearing' }).click();
  await expect(dialog.getByText(/^Finished/).first()).toBeVisible({ timeout: 60_000 });
  const { truth } = genesys;
  expect(new Set(truth.ended('our call'))).toEqual(new Set(spam));
  expect(truth.disconnects()).toHaveLength(60);
  expect(new Set(truth.queue(QUEUE).waiting)).toEqual(new Set(customers));
  expect(truth.wronglyEnded()).toEqual([]);

  await dialog.getByRole('button', { name: 'Left out 10' }).click();
  await expect(dialog.getByText('You kept its sender out.')).toHaveCount(10);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export CSV' }).click();
  const csv = await readFile(await (await download).path(), 'utf8');
  const leftOut = csv.split('\r\n').filter((row) => row.includes('left out,sender kept'));
  expect(leftOut).toHaveLength(10);
  for (const id of customers) expect(leftOut.some((row) => row.includes(id))).toBe(true);
});
