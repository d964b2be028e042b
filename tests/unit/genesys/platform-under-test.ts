import { createBudget } from '../../../utils/genesys/budget';
import { createPlatform, type Platform } from '../../../utils/genesys/platform';
import { createTransport, type Transport, type TransportParts } from '../../../utils/genesys/transport';
import { createSimulatedClock, type SimulatedClock } from '../clock/simulated-clock';
import { type Answer, answeringFetch, type SeenRequest } from './answering-fetch';
import { TOKEN } from './samples';

export const START = Date.parse('2026-11-21T12:00:00Z');

/** The real transport and platform over a clock that is simulated and a network that answers from a list. */
export interface UnderTest {
  clock: SimulatedClock;
  transport: Transport;
  platform: Platform;
  seen: SeenRequest[];
  /** Runs a call to its end, letting time pass as it needs. */
  run<T>(call: Promise<T>): Promise<T>;
}

export function underTest(answers: Answer[], more: Partial<TransportParts> = {}): UnderTest {
  const clock = createSimulatedClock(START);
  const fetch = answeringFetch(...answers);
  const transport = createTransport({
    access: () => ({ region: 'mypurecloud.com', token: TOKEN }),
    fetch,
    clock,
    budget: createBudget({ clock }),
    random: () => 0.5,
    ...more,
  });
  const run = <T>(call: Promise<T>) => clock.runUntil(call);
  return { clock, transport, platform: createPlatform(transport), seen: fetch.seen, run };
}
