/* A session on its way: where it is, what was done, what was answered. No screen and no clock. */

import { moments } from "./session-flow.js";

const VERSION = 1;
const HOURS = 12;
const ANSWERS = ["none", "mild", "stop"];

export class Run {
  constructor(session) {
    this.session = session;
    this.items = session.items;
    this.moments = moments(session.items);
    this.at = 0;
    this.trail = []; // the moments that were seen before this one
    this.done = new Set(); // the work that was done, by its moment
    this.answers = new Map(); // one for each exercise
    this.hurts = new Set(); // exercises that hurt once: there is no way back into them
    this.started = Date.now();
    this.spent = 0; // milliseconds, pauses left out
  }

  get now() {
    return this.moments[this.at];
  }

  /** The exercise of this moment; none at the end. */
  get item() {
    return this.items[this.now.item];
  }

  get over() {
    return this.now.kind === "end";
  }

  get stopped() {
    return this.now.kind === "pain" && this.answers.get(this.now.item) === "stop";
  }

  /** What the big button does: this is done, on to the next. */
  next() {
    if (this.now.kind === "work") this.done.add(this.at);
    this.#go(this.at + 1);
  }

  get canGoBack() {
    if (this.now.kind === "pain") return this.stopped || !this.hurts.has(this.now.item);
    return this.trail.length > 0;
  }

  /** Takes the last step back. What was done there is not done any more. */
  back() {
    if (!this.canGoBack) return;
    if (this.stopped) {
      this.answers.delete(this.now.item); // The answer may have been a slip of the thumb.
      return;
    }
    this.at = this.trail.pop();
    this.done.delete(this.at);
  }

  /** These were sets enough. */
  enough() {
    this.#go(this.#question());
  }

  /** Leaves this exercise. Only what was done is asked about. */
  skip() {
    if (this.#setsOf(this.now.item)) this.enough();
    else this.goOn();
  }

  /** It hurts, in the middle of an exercise. */
  hurt() {
    const question = this.#question();
    this.#go(question);
    this.answer("stop");
  }

  answer(word) {
    this.answers.set(this.now.item, word);
    if (word === "stop") this.hurts.add(this.now.item);
    else this.goOn();
  }

  /** On to the next exercise. */
  goOn() {
    this.#go(this.#onward());
  }

  /** The next exercise, if there is one. */
  get nextItem() {
    return this.items[this.moments[this.#onward()].item];
  }

  /** Where the next exercise starts; one that hurt in this session does not come again. */
  #onward() {
    const hurt = [...this.answers].flatMap(([item, word]) => (word === "stop" ? [this.items[item].exercise] : []));
    const from = this.now.item;
    return this.moments.findIndex(({ kind, item }) => kind === "end" || (item > from && !hurt.includes(this.items[item].exercise)));
  }

  finish() {
    this.#go(this.moments.length - 1);
  }

  #go(to) {
    this.trail.push(this.at);
    this.at = to;
  }

  #question() {
    return this.moments.findIndex(({ kind, item }) => kind === "pain" && item === this.now.item);
  }

  #setsOf(wanted, wantedSide) {
    return [...this.done].filter((at) => {
      const { item, side } = this.moments[at];
      return item === wanted && (wantedSide === undefined || side === wantedSide);
    }).length;
  }

  /** What was done so far: all exercises that were begun, or answered. */
  record() {
    const exercises = this.items.flatMap(({ exercise }, item) => {
      const sets = Object.fromEntries([["both", null], ["left", "left"], ["right", "right"]].flatMap(([name, side]) => {
        const count = this.#setsOf(item, side);
        return count ? [[name, count]] : [];
      }));
      const pain = this.answers.get(item) ?? null;
      return Object.keys(sets).length || pain ? [{ code: exercise.code, name: exercise.name, sets, pain }] : [];
    });
    return { on: new Date(this.started).toISOString(), title: this.session.title, seconds: Math.round(this.spent / 1000), exercises };
  }

  /* Kept on the device */

  toJSON() {
    const { at, trail, started, spent } = this;
    const lists = { done: [...this.done], answers: [...this.answers], hurts: [...this.hurts] };
    return { version: VERSION, source: this.session.source, shape: shape(this), at, trail, ...lists, started, spent, saved: Date.now() };
  }

  /** The session that was kept, or null: too old, damaged, or of exercises that have changed since. */
  static revived(kept, session) {
    const run = new Run(session);
    const index = (list) => (value) => Number.isInteger(value) && value >= 0 && value < list.length;
    const moment = index(run.moments);
    const item = index(run.items);
    const age = Date.now() - kept.saved;
    const sound = [
      kept.version === VERSION,
      age >= 0 && age < HOURS * 3600_000,
      kept.shape === shape(run),
      moment(kept.at) && run.moments[kept.at].kind !== "end",
      list(kept.trail, moment) && list(kept.done, (at) => moment(at) && run.moments[at].kind === "work"),
      list(kept.hurts, item) && list(kept.answers, (pair) => list(pair, () => true) && item(pair[0]) && ANSWERS.includes(pair[1])),
      Number.isFinite(kept.started) && Number.isFinite(kept.spent) && kept.spent >= 0,
    ];
    if (!sound.every(Boolean)) return null;
    const { at, trail, started, spent } = kept;
    return Object.assign(run, { at, trail, started, spent, done: new Set(kept.done), answers: new Map(kept.answers), hurts: new Set(kept.hurts) });
  }
}

const list = (value, fits) => Array.isArray(value) && value.every(fits);

/** Changes when the exercises or their sets do: then a moment's number means another moment. */
const shape = ({ items, moments: all }) => `${items.map(({ exercise }) => exercise.code).join(" ")} ${all.length}`;
