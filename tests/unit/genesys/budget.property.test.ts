import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Budget, createBudget } from '../../../utils/genesys/budget';
import type { BudgetSnapshot, Lane } from '../../../utils/genesys/budget-state';
import { createSimulatedClock, type SimulatedClock } from '../clock/simulated-clock';

const START = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;
const EVENING = 12 * 60 * MINUTE;

type Step =
  | { do: 'acquire'; lane: Lane; count: number }
  | { do: 'wait'; ms: number }
  | { do: 'answer'; status: number; headers: Record<string, string> }
  | { do: 'restart' }
  | { do: 'set clock back'; ms: number }
  | { do: 'allow'; perMinute: number };

interface Grant {
  /** Ms since the start, whatever the wall clock was set to. */
  at: number;
  lane: Lane;
}

interface Pause {
  from: number;
  until: number;
}

/** The limiter with its restarts, seen from outside: every grant, every pause, every limit in force. */
class Watched {
  readonly clock: SimulatedClock = createSimulatedClock(START);
  readonly grants: Grant[] = [];
  readonly pauses: Pause[] = [];
  readonly limits: { at: number; perMinute: number }[];
  #saved: BudgetSnapshot | undefined;
  #back = 0;
  #budget: Budget;
  #life = new AbortController();
  #pending = new Set<Promise<unknown>>();
  readonly reserve: number;

  constructor(allowed: number, reserve: number) {
    this.reserve = reserve;
    this.limits = [{ at: 0, perMinute: allowed }];
    this.#budget = this.#begin(allowed);
  }

  #begin(allowedPerMinute: number): Budget {
    return createBudget({
      clock: this.clock,
      restored: this.#saved,
      allowedPerMinute,
      reservePercent: this.reserve,
      persist: (snapshot) => {
        this.#saved = structuredClone(snapshot);
      },
    });
  }

  now(): number {
    return this.clock.now() + this.#back - START;
  }

  async step(step: Step): Promise<void> {
    switch (step.do) {
      case 'acquire':
        for (let n = 0; n < step.count; n += 1) this.#acquire(step.lane);
        return;
      case 'wait':
        return this.clock.advance(step.ms);
      case 'answer': {
        const before = this.#budget.state().pausedUntil;
        this.#budget.observe({ status: step.status, headers: new Headers(step.headers) });
        const until = this.#budget.state().pausedUntil;
        if (until !== undefined && until !== before) {
          this.pauses.push({ from: this.now(), until: this.now() + (until - this.clock.now()) });
        }
        return this.#noteLimit();
      }
      case 'restart':
        this.#life.abort();
        this.#life = new AbortController();
        this.#budget = this.#begin(this.limits[0]?.perMinute ?? 300);
        return this.#noteLimit();
      case 'set clock back':
        this.clock.shift(-step.ms);
        this.#back += step.ms;
        return;
      case 'allow':
        this.#budget.setAllowed(step.perMinute);
        return this.#noteLimit();
    }
  }

  /** Lets everybody who still waits have their grant. */
  async finish(): Promise<void> {
    await this.clock.runUntil(Promise.all(this.#pending));
  }

  #noteLimit(): void {
    this.limits.push({ at: this.now(), perMinute: this.#budget.state().allowedPerMinute });
  }

  #acquire(lane: Lane): void {
    const life = this.#life.signal;
    const acquiring = this.#budget.acquire(lane, life).then(
      () => {
        if (!life.aborted) this.grants.push({ at: this.now(), lane });
      },
      () => {},
    );
    this.#pending.add(acquiring);
    void acquiring.then(() => this.#pending.delete(acquiring));
  }
}

/** The highest limit that was in force in the minute before. */
function limitAt(watched: Watched, at: number): number {
  const inForce = watched.limits.filter((limit, index) => {
    const next = watched.limits[index + 1];
    return limit.at <= at && (next === undefined || next.at > at - MINUTE);
  });
  return Math.max(...inForce.map((limit) => limit.perMinute));
}

function expectWithinLimits(watched: Watched): void {
  const { grants } = watched;
  let oldest = 0;
  grants.forEach((grant, index) => {
    while ((grants[oldest]?.at ?? 0) <= grant.at - MINUTE) oldest += 1;
    const inMinute = index - oldest + 1;
    const allowed = limitAt(watched, grant.at);
    expect(inMinute, `in the minute before ${grant.at}`).toBeLessThanOrEqual(allowed);
    if (grant.lane === 'job') {
      const usable = Math.max(1, allowed - Math.ceil((allowed * watched.reserve) / 100));
      expect(inMinute, `for a job, in the minute before ${grant.at}`).toBeLessThanOrEqual(usable);
    }
    for (const pause of watched.pauses) {
      expect(grant.at > pause.from && grant.at < pause.until, 'sent in a pause').toBe(false);
    }
  });
}

const lane = fc.constantFrom<Lane>('interactive', 'job');
const acquire = fc.record({
  do: fc.constant('acquire' as const),
  lane,
  count: fc.integer({ min: 1, max: 60 }),
});
const wait = fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 45_000 }) });
const restart = fc.record({ do: fc.constant('restart' as const) });
const back = fc.record({
  do: fc.constant('set clock back' as const),
  ms: fc.integer({ min: 1, max: 7_200_000 }),
});
const refusal = fc.record({
  do: fc.constant('answer' as const),
  status: fc.constant(429),
  headers: fc.oneof(
    fc.constant({}),
    fc.integer({ min: 0, max: 90 }).map((s) => ({ 'retry-after': String(s) }) as Record<string, string>),
  ),
});
const lie = fc.record({
  do: fc.constant('answer' as const),
  status: fc.constantFrom(200, 202, 404, 429, 500),
  headers: fc.dictionary(
    fc.constantFrom('inin-ratelimit-allowed', 'inin-ratelimit-count', 'inin-ratelimit-reset', 'retry-after'),
    fc.oneof(
      fc.integer({ min: -10, max: 2_000 }).map(String),
      fc.constantFrom('', 'soon', '1e9', '999999999', '0', '-1', '12.5'),
    ),
  ),
});
const allow = fc.record({ do: fc.constant('allow' as const), perMinute: fc.integer({ min: 1, max: 900 }) });

