import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect } from './shift.ts';

/** From the queue view to a running job, as a supervisor does it: look, type the name, start. */
export async function startClearing(view: FrameLocator | Page, queue: string): Promise<Locator> {
  await view.getByRole('button', { name: 'Clear queue…' }).click();
  const dialog = view.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: `Clear queue: ${queue}` })).toBeVisible();
  const field = dialog.getByLabel('Type the queue name to confirm');
  await expect(field).toBeEnabled({ timeout: 60_000 });
  const start = dialog.getByRole('button', { name: 'Start clearing' });
  await expect(start).toBeDisabled();
  await field.fill(queue);
  await start.click();
  return dialog;
}
