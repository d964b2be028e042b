import { useEffect, useState } from 'preact/hooks';
import type { Clock } from '../../utils/clock/clock';

/** The time (epoch ms), told anew every `everyMs` while `ticking`; what is drawn from it is for the eyes only. */
export function useNow(clock: Clock, ticking: boolean, everyMs = 500): number {
  const [now, setNow] = useState(() => clock.now());
  useEffect(() => {
    setNow(clock.now());
    if (!ticking) return;
    const stop = new AbortController();
    void (async () => {
      try {
        while (!stop.signal.aborted) {
          await clock.sleep(everyMs, stop.signal);
          setNow(clock.now());
        }
      } catch {
        // Stopped, which is how it ends.
      }
    })();
    return () => stop.abort();
  }, [clock, ticking, everyMs]);
  return now;
}
