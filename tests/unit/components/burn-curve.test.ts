import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { burnCurve } from '../../../components/job/burn-curve';
import { addSample, leftOf, type Sample, sampleOf } from '../../../components/job/burn-samples';
import { draftJob, NOW, runningJob } from './example-views';

const SIZE = { width: 1000, height: 120, margin: 8 };

/** Samples out of steps of so many ms with so much left. */
function inOrder(steps: readonly [number, number][]): Sample[] {
  let at = NOW;
  return steps.map(([ms, left]) => {
    at += ms;
    return { at, left };
  });
}

describe('samples of what is left', () => {
  test('count everything without an outcome', () => {
    expect(leftOf(runningJob())).toBe(1763);
    expect(sampleOf(runningJob(), NOW)).toEqual({ at: NOW, left: 1763 });
  });

  test('are not taken of a list', () => {
    expect(sampleOf(draftJob(), NOW)).toBeUndefined();
  });

  test('say why nothing moves', () => {
    expect(sampleOf(runningJob({ state: 'paused' }), NOW)?.hold).toBe('pause');
    const budget = {
      allowedPerMinute: 300,
      reservedPerMinute: 12,
      remainingThisMinute: 0,
      perMinuteNow: 300,
    };
    expect(sampleOf(runningJob({ budget: { ...budget, pausedUntil: NOW + 1 } }), NOW)?.hold).toBe('Genesys');
    expect(sampleOf(runningJob({ budget: { ...budget, pausedUntil: NOW } }), NOW)?.hold).toBeUndefined();
  });

  test('stay few, in order, and keep the first and the last', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5000 }), fc.nat(20)), { minLength: 1, maxLength: 1500 }),
        (steps) => {
          const given = inOrder(steps);
          const kept = given.reduce<readonly Sample[]>(addSample, []);
          expect(kept.length).toBeLessThanOrEqual(240);
          expect(kept[0]).toEqual(given[0]);
          expect(kept.at(-1)).toEqual(given.at(-1));
          for (const [index, sample] of kept.entries()) {
            expect(sample.at).toBeGreaterThan(kept[index - 1]?.at ?? 0);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('the curve', () => {
  const job = { startedAt: NOW, total: 100, leftMs: 10_000 };

  test('starts at all of it, is drawn to now, and is dashed to nothing', () => {
    const samples = [
      { at: NOW + 5000, left: 50 },
      { at: NOW + 10_000, left: 50 },
    ];
    const curve = burnCurve(samples, { width: 120, height: 120, margin: 10 }, job);
    expect(curve.unseen).toBe('M10.0 10.0L35.0 60.0');
    expect(curve.seen).toBe('M35.0 60.0L60.0 60.0');
    expect(curve.ahead).toBe('M60.0 60.0L110.0 110.0');
    expect(curve.now).toEqual({ x: 60, y: 60 });
  });

  test('draws nothing without samples', () => {
    expect(burnCurve([], SIZE, job)).toEqual({
      unseen: '',
      seen: '',
      ahead: '',
      now: undefined,
      hold: undefined,
    });
  });

  test('names the longest stand-still that is worth a word', () => {
    const hold = 'Genesys' as const;
    const samples: Sample[] = [
      { at: NOW + 1000, left: 90 },
      { at: NOW + 2000, left: 80, hold },
      { at: NOW + 9000, left: 80, hold },
      { at: NOW + 10_000, left: 70 },
      { at: NOW + 20_000, left: 60, hold },
      { at: NOW + 50_000, left: 60, hold },
    ];
    expect(burnCurve(samples, SIZE, job).hold).toMatchObject({ ms: 30_000, kind: hold });
    expect(burnCurve(samples.slice(0, 4), SIZE, job).hold).toBeUndefined();
  });

  test('never leaves its frame', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1e7 }), fc.nat(60_000)), { minLength: 1, maxLength: 50 }),
        fc.nat(60_000),
        fc.option(fc.nat(1e8), { nil: undefined }),
        (steps, total, leftMs) => {
          const samples = inOrder(steps);
          const curve = burnCurve(samples, SIZE, { startedAt: NOW, total, leftMs });
          const numbers = `${curve.unseen} ${curve.seen} ${curve.ahead}`.match(/[ML][^ML ]+ [^ML ]+/g) ?? [];
          for (const pair of numbers) {
            const [x = Number.NaN, y = Number.NaN] = pair.slice(1).split(' ').map(Number);
            expect(x).toBeGreaterThanOrEqual(SIZE.margin);
            expect(x).toBeLessThanOrEqual(SIZE.width - SIZE.margin);
            expect(y).toBeGreaterThanOrEqual(SIZE.margin);
            expect(y).toBeLessThanOrEqual(SIZE.height - SIZE.margin);
          }
        },
      ),
    );
  });
});
