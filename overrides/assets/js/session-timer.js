/* A timer that goes by the clock and never counts ticks: it is right after the device has slept, too. */

export class Timer {
  #marks = [];
  #before = 0; // milliseconds up to the last pause
  #since; // when it went on; undefined while it stands
  #seen = 0;
  #waiting;

  /** told(elapsed, names): at every second, with the names of the marks that were passed since. */
  constructor(told) {
    this.told = told;
    document.addEventListener("visibilitychange", () => this.running && this.#look());
  }

  get running() {
    return this.#since !== undefined;
  }

  /** Has it been started, and not come to its end? */
  get going() {
    return this.#marks.length > 0;
  }

  /** Whole and part seconds since the start, pauses left out. */
  get elapsed() {
    return (this.#before + (this.running ? Date.now() - this.#since : 0)) / 1000;
  }

  /** Starts anew. marks: {at: seconds, name}, in their order; the last one is the end. */
  start(marks) {
    this.stop();
    if (!marks.length) return;
    this.#marks = marks;
    this.resume();
  }

  pause() {
    this.#before = this.elapsed * 1000;
    this.#since = undefined;
    clearTimeout(this.#waiting);
  }

  resume() {
    if (!this.going || this.running) return;
    this.#since = Date.now();
    this.#look();
  }

  stop() {
    clearTimeout(this.#waiting);
    this.#marks = [];
    this.#before = 0;
    this.#seen = 0;
    this.#since = undefined;
  }

  #look() {
    clearTimeout(this.#waiting);
    const { elapsed } = this;
    const passed = this.#marks.filter(({ at }) => at > this.#seen && at <= elapsed).map(({ name }) => name);
    const over = elapsed >= this.#marks.at(-1).at;
    this.#seen = elapsed;
    if (over) this.stop();
    else this.#waiting = setTimeout(() => this.#look(), 1000 - ((elapsed * 1000) % 1000) + 5);
    this.told(elapsed, passed);
  }
}
