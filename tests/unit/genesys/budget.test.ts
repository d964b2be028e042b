import { describe, expect, test } from 'vitest';
import { type Budget, type BudgetParts, createBudget } from '../../../utils/genesys/budget';
import type { BudgetSnapshot, Lane } from '../../../utils/genesys/budget-state';
import { createSimulatedClock, type SimulatedClock } from '../clock/simulated-clock';

const START = Date.parse('2026-11-21T12:00:00Z');
const MINUTE = 60_000;

function started(options: Partial<BudgetParts> = {}): { clock: SimulatedClock; budget: Budget } {
  const clock = createSimulatedClock(START);
  return { clock, budget: createBudget({ clock, ...options }) };
}

/** Takes grants one after the other and notes the time of each, from the clock's start. */
async function take(clock: SimulatedClock, budget: Budget, lane: Lane, count: number): Promise<number[]> {
  const times: number[] = [];
  const taking = async () => {
    for (let n = 0; n < count; n += 1) {
      await budget.acquire(lane);
      times.push(clock.now() - START);
    }
  };
  await clock.runUntil(taking());
  return times;
}

/** A job that always wants the next grant, until stopped. */
function hungryJob(budget: Budget): { stop: () => void; granted: () => number } {
  const stop = new AbortController();
  let granted = 0;
  const run = async () => {
    for (;;) {
      await budget.acquire('job', stop.signal);
      granted += 1;
    }
  };
  run().catch(() => {});
  return { stop: () => stop.abort(), granted: () => granted };
}

function answer(status: number, headers: Record<string, string> = {}, message?: string) {
  return { status, headers: new Headers(headers), message };
}

describe('the job lane', () => {
  test('uses the budget almost whole, evenly from the first request on', async () => {
    const { clock, budget } = started();
    const times = await take(clock, budget, 'job', 2_880);
    const last = times.at(-1) ?? 0;
    expect(last).toBeGreaterThan(9.9 * MINUTE);
    expect(last).toBeLessThan(10.1 * MINUTE);
    const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(100);
    expect(Math.max(...gaps)).toBeLessThan(420);
    expect(times.filter((at) => at <= 5_000).length).toBeLessThan(26);
    expect(times.filter((at) => at <= MINUTE).length).toBeGreaterThan(280);
  });

  test('does not save up while idle', async () => {
    const { clock, budget } = started();
    await take(clock, budget, 'job', 1);
    await clock.advance(10 * MINUTE);
    const times = await take(clock, budget, 'job', 20);
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(18 * 200);
  });

  test('makes up for late timers, so that the rate holds', async () => {
    const inner = createSimulatedClock(START);
    const clock = {
      now: inner.now,
      sleep: (ms: number, signal?: AbortSignal) => inner.sleep(ms + 15, signal),
    };
    const budget = createBudget({ clock });
    const job = hungryJob(budget);
    await inner.advance(10 * MINUTE);
    job.stop();
    expect(job.granted()).toBeGreaterThan(2_880 * 0.985);
    expect(job.granted()).toBeLessThanOrEqual(2_880);
  });
});

describe('the interactive lane', () => {
  test('overtakes a running job at once, and the job makes room', async () => {
    const { clock, budget } = started();
    const job = hungryJob(budget);
    await clock.advance(3 * MINUTE);
    const before = clock.now();
    await clock.runUntil(Promise.all(Array.from({ length: 6 }, () => budget.acquire('interactive'))));
    expect(clock.now() - before).toBe(0);
    await clock.advance(MINUTE);
    expect(budget.state().perMinuteNow).toBeLessThanOrEqual(300);
    job.stop();
  });

  test('overtakes jobs that wait in a pause, when it ends', async () => {
    const { clock, budget } = started();
    budget.observe(answer(429, { 'Retry-After': '20' }));
    const order: string[] = [];
    const jobs = [1, 2].map((n) => budget.acquire('job').then(() => order.push(`job ${n}`)));
    const click = budget.acquire('interactive').then(() => order.push('click'));
    await clock.runUntil(Promise.all([...jobs, click]));
    expect(order).toEqual(['click', 'job 1', 'job 2']);
  });

  test('is itself kept from bursts and from going over the minute', async () => {
    const { clock, budget } = started();
    const times: number[] = [];
    const many = Array.from({ length: 400 }, () =>
      budget.acquire('interactive').then(() => times.push(clock.now() - START)),
    );
    await clock.runUntil(Promise.all(many));
    expect(times.filter((at) => at < 1_000).length).toBeLessThanOrEqual(12);
    expect(times.filter((at) => at < MINUTE).length).toBeLessThanOrEqual(300);
    expect(times.filter((at) => at < MINUTE).length).toBeGreaterThan(280);
  });
});

