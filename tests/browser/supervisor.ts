import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import type { UnstickBrowser } from './unstick-browser.ts';

export const APPS = 'https://apps.mypurecloud.com';

/** An OAuth client as an administrator made it, typed into the options page by hand. */
export interface ClientSetUp {
  clientId: string;
  grant: 'implicit' | 'pkce';
  region?: string;
}

/** What a supervisor does, by what a supervisor sees: every step goes by accessible role and name. */
export class Supervisor {
  readonly browser: UnstickBrowser;

  constructor(browser: UnstickBrowser) {
    this.browser = browser;
  }

  /** Fills in the options page and saves it. */
  async setUp({ clientId, grant, region = 'mypurecloud.com' }: ClientSetUp): Promise<void> {
    const page = await this.browser.openOwnPage('options.html');
    await page.getByLabel('Region').selectOption(region);
    await page.getByLabel('OAuth client ID').fill(clientId);
    await page.getByLabel('Sign-in method').selectOption(grant);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible();
    await page.close();
  }

  /** Presses Sign in in the popup and, where Genesys asks, in the window that opens. */
  async signIn(): Promise<void> {
    const popup = await this.browser.openOwnPage('popup.html');
    await this.pressSignIn(popup, popup.getByRole('button', { name: 'Sign out' }));
    await popup.close();
  }

  /**
   * Presses a Sign in button and goes through the window that Genesys opens for it, unless its own login still
   * lives and no window is needed. Resolves when `signedIn` shows.
   */
  async pressSignIn(place: Page | Locator, signedIn: Locator): Promise<void> {
    const button = { name: 'Sign in', exact: true };
    const done = signedIn.waitFor({ timeout: 30_000 });
    const login = this.browser.context.waitForEvent('page').then(async (window) => {
      await window.getByRole('button', button).click();
    });
    await place.getByRole('button', button).click();
    await Promise.race([done, login.catch(() => done)]);
    await done;
  }

  /** `filter` as Genesys writes it (`?mediaType=voice`); `options` are the replica's own (`?theme=dark`). */
  async openInteractions(filter = '', options = ''): Promise<{ page: Page; view: FrameLocator }> {
    return this.#openView(`/directory/${options}#/analytics/interactions${filter}`);
  }

  async openQueue(queueId: string, options = ''): Promise<{ page: Page; view: FrameLocator }> {
    return this.#openView(`/directory/${options}#/analytics/queues/${queueId}/detail`);
  }

  async #openView(path: string): Promise<{ page: Page; view: FrameLocator }> {
    const page = await this.browser.context.newPage();
    await page.goto(`${APPS}${path}`);
    return { page, view: page.frameLocator('frame-router iframe').first() };
  }

  /** The row that shows a conversation now. */
  row(view: FrameLocator, conversationId: string): Locator {
    return view.locator(`.dt-row.entity-id-${conversationId}`);
  }
}
