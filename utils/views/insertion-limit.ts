import type { Clock } from '../clock/clock';

/**
 * Breaks the loop in which a page removes what we insert and we insert what it removes: more than `perSecond`
 * insertions into the same element within a second, and it is left alone for `restMs`. `allow` says whether to insert now;
 * `retry` is called once when the rest is over.
 */
export function createInsertionLimit(parts: {
  clock: Clock;
  signal: AbortSignal;
  retry: (element: Element) => void;
  perSecond?: number;
  restMs?: number;
}): { allow(element: Element): boolean } {
  const { clock, signal, retry, perSecond = 8, restMs = 10_000 } = parts;
  const recent = new WeakMap<Element, number[]>();
  const resting = new WeakSet<Element>();

  async function rest(element: Element) {
    resting.add(element);
    try {
      await clock.sleep(restMs, signal);
    } catch {
      return;
    }
    resting.delete(element);
    recent.delete(element);
    if (element.isConnected) retry(element);
  }

  return {
    allow(element) {
      if (resting.has(element)) return false;
      const now = clock.now();
      const times = (recent.get(element) ?? []).filter((at) => now - at < 1000);
      if (times.length >= perSecond) {
        void rest(element);
        return false;
      }
      recent.set(element, [...times, now]);
      return true;
    },
  };
}
