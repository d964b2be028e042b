/** The ages, in ms, from which on a state that also occurs in normal work counts as stuck. */
export interface Thresholds {
  customerGoneMs: number;
  nothingOpenMs: number;
  heldAloneMs: number;
  alertingTimeoutMs: number;
  alertingTimeouts: number;
  wrapUpMs: number;
}

export const DEFAULT_THRESHOLDS: Readonly<Thresholds> = {
  /** A hang-up reaches the other legs within seconds, and an agent needs a moment to let go. */
  customerGoneMs: 60_000,
  /** The conversation's own end follows its last leg within seconds; before that it is only ending. */
  nothingOpenMs: 60_000,
  /** Nobody keeps an empty line on hold for this long on purpose; a look-up with the customer gone is shorter. */
  heldAloneMs: 10 * 60_000,
  /** For a leg that does not tell its own alerting time-out; the longest default of a queue (e-mail) is 5 minutes. */
  alertingTimeoutMs: 5 * 60_000,
  /** After one time-out the platform should have taken the alert back; three leave room for a slow one. */
  alertingTimeouts: 3,
  /** For a wrap-up without a time-out of its own: after this long an agent is unlikely to come back to it. */
  wrapUpMs: 15 * 60_000,
};
