import { describe, expect, test } from 'vitest';
import { remembered } from '../../../utils/session/remembered-area';
import type { StorageArea } from '../../../utils/session/storage-areas';

/** An area in memory that counts its reads and answers them when told. */
function slowArea() {
  const stored = new Map<string, unknown>();
  const waiting: (() => void)[] = [];
  let reads = 0;
  const area: StorageArea = {
    get: (key) => {
      reads += 1;
      const value = stored.has(key) ? { [key]: stored.get(key) } : {};
      return new Promise((resolve) => waiting.push(() => resolve(value)));
    },
    set: async (items) => {
      for (const [key, value] of Object.entries(items)) stored.set(key, value);
    },
    remove: async (key) => void stored.delete(key),
  };
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  return { area, stored, answerAll, reads: () => reads };
}

describe('an area that is remembered', () => {
  test('asks the browser once, and again after a write', async () => {
    const { area, answerAll, reads } = slowArea();
    const fast = remembered(area);
    const first = fast.get('token');
    answerAll();
    expect(await first).toEqual({});
    expect(await fast.get('token')).toEqual({});
    expect(reads()).toBe(1);
    await fast.set({ token: 'new' });
    const second = fast.get('token');
    answerAll();
    expect(await second).toEqual({ token: 'new' });
    expect(await fast.get('token')).toEqual({ token: 'new' });
    expect(reads()).toBe(2);
  });

  test('does not keep an old value that was on its way while a new one was written', async () => {
    const { area, stored, answerAll } = slowArea();
    stored.set('token', 'old');
    const fast = remembered(area);
    const late = fast.get('token');
    await fast.set({ token: 'new' });
    answerAll();
    expect(await late).toEqual({ token: 'old' });
    const next = fast.get('token');
    answerAll();
    expect(await next).toEqual({ token: 'new' });
  });

  test('forgets what is removed, and what a failed write leaves unknown', async () => {
    const { area, stored, answerAll } = slowArea();
    stored.set('token', 'old');
    const fast = remembered({ ...area, set: () => Promise.reject(new Error('full')) });
    const first = fast.get('token');
    answerAll();
    await first;
    await expect(fast.set({ token: 'new' })).rejects.toThrow('full');
    const after = fast.get('token');
    answerAll();
    expect(await after).toEqual({ token: 'old' });
    await fast.remove('token');
    const gone = fast.get('token');
    answerAll();
    expect(await gone).toEqual({});
  });
});
