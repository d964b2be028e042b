/**
 * `npm run demo` after its set-up: an emulated Genesys Cloud on a bad day, and a Chromium with Unstick in it. With a
 * display it stays open for a person; without one, or with `--headless`, it plays the story itself and reports the
 * emulator's truth.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Supervisor } from '../browser/supervisor.ts';
import { UnstickBrowser } from '../browser/unstick-browser.ts';
import { FLOODED_QUEUE, fillDemoWorld } from '../emulator/demo-world.ts';
import { clientOf, createEmulator } from '../emulator/emulator.ts';
import { serveEmulator } from '../emulator/serve.ts';
import { playStory } from './story.ts';
import { truthTable } from './truth-table.ts';

/** A real org allows about 300; the story would take 17 minutes then. */
const RATE_PER_MINUTE = 6_000;
const OUTPUT = 'demo-output';

const { values } = parseArgs({
  options: { headless: { type: 'boolean' }, spam: { type: 'string', default: '5000' } },
});
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const alone = values.headless === true || !hasDisplay;

const built = spawnSync('node_modules/.bin/wxt', ['build'], { stdio: ['ignore', 'ignore', 'inherit'] });
if (built.status !== 0) finish('the extension could not be built');
rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });

const genesys = createEmulator({
  // Genesys's own pages lag half a minute or more; so do these.
  knobs: { ratePerMinute: RATE_PER_MINUTE, burstPerSecond: RATE_PER_MINUTE / 15, uiLagMs: 30_000 },
});
const world = fillDemoWorld(genesys, { spam: Number(values.spam) });
const served = await serveEmulator(genesys);
say(
  `An emulated Genesys Cloud with ${world.spamIds.length} spam e-mails and ${world.realIds.length} customers' e-mails`,
);
say(
  `in the queue "${FLOODED_QUEUE}". Its request budget is raised to ${RATE_PER_MINUTE} a minute for the demo (real: about 300).`,
);

const browser = await UnstickBrowser.launch({ port: served.port, headless: alone });
const supervisor = new Supervisor(browser);
const client = clientOf('pkce');
genesys.addRedirectUri(client.clientId, `https://${await browser.extensionId()}.chromiumapp.org/`);
await supervisor.setUp({ clientId: client.clientId, grant: 'pkce' });

if (alone) {
  let failure: string | undefined;
  try {
    failure = await playStory({ genesys, browser, supervisor, world, output: OUTPUT, say });
  } catch (error) {
    failure = error instanceof Error ? (error.message.split('\n')[0] ?? 'unknown') : String(error);
  }
  say(truthTable(genesys, world));
  await browser.dispose();
  await served.close();
  finish(failure);
} else {
  const queueId = genesys.world.queue(FLOODED_QUEUE).id;
  await supervisor.openQueue(queueId);
  await supervisor.openInteractions('?mediaType=voice');
  say(`
What to try:
  1. Open Unstick from the toolbar and sign in (the window's button is enough).
  2. In Interactions, point at a row and press "Disconnect interaction": a ghost goes after a few seconds of Undo,
     a live call shows why it is refused.
  3. In the queue's tab, press "Clear queue…", keep the senders that are customers, type the queue's name, start.
  4. Close tabs, or the whole browser window, in mid-run. Close the window to end the demo.`);
  await new Promise<void>((resolve) => browser.context.on('close', () => resolve()));
  say(truthTable(genesys, world));
  await browser.dispose();
  await served.close();
  finish(undefined);
}

function finish(failure: string | undefined): never {
  say(failure === undefined ? 'demo ok' : `demo failed: ${failure}`);
  process.exit(failure === undefined ? 0 : 1);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
