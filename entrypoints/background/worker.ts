import { browser } from 'wxt/browser';
import { systemClock } from '../../utils/clock/clock';
import { createBudget } from '../../utils/genesys/budget';
import { createPlatform } from '../../utils/genesys/platform';
import { createTransport } from '../../utils/genesys/transport';
import { createJobs } from '../../utils/jobs/service';
import { identityPort, localArea, managedArea, sessionArea } from '../../utils/session/browser-ports';
import { createSettings } from '../../utils/session/settings';
import { createSession } from '../../utils/session/sign-in';
import { triage } from '../../utils/triage/triage';
import { createBudgetMemory } from './budget-memory';
import { createHandlers } from './handlers';
import { createWakefulness } from './wakefulness';

/** The one place that sees everything: it chooses the parts and puts them together. */
export async function startWorker() {
  const clock = systemClock;
  const fetcher: typeof fetch = (input, init) => fetch(input, init);
  const memory = createBudgetMemory(sessionArea);
  const settings = createSettings({
    local: localArea,
    managed: managedArea,
    redirectUri: () => identityPort.getRedirectURL(),
  });
  const budget = createBudget({ clock, restored: await memory.restore(), persist: memory.persist });
  budget.setReserve((await settings.get()).settings.reservePercent);

  const session = createSession({
    settings,
    sessionArea,
    identity: identityPort,
    fetch: fetcher,
    clock,
    crypto,
    platformFor: (region, token) =>
      createPlatform(createTransport({ access: () => ({ region, token }), fetch: fetcher, clock, budget })),
  });
  const platform = createPlatform(
    createTransport({ access: session.access, renew: session.renew, fetch: fetcher, clock, budget }),
  );

  const jobs = createJobs({
    indexedDB,
    platform,
    budget,
    clock,
    triage,
    bootId: crypto.randomUUID(),
    randomId: () => crypto.randomUUID(),
    online: () => navigator.onLine !== false,
    whoNow: async () => (await session.current()).who,
    policy: settings.policy,
    undoMs: async () => (await settings.get()).settings.undoSeconds * 1_000,
    lock: (run) =>
      navigator.locks.request('unstick job runner', { ifAvailable: true }, (lock) =>
        lock ? run() : undefined,
      ),
  });
  const wakefulness = createWakefulness({
    alarms: browser.alarms,
    clock,
    unfinished: jobs.unfinished,
    touch: () => sessionArea.set({ awake: clock.now() }),
  });

  /** Takes up whatever is unfinished, and stays awake until it is done. */
  async function resume(): Promise<void> {
    jobs.kick();
    await wakefulness.follow();
  }

  async function welcome(): Promise<void> {
    if ((await settings.get()).settings.clientId === '') await browser.runtime.openOptionsPage();
  }

  const { retentionDays } = (await settings.get()).settings;
  void jobs.forgetOlderThan(retentionDays).catch(() => {});
  // Whatever started this worker, a click, an alarm or the browser itself: unfinished work goes on.
  void resume();

  return {
    handlers: createHandlers({ settings, session, platform, budget, jobs, resume, clock }),
    resume,
    welcome,
  };
}
