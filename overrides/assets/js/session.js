/* The guided session: which screen is shown, and what a button, a key or the clock does there. */

import { library } from "./plan-library.js";
import { h, stills } from "./plan-parts.js";
import { load } from "./plan-store.js";
import { awake } from "./session-awake.js";
import { marks } from "./session-flow.js";
import { asked, forget, keep, left } from "./session-open.js";
import { leave, question, stop } from "./session-pain.js";
import { button, screen } from "./session-parts.js";
import { Past, summary } from "./session-past.js";
import { Run } from "./session-run.js";
import { Stage } from "./session-stage.js";
import { chooser, ready, unfinished } from "./session-start.js";
import { Timer } from "./session-timer.js";
import { hush, play, speak } from "./session-voice.js";
import { described, told } from "./session-words.js";

/** What a key does on the screen of an exercise. */
const KEYS = { ArrowRight: "primary", ArrowLeft: "back", p: "turnPause", P: "turnPause" };

class Session extends HTMLElement {
  async connectedCallback() {
    this.status = h("p", { className: "session-said", role: "status" });
    this.place = h("div", { className: "session-place" });
    this.replaceChildren(this.place, this.status);
    try {
      this.found = await library();
    } catch {
      this.show("page", screen("The exercises could not be loaded", [h("p", {}, "Are you online? What you did so far is safe on this device.")], [button("Try again", () => location.reload())]));
      return;
    }
    this.past = new Past();
    this.timer = new Timer((elapsed, names) => this.tick(elapsed, names));
    this.stage = new Stage(this.found, {
      primary: () => this.primary(),
      enough: () => this.step("enough"),
      back: () => this.back(),
      pause: () => this.turnPause(),
      skip: () => this.step("skip"),
      hurt: () => this.step("hurt"),
      leave: () => this.leave(),
    });
    this.addEventListener("keydown", (event) => this.key(event));
    addEventListener("hashchange", () => location.hash.startsWith("#p=") && this.open());
    // Who leaves for another page is not in the session: its time stands still.
    addEventListener("pagehide", () => this.run && this.pause(true));
    document.addEventListener("visibilitychange", () => this.run && this.save());
    this.open();
  }

  /** What the address asks for, and what was left before its end. */
  open() {
    if (this.run) this.pause(true);
    this.timer.stop();
    this.past.render();
    const { session, trouble } = asked(this.found);
    const run = left(this.found);
    this.run = undefined;
    if (run) {
      const other = session && JSON.stringify(session.source) !== JSON.stringify(run.session.source) ? session : undefined;
      const drop = () => {
        forget();
        this.getReady(other ?? run.session);
      };
      this.show("page", unfinished(run, { goOn: () => this.begin(run), drop }, other?.title));
    } else if (session) {
      this.getReady(session);
    } else {
      const { plan } = load();
      this.show("page", chooser(this.found, plan.items.length ? plan : null, trouble, this.past.element));
    }
  }

  getReady(session) {
    this.show("page", ready(this.found, session, () => this.begin(new Run(session))));
  }

  /** Starts, or goes on. All pictures are loaded now: the signal may be lost on the way. */
  begin(run) {
    this.run = run;
    this.paused = false;
    this.since = Date.now();
    // Where nothing is kept, a page that is left is gone: then an exercise opens beside it.
    this.stage.apart = !keep(run);
    for (const { exercise } of run.items) stills(exercise, this.found.address(exercise));
    this.render();
  }

  /** Shows the moment that the session is at. started: its clock may start at once. */
  render(started = false) {
    const { run } = this;
    this.timer.stop();
    this.save();
    if (run.over) return this.end();
    if (run.now.kind === "pain") return this.ask();
    awake(true);
    this.stage.show(run);
    this.stage.paused(false);
    this.show("stage", this.stage);
    if (started || run.now.kind === "rest") this.timer.start(marks(run.now, run.item.dose));
    this.reflect();
    const { title, line, big, unit } = described(run);
    speak(`${title}. ${line}. ${run.now.kind === "work" ? `${big} ${unit}.` : ""}`);
    return undefined;
  }