describe('what Genesys tells', () => {
  test.each([
    ['the header', answer(429, { 'Retry-After': '12' }), 12_000],
    ['the text', answer(429, {}, 'Retry the request in [12] seconds'), 12_000],
    ['nothing', answer(429), 60_000],
    ['a mistake', answer(429, { 'Retry-After': '99999999' }), 299_000],
  ])('a 429 pauses both lanes: told by %s', async (_name, told, waitMs) => {
    for (const lane of ['interactive', 'job'] as const) {
      const { clock, budget } = started();
      budget.observe(told);
      expect(budget.state().pausedUntil).toBe(START + waitMs + 1_000);
      const [at] = await take(clock, budget, lane, 1);
      expect(at).toBeGreaterThanOrEqual(waitMs + 1_000);
      expect(at).toBeLessThan(waitMs + 2_000);
      expect(budget.state().pausedUntil).toBeUndefined();
    }
  });

  test('a shorter wait does not cut a longer one short', async () => {
    const { clock, budget } = started();
    budget.observe(answer(429, { 'Retry-After': '40' }));
    budget.observe(answer(429, { 'Retry-After': '5' }));
    expect((await take(clock, budget, 'interactive', 1))[0]).toBeGreaterThanOrEqual(41_000);
  });

  test('the allowed number follows the header, and lies that make no sense are ignored', () => {
    const { budget } = started();
    budget.observe(answer(200, { 'inin-ratelimit-allowed': '180' }));
    expect(budget.state()).toMatchObject({ allowedPerMinute: 180, usablePerMinute: 172 });
    for (const lie of ['0', '-5', 'many', '1e9', '', 'NaN']) {
      budget.observe(answer(200, { 'inin-ratelimit-allowed': lie }));
      expect(budget.state().allowedPerMinute, lie).toBe(180);
    }
    budget.observe(answer(200, { 'inin-ratelimit-allowed': '600' }));
    expect(budget.state().allowedPerMinute).toBe(600);
  });

  test('when others use the same budget, it yields until the count is reset', async () => {
    const { clock, budget } = started();
    await take(clock, budget, 'job', 50);
    const own = budget.state().perMinuteNow;
    budget.observe(
      answer(200, {
        'inin-ratelimit-count': `${own + 120}`,
        'inin-ratelimit-reset': '30',
        'inin-ratelimit-allowed': '300',
      }),
    );
    const { remainingThisMinute, usablePerMinute } = budget.state();
    expect(usablePerMinute).toBe(288 - 120);
    expect(remainingThisMinute).toBe(300 - 120 - own);
    const job = hungryJob(budget);
    await clock.advance(20_000);
    expect(job.granted()).toBeLessThanOrEqual(57);
    expect(job.granted()).toBeGreaterThan(50);
    await clock.advance(11_000);
    expect(budget.state().usablePerMinute).toBe(288);
    job.stop();
  });

  test('its own requests are not mistaken for others', async () => {
    const { clock, budget } = started();
    await take(clock, budget, 'job', 100);
    budget.observe(answer(200, { 'inin-ratelimit-count': '100', 'inin-ratelimit-reset': '40' }));
    expect(budget.state().usablePerMinute).toBe(288);
  });
});

describe('settings', () => {
  test('the reserve and the allowed number change at once, within sane bounds', () => {
    const { budget } = started({ allowedPerMinute: 300, reservePercent: 10 });
    expect(budget.state().usablePerMinute).toBe(270);
    budget.setReserve(0);
    expect(budget.state().usablePerMinute).toBe(300);
    budget.setReserve(500);
    expect(budget.state().usablePerMinute).toBe(30);
    budget.setAllowed(Number.NaN);
    expect(budget.state()).toMatchObject({ allowedPerMinute: 1, usablePerMinute: 1 });
  });

  test('a raised limit wakes a job that already waits', async () => {
    const { clock, budget } = started({ allowedPerMinute: 1, reservePercent: 0 });
    await clock.advance(5 * MINUTE);
    await take(clock, budget, 'job', 1);
    const waiting = budget.acquire('job');
    const before = clock.now();
    budget.setAllowed(6_000);
    await clock.runUntil(waiting);
    expect(clock.now() - before).toBeLessThanOrEqual(MINUTE);
  });
});

