import type { BudgetSnapshot, BudgetState, Lane, ObservedAnswer } from './budget-state.ts';
import { retryAfterMsOf } from './retry-after.ts';
import { SlidingMinute } from './sliding-minute.ts';

const MINUTE_MS = 60_000;
/** Two requests sent a minute apart may arrive closer together than that; this much is allowed for. */
const JITTER_MS = 500;
/** How often an unpaused, unchanged limiter asks to be saved, at most. */
export const SAVE_EVERY_MS = 1_000;
/** A death can lose what was sent since the last save, and a save still on its way: so long may be unknown. */
const UNSAVED_MS = 2 * SAVE_EVERY_MS;
const BUCKET_MS = 1_000;
/** A job held up by late timers may make up this much, or one gap if that is longer. */
const CATCH_UP_MS = 50;
/** Genesys's own tools wait a second longer than they are told. */
const AFTER_RETRY_MS = 1_000;
const UNTOLD_PAUSE_MS = MINUTE_MS;
/** The limits are per minute; a longer wait than this is a mistake in the answer. */
const LONGEST_PAUSE_MS = 5 * MINUTE_MS;
const MOST_PER_MINUTE = 100_000;

/** When requests may be sent: arithmetic only, no waiting. All times are epoch ms. */
export class Pace {
  #allowed: number;
  #reserve: number;
  #notBefore = 0;
  #nextJobAt: number;
  #sent = new SlidingMinute();
  #others = { count: 0, until: 0 };
  #now: number;

