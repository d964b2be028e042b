import type { PartReport, Strategies } from '../figures.ts';
import { fixed280 } from './fixed280.ts';
import { ALLOWED_PER_MINUTE, floodQueue, USABLE_PER_MINUTE } from './flooded-queue.ts';
import { judge } from './judge.ts';
import { ours } from './ours.ts';
import type { Strategy } from './strategy.ts';

const STRATEGIES: Record<string, Strategy> = { ours, fixed280 };

/** Clears the same flooded queue by each strategy, in a world of its own and in simulated time. */
export async function measureClear({ count }: { count: number }): Promise<PartReport> {
  const strategies: Strategies = {};
  for (const [name, strategy] of Object.entries(STRATEGIES)) {
    const world = floodQueue(count);
    strategies[name] = await judge(world, await strategy(world));
  }
  return {
    title:
      `clear: ${count} waiting e-mails, ${ALLOWED_PER_MINUTE} requests a minute allowed, ` +
      `measured by ${USABLE_PER_MINUTE} (simulated time)`,
    strategies,
  };
}
