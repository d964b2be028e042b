import { browser } from 'wxt/browser';
import type { IdentityPort } from './authorize.ts';
import { remembered } from './remembered-area.ts';
import type { ManagedArea, StorageArea } from './storage-areas.ts';

/** How long, ms, a silent sign-in may take until a person is needed. */
const SILENT_MS = 15_000;

/** `storage.local`. */
export const localArea: StorageArea = remembered(browser.storage.local);

let policy: Promise<Record<string, unknown>> | undefined;
browser.storage.onChanged.addListener((_, area) => {
  if (area === 'managed') policy = undefined;
});

/** `storage.managed`, read once and again when the browser says that it changed: one read took 15 ms (measured). */
export const managedArea: ManagedArea = {
  get() {
    if (policy !== undefined) return policy;
    const read = browser.storage.managed.get();
    policy = read;
    // A read that failed is not kept: the next one may find the policy that this one missed.
    read.catch(() => {
      policy = undefined;
    });
    return read;
  },
};

/** `storage.session`; the polyfill's types predate it. */
export const sessionArea: StorageArea = remembered(
  (browser.storage as unknown as { session: StorageArea }).session,
);

/** The browser's sign-in window. */
export const identityPort: IdentityPort = {
  getRedirectURL: () => browser.identity.getRedirectURL(),
  launchWebAuthFlow(details) {
    // Genesys's sign-in page redirects by script, so a silent flow must outlive the first load. Firefox, which has
    // no such options and refuses what it does not know, waits by itself.
    const patient = {
      ...details,
      abortOnLoadForNonInteractive: false,
      timeoutMsForNonInteractive: SILENT_MS,
    };
    const isChromium = browser.runtime.getURL('').startsWith('chrome-extension:');
    return browser.identity.launchWebAuthFlow(isChromium && !details.interactive ? patient : details);
  },
};
