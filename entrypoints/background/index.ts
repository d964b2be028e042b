import { browser } from 'wxt/browser';
import { defineBackground } from 'wxt/utils/define-background';
import { regionOfAppsHost } from '../../utils/genesys/regions';
import { problemOf } from '../../utils/jobs/job-problem';
import { answer } from '../../utils/protocol/router';
import { type Sender, senderKind } from '../../utils/protocol/senders';
import { ALARM } from './wakefulness';
import { startWorker } from './worker';

export default defineBackground(() => {
  // Listeners belong to the first tick: one that is added later misses the event that started the worker.
  const worker = startWorker();
  const self = {
    id: browser.runtime.id,
    origin: new URL(browser.runtime.getURL('/')).origin,
    isGenesysHost: (hostname: string) => regionOfAppsHost(hostname) !== undefined,
  };

  browser.runtime.onMessage.addListener((message: unknown, from, reply) => {
    const sender = from as Sender;
    worker
      .then(({ handlers }) =>
        answer(message, sender, { handlers, kindOf: (who) => senderKind(who, self), explain: problemOf }),
      )
      .catch((error: unknown) => ({ ok: false as const, problem: problemOf(error) }))
      .then((answered) => answered && (reply as (answered: unknown) => void)(answered));
    return true;
  });
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void worker.then(({ resume }) => resume());
  });
  // Only to be started with the browser: what is unfinished is taken up on every start of the worker.
  browser.runtime.onStartup.addListener(() => {});
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void worker.then(({ welcome }) => welcome());
  });
  globalThis.addEventListener('online', () => void worker.then(({ resume }) => resume()));
});
