import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import { createBudget } from '../../../utils/genesys/budget';
import type { BudgetSnapshot } from '../../../utils/genesys/budget-state';
import { createPlatform } from '../../../utils/genesys/platform';
import { createTransport } from '../../../utils/genesys/transport';
import type { Policy } from '../../../utils/jobs/confirm';
import type { Who } from '../../../utils/jobs/ledger-schema';
import { createJobs, type Jobs } from '../../../utils/jobs/service';
import { triage } from '../../../utils/triage/triage';
import { createEmulator, type Emulator } from '../../emulator/emulator';
import type { Knobs } from '../../emulator/knobs';
import { createSimulatedClock, type SimulatedClock } from '../clock/simulated-clock';
import { WHO } from './sample-records';

/** One life of the worker; `die` takes it away between two instructions, as a browser does. */
export interface Life {
  jobs: Jobs;
  die(): void;
}

/** The pipeline against a whole Genesys Cloud, in simulated time. */
export interface Pipeline {
  clock: SimulatedClock;
  emulator: Emulator;
  queue: { id: string; name: string };
  /** The parts that a test turns while the pipeline runs. */
  now: { who: Who | undefined; online: boolean; policy: Policy; undoMs: number; token: string | undefined };
  problems: unknown[];
  boot(): Life;
  /** Lets time pass until the condition holds. */
  until(holds: () => Promise<boolean>, forMs?: number): Promise<void>;
  /** Drafts and starts a clear of the queue; the job's id. */
  startClear(jobs: Jobs): Promise<string>;
  /** Runs until nothing is left that goes on by itself. */
  finish(jobs: Jobs): Promise<void>;
  /** Of a promise that needs time to pass. */
  run<T>(work: Promise<T>): Promise<T>;
}

// Minutes of simulated time are seconds of real time, more on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

export const START = Date.parse('2026-11-20T09:00:00Z');
const QUEUE_NAME = 'Support e-mail';

export function createPipeline(knobs: Partial<Knobs> = {}, seed = 1): Pipeline {
  const clock = createSimulatedClock(START);
  const emulator = createEmulator({ clock, seed, knobs });
  const queue = emulator.world.queue(QUEUE_NAME);
  const factory = new IDBFactory();
  const problems: unknown[] = [];
  const now: Pipeline['now'] = {
    who: WHO,
    online: true,
    policy: { bulkEnabled: true, allowLive: false, requireReason: false },
    undoMs: 5_000,
    token: emulator.issueToken().token,
  };
  let boots = 0;
  let ids = 0;
  let holder: object | undefined;
  let savedBudget: BudgetSnapshot | undefined;

  function boot(): Life {
    boots += 1;
    const bootId = `boot-${boots}`;
    const life = { dead: false };
    const never = new Promise<never>(() => {});
    const alive = <T>(work: Promise<T>): Promise<T> =>
      work.then(
        (value) => (life.dead ? never : value),
        (error: unknown) => (life.dead ? never : Promise.reject(error)),
      );
    const lifeClock = {
      now: clock.now,
      sleep: (ms: number, signal?: AbortSignal) => (life.dead ? never : alive(clock.sleep(ms, signal))),
    };
    const fetcher: typeof fetch = (input, init) =>
      life.dead ? never : alive(emulator.fetch(new Request(input, init)));
    const budget = createBudget({
      clock: lifeClock,
      restored: savedBudget,
      persist: (snapshot) => {
        if (!life.dead) savedBudget = snapshot;
      },
    });
    const transport = createTransport({
      access: () =>
        now.token === undefined ? undefined : { region: 'mypurecloud.com' as const, token: now.token },
      fetch: fetcher,
      clock: lifeClock,
      budget,
      random: () => 0.5,
    });
    const jobs = createJobs({
      indexedDB: mortal(factory, life),
      platform: createPlatform(transport),
      budget,
      clock: lifeClock,
      triage,
      bootId,
      randomId: () => {
        ids += 1;
        return `id-${ids}`;
      },
      online: () => now.online,
      whoNow: async () => now.who,
      policy: async () => now.policy,
      undoMs: async () => now.undoMs,
      lock: async (run) => {
        if (holder !== undefined) return undefined;
        holder = life;
        try {
          return await run();
        } finally {
          if (holder === life) holder = undefined;
        }
      },
      onProblem: (problem) => {
        if (!life.dead) problems.push(problem);
      },
    });
    return {
      jobs,
      die() {
        life.dead = true;
        if (holder === life) holder = undefined;
      },
    };
  }

  const run = <T>(work: Promise<T>) => clock.runUntil(work);

  async function until(holds: () => Promise<boolean>, forMs = 20 * 60_000): Promise<void> {
    const end = clock.now() + forMs;
    const poll = async () => {
      while (!(await holds())) {
        if (clock.now() > end) throw new Error('it did not come to that in time');
        await clock.sleep(500);
      }
    };
    await clock.runUntil(poll());
  }

  return {
    clock,
    emulator,
    queue: { id: queue.id, name: queue.name },
    now,
    problems,
    boot,
    until,
    run,
    async startClear(jobs) {
      const { id } = await run(jobs.draftClear(queue, WHO));
      await until(async () => !(await jobs.view(id)).draft.collecting);
      const { confirmation = '' } = await run(jobs.view(id));
      await run(jobs.startClear({ jobId: id, confirmation, typedName: QUEUE_NAME }));
      return id;
    },
    finish: (jobs) => until(async () => !(await jobs.unfinished())),
  };
}

/** A factory whose databases do nothing more for a life that is over: what was not committed is lost. */
function mortal(factory: IDBFactory, life: { dead: boolean }): IDBFactory {
  return new Proxy(factory, {
    get(target, key) {
      if (key !== 'open') return Reflect.get(target, key, target);
      return (name: string, version?: number) => {
        const request = target.open(name, version);
        const transaction = IDBDatabase.prototype.transaction;
        request.addEventListener('success', () => {
          const database = request.result;
          Object.defineProperty(database, 'transaction', {
            configurable: true,
            value(...given: Parameters<IDBDatabase['transaction']>) {
              if (life.dead) throw new Error('this worker is dead');
              return transaction.apply(database, given);
            },
          });
        });
        return request;
      };
    },
  });
}
