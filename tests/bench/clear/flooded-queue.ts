import { createEmulator, type Emulator } from '../../emulator/emulator.ts';
import { createSimulatedClock, type SimulatedClock } from '../../unit/clock/simulated-clock.ts';

export const ALLOWED_PER_MINUTE = 300;
/** What our default reserve leaves for a job; the physical limit that every strategy is measured by. */
export const USABLE_PER_MINUTE = 288;

const START = Date.parse('2026-11-20T09:00:00Z');
const HOUR_MS = 3_600_000;
const QUEUE_NAME = 'Support e-mail';
/** Shares of what waits at the start: offered to agents, and added by new customers, spread over the whole run. */
const PICKED_UP = 0.02;
const ARRIVING = 0.01;
/** The list by conversation is not ordered by age as far as is known: here it goes through all ages so many times. */
const LISTED_RUNS = 10;

/** One busy morning in simulated time; the same for every strategy that is tried on it. */
export interface FloodedQueue {
  clock: SimulatedClock;
  emulator: Emulator;
  queue: { id: string; name: string };
  /** The e-mails that wait at the start. */
  waitingAtStart: readonly string[];
}

/**
 * A queue with `count` waiting e-mails, from whose oldest end agents are given one after another, while new ones arrive.
 * Requests take 50 to 300 ms, one in a hundred up to two seconds more; the budget is enforced as likeliest.
 */
export function floodQueue(count: number): FloodedQueue {
  const clock = createSimulatedClock(START);
  const emulator = createEmulator({
    clock,
    seed: 1,
    knobs: {
      ratePerMinute: ALLOWED_PER_MINUTE,
      latency: { minMs: 50, maxMs: 300, tailMs: 2_000, tailChance: 0.01 },
    },
  });
  const { id, name } = emulator.world.queue(QUEUE_NAME);
  const waitingAtStart: string[] = [];
  for (let left = LISTED_RUNS; left > 0; left -= 1) {
    const size = Math.ceil((count - waitingAtStart.length) / left);
    const run = {
      queue: name,
      count: size,
      since: START - 20 * HOUR_MS - left,
      until: START - 60_000 - left,
    };
    waitingAtStart.push(...emulator.addWaiting('email', run).map((each) => each.id));
  }
  const wholeRunMs = (count / USABLE_PER_MINUTE) * 60_000;
  const spread = (share: number) => {
    const events = Math.max(1, Math.round(count * share));
    return { queue: name, count: events, everyMs: wholeRunMs / events };
  };
  emulator.actors.agentsPickUp({ ...spread(PICKED_UP), order: 'acd', afterMs: 2_000, alertingMs: 3_000 });
  // After every listing is made, so that none of these belongs to what was chosen.
  emulator.actors.customersArrive({ ...spread(ARRIVING), media: 'email', afterMs: 30_000 });
  return { clock, emulator, queue: { id, name }, waitingAtStart };
}
