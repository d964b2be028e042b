import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { createBudget } from '../../../utils/genesys/budget.ts';
import { createPlatform } from '../../../utils/genesys/platform.ts';
import { createTransport } from '../../../utils/genesys/transport.ts';
import { createJobs, type Jobs } from '../../../utils/jobs/service.ts';
import { triage } from '../../../utils/triage/triage.ts';
import type { FloodedQueue } from './flooded-queue.ts';
import type { RunReport } from './strategy.ts';

const WHO = {
  region: 'mypurecloud.com',
  orgId: 'org-1',
  orgName: 'Example Care',
  userId: 'user-1',
  userName: 'Sam Supervisor',
  userEmail: 'supervisor@example.test',
};
const LOOK_EVERY_MS = 1_000;
const PAGE = 500;

/**
 * The whole pipeline as the worker puts it together, on a ledger in memory: what the worker asks for a draft, the draft,
 * the typed name, the clear, and the record. Rejects with the reason when the job pauses or ends otherwise than finished.
 */
export async function ours(world: FloodedQueue): Promise<RunReport> {
  const { clock, queue } = world;
  const problems: unknown[] = [];
  const { jobs, platform, budget } = pipelineOn(world, (problem) => problems.push(problem));
  const until = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await clock.sleep(LOOK_EVERY_MS);
  };

  async function clear(): Promise<RunReport> {
    budget.setAllowed((await platform.getRequestLimit({ lane: 'interactive' })) ?? 300);
    await platform.getQueue(queue.id, { lane: 'interactive' });
    const { id } = await jobs.draftClear(queue, WHO);
    await until(async () => !(await jobs.view(id)).draft.collecting);
    const { confirmation = '' } = await jobs.view(id);
    await jobs.startClear({ jobId: id, confirmation, typedName: queue.name });
    await until(async () => !(await jobs.unfinished()));
    const { state, pause, startedAt, finishedAt } = await jobs.view(id);
    if (problems.length > 0) throw new Error(`The clear had a problem: ${String(problems[0])}`);
    if (state !== 'finished' || startedAt === undefined || finishedAt === undefined) {
      throw new Error(`The clear did not finish: ${state} ${pause?.reason ?? ''}`.trim());
    }
    return { startedAt, finishedAt, saidEnded: await endedOnRecord(jobs, id) };
  }

  const report = await clock.runUntil(clear());
  await clock.runUntil(jobs.stop());
  return report;
}

function pipelineOn({ clock, emulator }: FloodedQueue, onProblem: (problem: unknown) => void) {
  const { token } = emulator.issueToken();
  let ids = 0;
  let busy = false;
  const budget = createBudget({ clock });
  const platform = createPlatform(
    createTransport({
      access: () => ({ region: 'mypurecloud.com' as const, token }),
      fetch: (input, init) => emulator.fetch(new Request(input, init)),
      clock,
      budget,
      random: () => 0.5,
    }),
  );
  const jobs = createJobs({
    indexedDB: new IDBFactory(),
    platform,
    budget,
    clock,
    triage,
    bootId: 'boot-1',
    randomId: () => {
      ids += 1;
      return `id-${ids}`;
    },
    online: () => true,
    whoNow: async () => WHO,
    policy: async () => ({ bulkEnabled: true, allowLive: false, requireReason: false }),
    undoMs: async () => 5_000,
    lock: async (run) => {
      if (busy) return undefined;
      busy = true;
      try {
        return await run();
      } finally {
        busy = false;
      }
    },
    onProblem,
  });
  return { jobs, platform, budget };
}

/** The record says of both outcomes that the interaction has ended. */
async function endedOnRecord(jobs: Jobs, jobId: string): Promise<Set<string>> {
  const found = new Set<string>();
  for (const bucket of ['ended', 'already ended'] as const) {
    let after: number | undefined;
    for (;;) {
      const page = await jobs.items({ jobId, bucket, after, limit: PAGE });
      for (const { conversationId } of page) found.add(conversationId);
      if (page.length < PAGE) break;
      after = page.at(-1)?.order;
    }
  }
  return found;
}
