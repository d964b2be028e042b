import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page, type Worker } from '@playwright/test';
import { findChromium } from '../setup/chromium.mjs';

const EXTENSION = new URL('../../.output/chrome-mv3', import.meta.url).pathname;

export interface BrowserOptions {
  /** The TLS port of the emulated Genesys Cloud; `*.mypurecloud.com:443` is mapped to it. */
  port: number;
  headless?: boolean;
  dark?: boolean;
  /** More unpacked extensions, for instance one that is not to be trusted. */
  otherExtensions?: string[];
  viewport?: { width: number; height: number };
}

/**
 * A Chromium with the release build of Unstick in a profile of its own. It can be closed and opened again on
 * the same profile, and its service worker can be killed at any moment, as the browser itself does.
 */
export class UnstickBrowser {
  readonly options: BrowserOptions;
  readonly #profile = mkdtempSync(join(tmpdir(), 'unstick-profile-'));
  #context: BrowserContext | undefined;

  private constructor(options: BrowserOptions) {
    this.options = options;
  }

  static async launch(options: BrowserOptions): Promise<UnstickBrowser> {
    const unstick = new UnstickBrowser(options);
    await unstick.open();
    return unstick;
  }

  get context(): BrowserContext {
    if (!this.#context) throw new Error('the browser is closed');
    return this.#context;
  }

  async open(): Promise<void> {
    const executablePath = findChromium();
    if (!executablePath) throw new Error('no Chromium: install the package "chromium" or set CHROMIUM_PATH');
    const { port, headless = true, dark = false, otherExtensions = [], viewport } = this.options;
    const extensions = [EXTENSION, ...otherExtensions].join(',');
    this.#context = await chromium.launchPersistentContext(this.#profile, {
      executablePath,
      headless,
      colorScheme: dark ? 'dark' : 'light',
      viewport: viewport ?? { width: 1440, height: 900 },
      acceptDownloads: true,
      args: [
        '--no-sandbox',
        `--disable-extensions-except=${extensions}`,
        `--load-extension=${extensions}`,
        `--host-resolver-rules=MAP *.mypurecloud.com:443 127.0.0.1:${port}`,
        '--ignore-certificate-errors',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    });
    await this.worker();
  }

  /** Ends the browser, as a person who goes home does; the profile stays. */
  async closeBrowser(): Promise<void> {
    await this.#context?.close();
    this.#context = undefined;
  }

  async restart(): Promise<void> {
    await this.closeBrowser();
    await this.open();
  }

  async dispose(): Promise<void> {
    await this.closeBrowser();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async worker(): Promise<Worker> {
    const isOurs = (worker: Worker) => worker.url().endsWith('/background.js');
    return this.context.serviceWorkers().find(isOurs) ?? this.context.waitForEvent('serviceworker', isOurs);
  }

  async extensionId(): Promise<string> {
    return new URL((await this.worker()).url()).host;
  }

  /** Kills the service worker at once, in whatever it is doing. The next event starts it anew. */
  async killWorker(): Promise<void> {
    const browser = this.context.browser();
    if (!browser) throw new Error('no browser to ask for its targets');
    const id = await this.extensionId();
    const session = await browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets');
    const target = targetInfos.find(({ type, url }) => type === 'service_worker' && url.includes(id));
    if (target) await session.send('Target.closeTarget', { targetId: target.targetId });
    await session.detach();
  }

  /** Opens one of Unstick's own pages, for example `popup.html` or `console.html#/jobs`. */
  async openOwnPage(path: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(`chrome-extension://${await this.extensionId()}/${path}`);
    return page;
  }
}