  ask() {
    const { run } = this;
    const back = () => this.back();
    const clinic = this.found.clinic;
    if (run.stopped) this.show("ask", stop(run, clinic, { back, goOn: () => this.step("goOn"), end: () => this.step("finish") }));
    else this.show("ask", question(run, clinic, { back, answer: (word) => this.step("answer", word) }));
  }

  leave() {
    this.pause(true);
    this.show("ask", leave(this.run, { end: () => this.step("finish"), stay: () => this.resumed() }));
  }

  end() {
    const record = this.run.record();
    awake(false);
    forget();
    this.run = undefined;
    if (record.exercises.length) this.show("page", summary(record, this.found.clinic, this.past));
    else {
      history.replaceState(null, "", location.pathname);
      this.open();
    }
  }

  /* What the reader does */

  /** A step of the session, and the screen that follows from it. */
  step(name, ...words) {
    hush();
    this.pause(false);
    const from = this.run.now;
    this.run[name](...words);
    const { now } = this.run;
    // After a rest or a change of sides one touch is enough: the next clock starts with it.
    this.render(name === "next" && now.kind === "work" && from.kind !== "work");
  }

  back() {
    if (this.run.canGoBack) this.step("back");
  }

  /** The big button: it ends a pause, starts a clock, or goes on. */
  primary() {
    const { run, timer } = this;
    if (this.paused) return this.resumed();
    const clock = marks(run.now, run.item.dose);
    if (run.now.kind !== "work" || !clock.length || timer.going && timer.elapsed >= clock[0].at) return this.step("next");
    if (timer.going) {
      timer.stop(); // Not ready after all.
      this.stage.show(run);
    } else {
      timer.start(clock);
      this.status.textContent = "Get ready.";
    }
    this.reflect();
    return undefined;
  }

  pause(on) {
    if (!this.run || this.paused === on) return;
    this.spend();
    this.paused = on;
    this.since = on ? undefined : Date.now();
    if (on) {
      this.timer.pause();
      hush();
      this.save();
    } else {
      this.timer.resume();
    }
    awake(!on);
    this.stage.paused(on);
    this.reflect();
    this.status.textContent = on ? "Paused." : "";
  }

  turnPause() {
    this.pause(!this.paused);
  }

  resumed() {
    this.pause(false);
    this.show("stage", this.stage);
  }

  key(event) {
    const free = this.dataset.screen === "stage" && !event.target.closest("input");
    const action = KEYS[event.key];
    if (!action || !free || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this[action]();
  }

  /* What the clock does */

  tick(elapsed, names) {
    const { run } = this;
    const last = names.at(-1);
    if (last) {
      play(last);
      speak(told(last, run));
      this.status.textContent = told(last, run);
    } else {
      const next = marks(run.now, run.item.dose).find(({ at, name }) => at > elapsed && name !== "half");
      if (next && next.at - elapsed < 3.5) play("tick");
    }
    if (last === "end") this.step("next");
    else this.stage.clock(run, elapsed);
    if (last) this.reflect();
  }

  /** The words of the big button follow the clock. */
  reflect() {
    if (this.dataset.screen === "stage") this.stage.primary.textContent = this.paused ? "Go on" : this.action();
  }

  action() {
    const { run, timer } = this;
    if (run.now.kind !== "work" || !timer.going) return described(run).primary;
    const [go, ...rest] = marks(run.now, run.item.dose);
    const enough = rest.find(({ name }) => name === "enough");
    if (timer.elapsed < go.at) return "Cancel";
    return enough && timer.elapsed >= enough.at ? "Done" : "Stop here";
  }

  /* What is kept */

  spend() {
    if (this.since) this.run.spent += Date.now() - this.since;
    this.since = this.since && Date.now();
  }

  save() {
    this.spend();
    if (!this.run.over) keep(this.run);
  }

  /** Puts a screen in its place, and tells of it by the focus on its title. */
  show(kind, { heading, element }) {
    const first = !this.place.firstChild;
    this.dataset.screen = kind;
    if (this.place.firstChild !== element) this.place.replaceChildren(element);
    if (first) return;
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}

customElements.define("clinic-session", Session);
