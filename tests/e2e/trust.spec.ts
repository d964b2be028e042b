import { expect, test, untilTrue } from './shift.ts';

const FOREIGN = new URL('./foreign-extension', import.meta.url).pathname;

test('clicks that a page’s own script makes do nothing', async ({ shift: { genesys, supervisor } }) => {
  genesys.addSpecial({ kind: 'ghost: agent leg on hold', media: 'call', queue: 'Support' });
  genesys.addWaiting('email', { queue: 'Support e-mail', count: 5 });
  const { page, view } = await supervisor.openInteractions('', '?hostile=clicks');
  await expect(view.getByRole('button', { name: 'Disconnect interaction' }).first()).toBeVisible();
  const clicks = () => page.evaluate(() => Number(document.documentElement.dataset.hostileClicks ?? 0));
  await expect.poll(clicks, { timeout: 30_000 }).toBeGreaterThan(20);
  await page.waitForTimeout(7_000);
  expect(genesys.truth.disconnects()).toEqual([]);
  // Not even a question about an interaction was asked: the click never left the frame.
  const asked = genesys.truth.requests().filter(({ path }) => path.startsWith('/api/v2/conversations/'));
  expect(asked).toEqual([]);
});

test.describe('with another extension installed', () => {
  test.use({ otherExtensions: [FOREIGN] });

  test('a message from it is not heard', async ({ shift: { genesys, browser } }) => {
    const ghost = genesys.addSpecial({ kind: 'orphan', media: 'call', queue: 'Support' });
    const id = await browser.extensionId();
    const stranger =
      browser.context.serviceWorkers().find((worker) => worker.url().endsWith('/worker.js')) ??
      (await browser.context.waitForEvent('serviceworker', (worker) => worker.url().endsWith('/worker.js')));
    const message = { unstick: 1, command: 'interaction.disconnect', payload: { conversationId: ghost.id } };
    const result = await stranger.evaluate(
      ([target, sent]) =>
        (globalThis as unknown as { speak: (id: string, message: unknown) => Promise<object> }).speak(
          target,
          sent,
        ),
      [id, message] as const,
    );
    expect(result).not.toHaveProperty('reply.ok', true);
    await new Promise((resolve) => setTimeout(resolve, 7_000));
    expect(genesys.truth.disconnects()).toEqual([]);
    expect(genesys.truth.conversation(ghost.id).endedAt).toBeUndefined();
  });
});

test('no token in the page, the storage, the ledger or the record', async ({
  shift: { genesys, supervisor, browser },
}) => {
  const said: string[] = [];
  browser.context.on('console', (message) => said.push(message.text()));
  const worker = await browser.worker();
  worker.on('console', (message) => said.push(message.text()));
  const ghost = genesys.addSpecial({ kind: 'ghost: agent leg connected', media: 'call', queue: 'Support' });
  const { page, view } = await supervisor.openInteractions('?mediaType=voice');
  await supervisor.row(view, ghost.id).getByRole('button', { name: 'Disconnect interaction' }).click();
  await untilTrue(() => genesys.truth.conversation(ghost.id).endedAt !== undefined, 'the ghost ended');
  const own = await browser.openOwnPage('console.html#/jobs');
  const token = await worker.evaluate(async () => {
    const text = JSON.stringify(await chrome.storage.session.get());
    return /"accessToken":"([^"]+)"/.exec(text)?.[1] ?? '';
  });
  expect(token.length).toBeGreaterThan(20);
  const kept = await own.evaluate(async () => {
    const databases = await indexedDB.databases();
    const everything: unknown[] = [await chrome.storage.local.get()];
    for (const { name } of databases) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name ?? '');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        everything.push(
          await new Promise((resolve, reject) => {
            const request = database.transaction(store).objectStore(store).getAll();
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
          }),
        );
      }
      database.close();
    }
    return JSON.stringify(everything);
  });
  expect(kept).toContain(ghost.id);
  const pages = await Promise.all(
    browser.context.pages().flatMap((each) => each.frames().map((frame) => frame.content().catch(() => ''))),
  );
  const inPage = await view
    .locator('body')
    .evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.documentElement.outerHTML]),
    );
  for (const text of [kept, inPage, ...pages, ...said, page.url()]) expect(text).not.toContain(token);
});
