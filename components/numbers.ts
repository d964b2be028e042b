/** A count with the reader's own grouping: "5,065". */
export function numberText(count: number): string {
  return new Intl.NumberFormat().format(count);
}

/** The time of day of an epoch-ms moment, to the minute: "10:42". */
export function clockText(at: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' }).format(at);
}

/** The time of day to the second, for records: "08:31:04". */
export function secondText(at: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(at);
}

/** Day and time of an epoch-ms moment: "Nov 21, 2026, 10:42". */
export function dayAndClockText(at: number): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}