async function run(allowed: number, reserve: number, steps: readonly Step[]): Promise<Watched> {
  const watched = new Watched(allowed, reserve);
  for (const step of steps) await watched.step(step);
  await watched.finish();
  return watched;
}

const allowed = fc.integer({ min: 2, max: 600 });
const reserve = fc.integer({ min: 0, max: 20 });

describe('whatever happens', () => {
  test('no minute holds more than allowed, over latencies, lanes, restarts, 429s and a clock set back', async () => {
    const steps = fc.array(
      fc.oneof({ arbitrary: acquire, weight: 3 }, { arbitrary: wait, weight: 3 }, restart, refusal, back),
      {
        minLength: 5,
        maxLength: 40,
      },
    );
    await fc.assert(
      fc.asyncProperty(allowed, reserve, steps, async (perMinute, percent, what) => {
        expectWithinLimits(await run(perMinute, percent, what));
      }),
      { numRuns: 60 },
    );
  });

  test('headers may lie: the limit told is kept, and everybody is served in the end', async () => {
    const steps = fc.array(fc.oneof({ arbitrary: acquire, weight: 2 }, wait, lie, allow, restart), {
      minLength: 5,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(allowed, reserve, steps, async (perMinute, percent, what) => {
        const watched = await run(perMinute, percent, what);
        expectWithinLimits(watched);
        expect(watched.now()).toBeLessThan(2 * EVENING);
      }),
      { numRuns: 60 },
    );
  });

  test('a server that counts strictly sees no request too many, and a job keeps its speed', async () => {
    const latencies = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(latencies, fc.integer({ min: 1, max: 12 }), async (latency, workers) => {
        const clock = createSimulatedClock(START);
        const budget = createBudget({ clock, allowedPerMinute: 300, reservePercent: 4 });
        let sent = 0;
        const work = async () => {
          while (clock.now() < START + 3 * MINUTE) {
            await budget.acquire('job');
            sent += 1;
            await clock.sleep(latency[sent % latency.length] ?? 1);
          }
        };
        await clock.runUntil(Promise.all(Array.from({ length: workers }, work)));
        expect(sent).toBeLessThanOrEqual(3 * 288 + workers + 1);
        if (workers >= 6) expect(sent).toBeGreaterThan(3 * 288 * 0.97);
      }),
      { numRuns: 30 },
    );
  });
});
