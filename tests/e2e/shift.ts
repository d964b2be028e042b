import { test as base, expect } from '@playwright/test';
import { Supervisor } from '../browser/supervisor.ts';
import { UnstickBrowser } from '../browser/unstick-browser.ts';
import { clientOf, createEmulator, type Emulator } from '../emulator/emulator.ts';
import type { Knobs } from '../emulator/knobs.ts';
import { serveEmulator } from '../emulator/serve.ts';

/** A raised budget and short ways, so that a test takes seconds; everything else stays as it is likeliest. */
export const QUICK: Partial<Knobs> = {
  ratePerMinute: 12_000,
  burstPerSecond: 1_000,
  latency: { minMs: 5, maxMs: 25, tailMs: 0, tailChance: 0 },
  disconnectEffectMs: { minMs: 100, maxMs: 800 },
  activityLagMs: 300,
};

export interface Shift {
  genesys: Emulator;
  browser: UnstickBrowser;
  supervisor: Supervisor;
}

export interface ShiftOptions {
  knobs: Partial<Knobs>;
  grant: 'implicit' | 'pkce';
  dark: boolean;
  /** Whether Unstick is set up and signed in when the test begins. */
  signedIn: boolean;
  otherExtensions: string[];
}

/** Each test has a Genesys Cloud and a browser of its own. */
export const test = base.extend<ShiftOptions & { shift: Shift }>({
  knobs: [QUICK, { option: true }],
  grant: ['pkce', { option: true }],
  dark: [false, { option: true }],
  signedIn: [true, { option: true }],
  otherExtensions: [[], { option: true }],
  shift: async ({ knobs, grant, dark, signedIn, otherExtensions }, use, testInfo) => {
    const genesys = createEmulator({ knobs });
    const served = await serveEmulator(genesys);
    const browser = await UnstickBrowser.launch({ port: served.port, dark, otherExtensions });
    const supervisor = new Supervisor(browser);
    const redirectUri = `https://${await browser.extensionId()}.chromiumapp.org/`;
    for (const kind of ['implicit', 'pkce'] as const)
      genesys.addRedirectUri(clientOf(kind).clientId, redirectUri);
    if (signedIn) {
      await supervisor.setUp({ clientId: clientOf(grant).clientId, grant });
      await supervisor.signIn();
    }
    await use({ genesys, browser, supervisor });
    if (testInfo.status !== testInfo.expectedStatus) {
      for (const [index, page] of browser.context.pages().entries()) {
        const body = await page.screenshot().catch(() => undefined);
        if (body) await testInfo.attach(`page-${index}`, { body, contentType: 'image/png' });
      }
    }
    await browser.dispose();
    await served.close();
  },
});

export { expect };

/** Polls the emulator's truth until it holds; for what has no element to wait for. */
export async function untilTrue(says: () => boolean, what: string, timeoutMs = 30_000): Promise<void> {
  await expect.poll(says, { message: what, timeout: timeoutMs }).toBe(true);
}
