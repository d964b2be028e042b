/** The times of the sends that still count against a sliding minute, oldest first. */
export class SlidingMinute {
  #times: number[] = [];
  #head = 0;

  /** Notes one send. Times must not go backwards. */
  add(at: number): void {
    this.#times.push(at);
  }

  /** Forgets everything at or before `until`. */
  forget(until: number): void {
    while (this.#head < this.#times.length && (this.#times[this.#head] ?? 0) <= until) this.#head += 1;
    if (this.#head > 1_024 && this.#head * 2 > this.#times.length) {
      this.#times = this.#times.slice(this.#head);
      this.#head = 0;
    }
  }

  /** How many sends happened after `since`. */
  countAfter(since: number): number {
    let low = this.#head;
    let high = this.#times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#times[middle] ?? 0) <= since) low = middle + 1;
      else high = middle;
    }
    return this.#times.length - low;
  }

  /** The time of the `n`-th newest send (1 is the newest), or undefined when there are fewer. */
  newest(n: number): number | undefined {
    const index = this.#times.length - n;
    return index < this.#head ? undefined : this.#times[index];
  }

  /** Moves every send by `ms`, after the system clock was set. */
  shift(ms: number): void {
    this.#times = this.#times.slice(this.#head).map((at) => at + ms);
    this.#head = 0;
  }

  /** The sends as `[end of bucket, count]`, with buckets of `bucketMs`: later than they were, never earlier. */
  buckets(bucketMs: number): [number, number][] {
    const found: [number, number][] = [];
    for (let index = this.#head; index < this.#times.length; index += 1) {
      const end = Math.ceil((this.#times[index] ?? 0) / bucketMs) * bucketMs;
      const last = found.at(-1);
      if (last !== undefined && last[0] === end) last[1] += 1;
      else found.push([end, 1]);
    }
    return found;
  }
}
