import type { Figures } from '../figures.ts';
import { type FloodedQueue, USABLE_PER_MINUTE } from './flooded-queue.ts';
import type { RunReport } from './strategy.ts';

/** After so long everything that was accepted has had its effect. */
const EFFECT_MS = 5_000;
const MINUTE_MS = 60_000;

/**
 * A run held against the emulator's truth:
 * - `timesLimit`: from start to finished, as a multiple of the time that one request for each ended interaction takes at
 *   the allowed rate less our reserve;
 * - `utilisation`: requests that counted in that time, as a share of what that rate would have allowed;
 * - `requestsPerEnded`: all requests from the draft on, refused ones too, for each interaction that the run ended;
 * - `wronglyEnded`: an agent and the customer were connected when the call was made;
 * - `endedAlerting`: it was ringing at an agent's desk when the call was made;
 * - `missed`: waited at the start and still do, in nobody's hands;
 * - `misreported`: said to have ended and has not, or was ended by the run and is not said to have.
 */
export async function judge(
  { clock, emulator, waitingAtStart }: FloodedQueue,
  run: RunReport,
): Promise<Figures> {
  await clock.advance(EFFECT_MS);
  const { truth } = emulator;
  const endedByRun = truth.ended('our call');
  const hasEnded = new Set(truth.ended());
  const minutes = (run.finishedAt - run.startedAt) / MINUTE_MS;
  const { requests, refused429 } = truth.rate();
  const counted = truth.requests().filter(({ at, host, status }) => {
    return host.startsWith('api.') && status !== 429 && at >= run.startedAt && at <= run.finishedAt;
  });
  const saidInVain = [...run.saidEnded].filter((id) => !hasEnded.has(id));
  const unsaid = endedByRun.filter((id) => !run.saidEnded.has(id));
  const endedAlerting = truth.disconnects().filter(({ moment, effectAt }) => {
    return moment === 'alerting' && effectAt !== undefined;
  });
  const missed = waitingAtStart.filter((id) => truth.conversation(id).moment === 'waiting');
  return {
    timesLimit: rounded(minutes / (endedByRun.length / USABLE_PER_MINUTE)),
    utilisation: rounded(counted.length / (minutes * USABLE_PER_MINUTE)),
    requestsPerEnded: rounded(requests / endedByRun.length),
    http429: refused429,
    wronglyEnded: truth.wronglyEnded().length,
    endedAlerting: endedAlerting.length,
    missed: missed.length,
    misreported: saidInVain.length + unsaid.length,
    chosen: waitingAtStart.length,
    ended: endedByRun.length,
  };
}

function rounded(figure: number): number {
  return Math.round(figure * 1_000) / 1_000;
}
