import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { Supervisor } from '../browser/supervisor.ts';
import { UnstickBrowser } from '../browser/unstick-browser.ts';
import { clientOf, createEmulator } from '../emulator/emulator.ts';
import { serveEmulator } from '../emulator/serve.ts';
import type { PartReport } from './figures.ts';

const BUILT = '.output/chrome-mv3';
const STARTS = 10;
const MOST_WAIT_MS = 10_000;
const SETTLE_MS = 250;

/**
 * The weight and the cold start of the release build, which is built anew:
 * - `readyMs`: from a question of an own page to a worker that was killed, to its answer; the median of ten, signed in,
 *   in Chromium. The test driver attaches to each new worker, which is part of it;
 * - `workerGzKB`, `contentGzKB`: the bundles after gzip, in 1,000 bytes.
 */
export async function measureWorker(): Promise<PartReport> {
  const built = spawnSync('node_modules/.bin/wxt', ['build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) throw new Error('The extension could not be built; the message is above.');
  return {
    title: `worker: release build in Chromium, median of ${STARTS} cold starts`,
    strategies: {
      ours: {
        readyMs: Math.round(median(await coldStarts()) * 10) / 10,
        workerGzKB: gzKB(`${BUILT}/background.js`),
        contentGzKB: gzKB(`${BUILT}/content-scripts/genesys.js`),
      },
    },
  };
}

async function coldStarts(): Promise<number[]> {
  const genesys = createEmulator();
  const served = await serveEmulator(genesys);
  try {
    const browser = await UnstickBrowser.launch({ port: served.port });
    try {
      const client = clientOf('pkce');
      genesys.addRedirectUri(client.clientId, `https://${await browser.extensionId()}.chromiumapp.org/`);
      const supervisor = new Supervisor(browser);
      await supervisor.setUp({ clientId: client.clientId, grant: 'pkce' });
      await supervisor.signIn();
      // A page that asks nothing by itself once it is there, so that only our question starts the worker.
      const page = await browser.openOwnPage('options.html');
      await page.getByLabel('Region').waitFor();
      const times: number[] = [];
      for (let start = 0; start < STARTS; start += 1) {
        await browser.killWorker();
        await untilGone(browser);
        times.push(await askSession(page));
      }
      return times;
    } finally {
      await browser.dispose();
    }
  } finally {
    await served.close();
  }
}

/** Waits until the browser has no worker of ours any more and its end is over; only then is the next start a cold one. */
async function untilGone(browser: UnstickBrowser): Promise<void> {
  const end = performance.now() + MOST_WAIT_MS;
  const session = await browser.context.browser()?.newBrowserCDPSession();
  if (session === undefined) throw new Error('There is no browser to ask for its workers.');
  const lives = async () => {
    // The browser itself is asked: the driver goes on listing a worker that was killed.
    const { targetInfos } = await session.send('Target.getTargets');
    return targetInfos.some(({ type, url }) => type === 'service_worker' && url.endsWith('/background.js'));
  };
  do {
    if (performance.now() > end) throw new Error('The killed worker did not go away.');
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  } while (await lives());
  await session.detach();
}

/** How long the worker takes to say who is signed in, ms. Throws when it does not. */
async function askSession(page: Page): Promise<number> {
  const { ms, signedIn } = await page.evaluate(async () => {
    const { chrome } = globalThis as unknown as {
      chrome: {
        runtime: { sendMessage(message: object): Promise<{ ok?: boolean; value?: { who?: object } }> };
      };
    };
    const begun = performance.now();
    const reply = await chrome.runtime.sendMessage({ unstick: 1, command: 'session.get', payload: {} });
    return { ms: performance.now() - begun, signedIn: reply.ok === true && reply.value?.who !== undefined };
  });
  if (!signedIn) throw new Error('The worker did not say who is signed in.');
  return ms;
}

function gzKB(file: string): number {
  return Math.round(gzipSync(readFileSync(file), { level: 9 }).length / 100) / 10;
}

function median(numbers: number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const around = sorted.slice(Math.ceil(middle) - 1, Math.floor(middle) + 1);
  return around.reduce((sum, each) => sum + each, 0) / around.length;
}