  constructor(now: number, allowedPerMinute: number, reservePercent: number, restored?: BudgetSnapshot) {
    this.#now = now;
    this.#allowed = wholeWithin(restored?.allowedPerMinute ?? allowedPerMinute, 1, MOST_PER_MINUTE);
    this.#reserve = within(restored?.reservePercent ?? reservePercent, 0, 90);
    // A snapshot from the future means that the clock was set back: count from the moment it was taken.
    const setBack = Math.max(0, (restored?.savedAt ?? now) - now);
    for (const [at, count] of restored?.sentAt ?? []) {
      const known = Math.min(at - setBack, now);
      for (let n = wholeWithin(count, 0, MOST_PER_MINUTE); n > 0; n -= 1) this.#sent.add(known);
    }
    if (restored !== undefined) {
      // Whatever a job could have sent after the snapshot counts as sent, as late as it can have been.
      const lost = Math.ceil(UNSAVED_MS / this.#gap()) + 2;
      const lostAt = Math.min(now, restored.savedAt - setBack + UNSAVED_MS);
      for (let n = 0; n < lost; n += 1) this.#sent.add(lostAt);
    }
    this.#notBefore = Math.min((restored?.notBefore ?? 0) - setBack, now + LONGEST_PAUSE_MS);
    this.#nextJobAt = now + this.#gap();
  }

  /** How long a request of this lane must still wait, in ms; 0 when it may be sent now. */
  delay(lane: Lane, at: number): number {
    const now = this.#tick(at);
    const others = this.#othersAt(now);
    let due = Math.max(
      this.#notBefore,
      this.#roomAt(this.#allowed - others, MINUTE_MS + JITTER_MS),
      this.#roomAt(this.#burst(), 1_000),
    );
    if (lane === 'job') {
      due = Math.max(due, this.#nextJobAt, this.#roomAt(this.#forJobs() - others, MINUTE_MS));
    }
    return Math.max(0, due - now);
  }

  /** Notes that one request of this lane is sent now. */
  sent(lane: Lane, at: number): void {
    const now = this.#tick(at);
    this.#sent.add(now);
    if (lane === 'interactive') return;
    const gap = this.#gap();
    // Late timers are made up for, but little, and never faster than twice the pace.
    const owed = Math.max(this.#nextJobAt, now - Math.max(gap, CATCH_UP_MS));
    this.#nextJobAt = Math.max(owed + gap, now + gap / 2);
  }

  /** Learns from an answer. Returns whether what must survive a restart has changed. */
  observe(answer: ObservedAnswer, at: number): boolean {
    const now = this.#tick(at);
    const allowed = headerNumber(answer.headers, 'inin-ratelimit-allowed');
    const changed = allowed !== undefined && allowed >= 1 && this.setAllowed(allowed);
    this.#observeOthers(answer.headers, now);
    if (answer.status !== 429) return changed;
    const told = retryAfterMsOf(answer.headers, answer.message) ?? UNTOLD_PAUSE_MS;
    const pause = Math.min(told, LONGEST_PAUSE_MS - AFTER_RETRY_MS) + AFTER_RETRY_MS;
    this.#notBefore = Math.max(this.#notBefore, now + pause);
    return true;
  }

  /** Returns whether it changed. */
  setAllowed(perMinute: number): boolean {
    const before = this.#allowed;
    this.#allowed = wholeWithin(perMinute, 1, MOST_PER_MINUTE);
    return this.#allowed !== before;
  }

  /** Returns whether it changed. */
  setReserve(percent: number): boolean {
    const before = this.#reserve;
    this.#reserve = within(percent, 0, 90);
    return this.#reserve !== before;
  }

  state(at: number): BudgetState {
    const now = this.#tick(at);
    const others = this.#othersAt(now);
    const used = this.#sent.countAfter(now - MINUTE_MS - JITTER_MS);
    return {
      allowedPerMinute: this.#allowed,
      usablePerMinute: Math.max(0, this.#forJobs() - others),
      remainingThisMinute: Math.max(0, this.#allowed - others - used),
      pausedUntil: this.#notBefore > now ? this.#notBefore : undefined,
      perMinuteNow: this.#sent.countAfter(now - MINUTE_MS),
    };
  }

  snapshot(at: number): BudgetSnapshot {
    const now = this.#tick(at);
    return {
      savedAt: now,
      allowedPerMinute: this.#allowed,
      reservePercent: this.#reserve,
      notBefore: this.#notBefore > now ? this.#notBefore : 0,
      sentAt: this.#sent.buckets(BUCKET_MS),
    };
  }

  /** Takes note of the time. When the system clock was set back, everything remembered moves back with it. */
  #tick(now: number): number {
    const back = now - this.#now;
    if (back < 0) {
      this.#sent.shift(back);
      this.#nextJobAt += back;
      this.#notBefore += back;
      this.#others.until += back;
    }
    this.#now = now;
    this.#sent.forget(now - MINUTE_MS - JITTER_MS);
    return now;
  }

  /** The count of the server above our own is somebody else's use of the same token's budget. */
  #observeOthers(headers: Headers, now: number): void {
    const count = headerNumber(headers, 'inin-ratelimit-count');
    if (count === undefined) return;
    const others = Math.min(Math.max(0, count - this.#sent.countAfter(now - MINUTE_MS)), this.#allowed);
    const resetMs = (headerNumber(headers, 'inin-ratelimit-reset') ?? 60) * 1_000;
    this.#others = { count: others, until: now + within(resetMs, 1_000, MINUTE_MS) };
  }

  #othersAt(now: number): number {
    return now < this.#others.until ? this.#others.count : 0;
  }

  /** When fewer than `limit` sends lie within the window, so that one more fits. */
  #roomAt(limit: number, windowMs: number): number {
    if (limit < 1) return Math.max(this.#others.until, (this.#sent.newest(1) ?? 0) + windowMs);
    const blocking = this.#sent.newest(limit);
    return blocking === undefined ? 0 : blocking + windowMs;
  }

  /** Requests per minute for jobs: at least one is kept free when there is a reserve, at least one is left. */
  #forJobs(): number {
    return Math.max(1, this.#allowed - Math.ceil((this.#allowed * this.#reserve) / 100));
  }

  /** Time between two job requests, ms. */
  #gap(): number {
    return MINUTE_MS / Math.max(1, this.#forJobs() - this.#othersAt(this.#now));
  }

  /** Most sends in one second, about twice the even rate: Genesys refuses bursts long before the minute is used up. */
  #burst(): number {
    return Math.max(3, Math.floor(this.#allowed / 25));
  }
}

function headerNumber(headers: Headers, name: string): number | undefined {
  const text = headers.get(name);
  if (text === null || !/^\s*\d{1,9}\s*$/.test(text)) return undefined;
  return Number(text);
}

function within(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : low;
}

function wholeWithin(value: number, low: number, high: number): number {
  return Math.floor(within(value, low, high));
}