describe('waiting', () => {
  test('an aborted wait rejects with the reason and frees its place', async () => {
    const { clock, budget } = started();
    budget.observe(answer(429, { 'Retry-After': '30' }));
    const stop = new AbortController();
    const abandoned = budget.acquire('job', stop.signal);
    const kept = budget.acquire('job');
    stop.abort(new Error('paused'));
    await expect(abandoned).rejects.toThrow('paused');
    await clock.runUntil(kept);
    expect(budget.state().perMinuteNow).toBe(1);
    await expect(budget.acquire('interactive', stop.signal)).rejects.toThrow('paused');
  });

  test('the system clock set back an hour stops nothing for an hour', async () => {
    const { clock, budget } = started();
    const job = hungryJob(budget);
    await clock.advance(MINUTE);
    const before = job.granted();
    clock.shift(-60 * MINUTE);
    await clock.advance(MINUTE);
    expect(job.granted() - before).toBeGreaterThan(200);
    expect(job.granted() - before).toBeLessThanOrEqual(288);
    job.stop();
  });
});

describe('a restart', () => {
  function saving(clock: SimulatedClock, more: Partial<BudgetParts> = {}) {
    const saved: BudgetSnapshot[] = [];
    const budget = createBudget({
      clock,
      persist: (snapshot) => void saved.push(structuredClone(snapshot)),
      ...more,
    });
    return { saved, budget };
  }

  test('saves at most once a second for a job, and at once for a pause', async () => {
    const clock = createSimulatedClock(START);
    const { saved, budget } = saving(clock);
    await take(clock, budget, 'job', 288);
    expect(saved.length).toBeGreaterThan(40);
    expect(saved.length).toBeLessThanOrEqual(61);
    const before = saved.length;
    budget.observe(answer(429, { 'Retry-After': '30' }));
    expect(saved).toHaveLength(before + 1);
    expect(saved.at(-1)?.notBefore).toBe(clock.now() + 31_000);
    expect(JSON.stringify(saved.at(-1)).length).toBeLessThan(1_500);
  });

  test('forgets no pause', async () => {
    const clock = createSimulatedClock(START);
    const { saved, budget } = saving(clock);
    budget.observe(answer(429, { 'Retry-After': '30' }));
    await clock.advance(10_000);
    const next = createBudget({ clock, restored: saved.at(-1) });
    expect((await take(clock, next, 'interactive', 1))[0]).toBeGreaterThanOrEqual(31_000);
  });

  test('keeps the limits it had learnt', () => {
    const clock = createSimulatedClock(START);
    const { saved, budget } = saving(clock, { allowedPerMinute: 300 });
    budget.setAllowed(180);
    budget.setReserve(10);
    const next = createBudget({ clock, restored: saved.at(-1), allowedPerMinute: 300, reservePercent: 4 });
    expect(next.state()).toMatchObject({ allowedPerMinute: 180, usablePerMinute: 162 });
  });

  test('over and over again loses speed, never the limit', async () => {
    const clock = createSimulatedClock(START);
    let restored: BudgetSnapshot | undefined;
    let granted = 0;
    for (let life = 0; life < 60; life += 1) {
      const budget = createBudget({
        clock,
        restored,
        persist: (it) => {
          restored = structuredClone(it);
        },
      });
      const job = hungryJob(budget);
      await clock.advance(1_000);
      job.stop();
      granted += job.granted();
    }
    expect(granted).toBeLessThanOrEqual(288);
    expect(granted).toBeGreaterThan(20);
  });

  test('counts what it never saved: clicks after five deaths do not go over the minute', async () => {
    const clock = createSimulatedClock(START);
    let restored: BudgetSnapshot | undefined;
    let persisting = true;
    const begin = () =>
      createBudget({
        clock,
        restored,
        reservePercent: 0,
        persist: (snapshot) => {
          if (persisting) restored = structuredClone(snapshot);
        },
      });
    let budget = begin();
    const sent: number[] = [];
    for (let death = 0; death < 5; death += 1) {
      const stop = new AbortController();
      const { signal } = stop;
      const life = budget;
      const job = async () => {
        for (;;) {
          await life.acquire('job', signal);
          sent.push(clock.now());
        }
      };
      job().catch(() => {});
      await clock.advance(death === 0 ? MINUTE : 5_000);
      // The last second's save is lost with the worker.
      persisting = false;
      await clock.advance(990);
      stop.abort();
      persisting = true;
      budget = begin();
    }
    const clicks = Array.from({ length: 100 }, async () => {
      await budget.acquire('interactive');
      sent.push(clock.now());
    });
    await clock.runUntil(Promise.all(clicks));
    for (const at of sent) {
      expect(sent.filter((other) => other <= at && other > at - MINUTE).length).toBeLessThanOrEqual(300);
    }
  });

  test('without a snapshot starts at the even pace', async () => {
    const { clock, budget } = started();
    const times = await take(clock, budget, 'job', 5);
    expect(times[0]).toBeGreaterThan(200);
    expect(times[4]).toBeGreaterThan(1_000);
  });
});
