import { describe, expect, test } from 'vitest';
import { createChunkSizer } from '../../../utils/jobs/chunk';

const MANY = 10_000;

describe('how many interactions one reading serves', () => {
  test('few until the queue has proved calm, then fifty, and few again once an agent is seen', () => {
    const sizer = createChunkSizer();
    expect(sizer.size(MANY, 300)).toBe(16);
    for (let read = 0; read < 208; read += 16) sizer.saw(16, 0);
    expect(sizer.size(MANY, 300)).toBe(50);
    sizer.saw(50, 1);
    expect(sizer.size(MANY, 300)).toBe(16);
  });

  test('counts in the time that an agent has, not in interactions: a bigger budget sends more in it', () => {
    expect(createChunkSizer().size(MANY, 600)).toBe(32);
    expect(createChunkSizer().size(MANY, 12_000)).toBe(50);
  });

  test('no more than can be sent while the reading is young', () => {
    expect(createChunkSizer().size(MANY, 60)).toBe(10);
    expect(createChunkSizer().size(MANY, 1)).toBe(1);
  });

  test('fewer near the end, where agents are given theirs', () => {
    const sizer = createChunkSizer();
    sizer.saw(1_000, 0);
    expect(sizer.size(100, 300)).toBe(25);
    expect(sizer.size(8, 300)).toBe(5);
  });
});
