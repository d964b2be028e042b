const EVERY_MS = 1000;
const FAILURES_SHOWN_AS_DOWN = 3;

/** Asks for a view's data again and again, and hands each answer on while the view is shown. */
export class Feed {
  constructor({ path, parameters, onData, onDown }) {
    this.path = path;
    this.parameters = parameters;
    this.onData = onData;
    this.onDown = onDown;
    this.failures = 0;
    this.round = 0;
    this.stopped = false;
  }

  start() {
    this.ask();
    this.timer = setInterval(() => this.ask(), EVERY_MS);
    return this;
  }

  stop() {
    this.stopped = true;
    clearInterval(this.timer);
  }

  async ask() {
    this.round += 1;
    const round = this.round;
    const query = new URLSearchParams(this.parameters()).toString();
    try {
      const answer = await fetch(`${this.path}${query && `?${query}`}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const data = await answer.json();
      // A slow answer to an older question must not overwrite a newer one.
      if (this.stopped || round !== this.round) return;
      this.failures = 0;
      this.onData(data, Date.now() - data.asOf);
    } catch {
      this.failures += 1;
      if (!this.stopped && this.failures >= FAILURES_SHOWN_AS_DOWN) this.onDown();
    }
  }
}
