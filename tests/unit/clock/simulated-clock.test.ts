import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { describe, expect, test } from 'vitest';
import { createSimulatedClock } from './simulated-clock';

const START = Date.parse('2026-11-21T12:00:00Z');

describe('simulated clock', () => {
  test('fires timers in order of time, then of setting', async () => {
    const clock = createSimulatedClock(START);
    const fired: string[] = [];
    const sleeper = async (name: string, ms: number) => {
      await clock.sleep(ms);
      fired.push(`${name}@${clock.now() - START}`);
    };
    const all = Promise.all([sleeper('c', 30), sleeper('a', 10), sleeper('b', 10), sleeper('z', 0)]);
    await clock.runUntil(all);
    expect(fired).toEqual(['z@0', 'a@10', 'b@10', 'c@30']);
  });

  test('what a timer sets in motion is done before the next one fires', async () => {
    const clock = createSimulatedClock(START);
    const told: string[] = [];
    const first = (async () => {
      await clock.sleep(10);
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
      await new Promise((resolve) => setImmediate(resolve));
      for (let i = 0; i < 50; i += 1) await Promise.resolve();
      told.push('first');
    })();
    const second = clock.sleep(11).then(() => told.push('second'));
    await clock.runUntil(Promise.all([first, second]));
    expect(told).toEqual(['first', 'second']);
  });

  test('no time passes while fake-indexeddb works', async () => {
    const clock = createSimulatedClock(START);
    const write = async () => {
      const db = await openDB('simulated-clock', 1, { upgrade: (it) => void it.createObjectStore('items') });
      for (let i = 0; i < 20; i += 1) await db.put('items', i, i);
      const found = await db.count('items');
      db.close();
      return { found, at: clock.now() - START };
    };
    void clock.sleep(1).catch(() => {});
    expect(await clock.runUntil(write())).toEqual({ found: 20, at: 0 });
  });

  test('advance stops exactly, with timers set on the way', async () => {
    const clock = createSimulatedClock(START);
    const ticks: number[] = [];
    const stop = new AbortController();
    const ticking = (async () => {
      for (;;) {
        await clock.sleep(10, stop.signal);
        ticks.push(clock.now() - START);
      }
    })();
    ticking.catch(() => {});
    await clock.advance(35);
    expect(clock.now() - START).toBe(35);
    expect(ticks).toEqual([10, 20, 30]);
    stop.abort(new Error('enough'));
    await expect(ticking).rejects.toThrow('enough');
  });

  test('an aborted sleep rejects with the reason and leaves no timer', async () => {
    const clock = createSimulatedClock(START);
    const stop = new AbortController();
    const sleeping = clock.sleep(1_000, stop.signal);
    stop.abort(new Error('woken'));
    await expect(sleeping).rejects.toThrow('woken');
    await expect(clock.sleep(1, stop.signal)).rejects.toThrow('woken');
    await expect(clock.runUntil(new Promise(() => {}))).rejects.toThrow('dead-lock');
    expect(clock.now()).toBe(START);
  });

  test('tracked work holds time still', async () => {
    const clock = createSimulatedClock(START);
    const hashing = clock.track(crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000)));
    let hashedAt = -1;
    const noted = hashing.then(() => {
      hashedAt = clock.now() - START;
    });
    await clock.runUntil(Promise.all([noted, clock.sleep(60_000)]));
    expect(hashedAt).toBe(0);
  });

  test('setting the wall clock back leaves running timers alone', async () => {
    const clock = createSimulatedClock(START);
    const sleeping = clock.sleep(100).then(() => clock.now());
    clock.shift(-3_600_000);
    expect(await clock.runUntil(sleeping)).toBe(START - 3_600_000 + 100);
  });

  test('an outcome is handed on, and two drivers are refused', async () => {
    const clock = createSimulatedClock(START);
    await expect(clock.runUntil(Promise.reject(new Error('no')))).rejects.toThrow('no');
    const running = clock.advance(10);
    await expect(clock.settle()).rejects.toThrow('driven twice');
    await running;
  });

  test('a hundred thousand sleeps take well under the time they simulate', async () => {
    const clock = createSimulatedClock(START);
    const began = performance.now();
    const worker = async () => {
      for (let i = 0; i < 10_000; i += 1) await clock.sleep(200);
    };
    await clock.runUntil(Promise.all(Array.from({ length: 10 }, worker)));
    expect(clock.now() - START).toBe(2_000_000);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});
