import type { BrowserContext, Page } from '@playwright/test';
import { clientOf } from '../emulator/emulator.ts';
import { expect, test } from './shift.ts';

test.use({ signedIn: false });

async function loginWindow(context: BrowserContext, popup: Page): Promise<Page> {
  const opened = context.waitForEvent('page', (page) => page.url().includes('login.'));
  await popup.getByRole('button', { name: 'Sign in' }).click();
  return opened;
}

for (const grant of ['implicit', 'pkce'] as const) {
  test(`sign in by ${grant}, see who and where, sign out and be forgotten by Genesys`, async ({
    shift: { browser, supervisor, genesys },
  }) => {
    await supervisor.setUp({ clientId: clientOf(grant).clientId, grant });
    await supervisor.signIn();
    const popup = await browser.openOwnPage('popup.html');
    await expect(popup.getByText('Example Care')).toBeVisible();
    await expect(popup.getByText('supervisor@example.test')).toBeVisible();
    await expect(popup.getByText('mypurecloud.com')).toBeVisible();
    await popup.getByRole('button', { name: 'Sign out' }).click();
    await expect(popup.getByRole('button', { name: 'Sign in' })).toBeVisible();
    const revocations = genesys.truth
      .requests()
      .filter(({ method, path }) => method === 'DELETE' && /tokens\/me/.test(path));
    expect(revocations).toMatchObject([{ status: 200 }]);
  });
}

test('nothing is set up: the first page says so and leads to the set-up', async ({ shift: { browser } }) => {
  const popup = await browser.openOwnPage('popup.html');
  await expect(popup.getByText(/not set up/i)).toBeVisible();
  await popup.getByRole('button', { name: 'Set up' }).click();
  const find = () => browser.context.pages().find((page) => page.url().includes('options.html'));
  await expect.poll(() => find() !== undefined).toBe(true);
  const options = find() ?? popup;
  await expect(options.getByLabel('Redirect URI')).toHaveValue(
    `https://${await browser.extensionId()}.chromiumapp.org/`,
  );
});

test('a closed window, a denial and a wrong client each say what happened', async ({
  shift: { browser, supervisor },
}) => {
  await supervisor.setUp({ clientId: clientOf('pkce').clientId, grant: 'pkce' });
  const popup = await browser.openOwnPage('popup.html');

  await (await loginWindow(browser.context, popup)).close();
  await expect(popup.getByText(/window was closed/)).toBeVisible();

  await (await loginWindow(browser.context, popup)).getByRole('button', { name: /Cancel|Deny/ }).click();
  await expect(popup.getByText(/did not grant/)).toBeVisible();

  await supervisor.setUp({ clientId: '00000000-0000-4000-8000-000000000000', grant: 'pkce' });
  // Genesys answers with an error page and no way back; the browser does not even show a window for it.
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await expect(popup.getByText('Genesys does not know the OAuth client that is set up.')).toBeVisible();
  const worker = await browser.worker();
  expect(
    await worker.evaluate(() => chrome.storage.session.get().then((all) => JSON.stringify(all))),
  ).not.toMatch(/accessToken|verifier/);
});

test('an answer to another sign-in is thrown away', async ({ shift: { browser, supervisor, genesys } }) => {
  genesys.turn({ tamperState: true });
  await supervisor.setUp({ clientId: clientOf('pkce').clientId, grant: 'pkce' });
  const popup = await browser.openOwnPage('popup.html');
  await (await loginWindow(browser.context, popup)).getByRole('button', { name: 'Sign in' }).click();
  await expect(popup.getByText(/did not belong to this sign-in/)).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('implicit grant refused by Genesys leads to PKCE', async ({
  shift: { browser, supervisor, genesys },
}) => {
  genesys.turn({ implicitGrant: false });
  await supervisor.setUp({ clientId: clientOf('implicit').clientId, grant: 'implicit' });
  const popup = await browser.openOwnPage('popup.html');
  await popup.getByRole('button', { name: 'Sign in' }).click();
  await expect(popup.getByText(/does not allow this way of signing in/)).toBeVisible();
});

test('a missing permission is named', async ({ shift: { browser, supervisor, genesys } }) => {
  genesys.grant('supervisor@example.test', ['conversation:communication:view', 'routing:queue:view']);
  await supervisor.setUp({ clientId: clientOf('pkce').clientId, grant: 'pkce' });
  await supervisor.signIn();
  const popup = await browser.openOwnPage('popup.html');
  await expect(popup.getByText('conversation:communication:disconnect')).toBeVisible();
  await expect(popup.getByText('analytics:queueObservation:view')).toBeVisible();
});
