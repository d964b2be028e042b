import type { Clock } from '../../utils/clock/clock';

/** The parts of the browser's alarms that are used. */
export interface Alarms {
  get(name: string): Promise<unknown>;
  create(name: string, info: { periodInMinutes: number }): Promise<void> | void;
  clear(name: string): Promise<boolean>;
}

export const ALARM = 'unfinished job';

// A worker is stopped after 30 s without an extension event or API call; fetch and IndexedDB do not count (measured).
const BEAT_MS = 20_000;
// The shortest period an alarm may have.
const ALARM_MINUTES = 0.5;

/**
 * Keeps the worker alive while, and only while, a job is unfinished: a trivial API call each 20 s, and an alarm
 * each 30 s that starts the worker again if the browser stopped it all the same. The alarm is made only when
 * it is missing, since making it anew on each start would put it off for ever.
 */
export function createWakefulness(parts: {
  alarms: Alarms;
  clock: Clock;
  unfinished: () => Promise<boolean>;
  /** Any extension API call; it resets the browser's idle timer. */
  touch: () => Promise<unknown>;
}): { follow(): Promise<void> } {
  let following: Promise<void> | undefined;

  async function follow(): Promise<void> {
    if (!(await parts.unfinished())) {
      await parts.alarms.clear(ALARM);
      return;
    }
    if (!(await parts.alarms.get(ALARM))) {
      await parts.alarms.create(ALARM, { periodInMinutes: ALARM_MINUTES });
    }
    while (await parts.unfinished()) {
      await parts.touch();
      await parts.clock.sleep(BEAT_MS);
    }
    await parts.alarms.clear(ALARM);
  }

  return {
    /** Follows the unfinished work until there is none; called again meanwhile, it joins what is going on. */
    follow() {
      following ??= follow().finally(() => {
        following = undefined;
      });
      return following;
    },
  };
}
