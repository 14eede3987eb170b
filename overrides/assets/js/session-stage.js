/* The screen of an exercise. It is built once and filled anew at each moment, so that nothing on it moves. */

import "./figure.js";
import { drawing, h, stills } from "./plan-parts.js";
import { voiceChoices } from "./session-choices.js";
import { keys } from "./session-parts.js";
import { clocked, described } from "./session-words.js";

const RING = 2 * Math.PI * 54;

export class Stage {
  #shown; // the exercise whose picture stands there
  #words = {}; // what the moment says

  /** act: what the buttons do: primary, enough, back, pause, skip, hurt, leave. */
  constructor(found, act) {
    this.found = found;
    this.heading = h("h1", { tabIndex: -1 });
    this.where = h("p", { className: "session-where" });
    this.bar = h("progress", { max: 1 });
    this.bar.setAttribute("aria-label", "How far you are");
    this.picture = h("div", { className: "session-picture" });
    this.hint = h("p", { className: "session-hint" });
    this.more = h("div", { className: "session-more" });
    this.enough = button("", "button button-quiet", act.enough);
    this.primary = button("", "button session-primary", act.primary);
    this.back = button("Back", "tool", act.back);
    this.pause = button("Pause", "tool", act.pause);
    const leave = button("End", "tool", act.leave);
    leave.setAttribute("aria-label", "End the session");
    const skip = button("Skip", "tool", act.skip);
    skip.setAttribute("aria-label", "Skip this exercise");
    const hurt = button("It hurts", "tool session-hurt", act.hurt);
    this.element = h("div", { className: "session-stage" },
      h("div", { className: "session-top" }, this.where, this.bar, leave),
      this.heading,
      this.picture,
      h("div", { className: "session-gauge-row" }, this.#gauge(), this.hint),
      this.more,
      h("div", { className: "session-controls" }, h("div", { className: "session-main" }, this.enough, this.primary), h("div", { className: "session-side" }, this.back, this.pause, skip, hurt)));
  }

  #gauge() {
    const ring = drawing("0 0 120 120", "M60 6a54 54 0 1 1 0 108a54 54 0 1 1 0-108", "session-ring");
    const ground = ring.firstChild.cloneNode();
    ring.prepend(ground);
    this.ring = ring.lastChild;
    this.ring.setAttribute("stroke-dasharray", RING);
    this.big = h("b", {});
    this.unit = h("span", {});
    const words = h("p", { role: "timer" }, this.big, " ", this.unit);
    return h("div", { className: "session-gauge" }, ring, words);
  }

  /** Shows a moment, its clock standing. */
  show(run) {
    const words = described(run);
    const { item, kind } = run.now;
    this.element.dataset.kind = kind;
    this.heading.replaceChildren(words.title, " ", h("span", {}, words.line));
    this.where.textContent = `Exercise ${item + 1} of ${run.items.length}`;
    this.bar.value = run.at / (run.moments.length - 1);
    this.#words = words;
    this.enough.hidden = !words.enough;
    this.enough.textContent = words.enough || "";
    this.back.ariaDisabled = String(!run.canGoBack);
    this.#figure({ big: words.big, unit: words.unit, part: 0 });
    if (this.#shown !== item) this.#change(run, item);
  }

  /** Shows the clock. */
  clock(run, elapsed) {
    this.#figure(clocked(run, elapsed));
  }

  paused(on) {
    this.pause.setAttribute("aria-pressed", on);
    this.element.toggleAttribute("data-paused", on);
    this.hint.textContent = on ? "Paused. Go on when you are ready." : this.#words.hint ?? "";
  }

  #figure({ big, unit, part }) {
    this.big.textContent = big;
    this.unit.textContent = unit;
    this.big.classList.toggle("long", big.length > 3);
    this.ring.setAttribute("stroke-dashoffset", RING * (1 - part));
  }

  /** Another exercise: its picture and its steps. */
  #change({ items }, item) {
    const { exercise } = items[item];
    this.#shown = item;
    const address = this.found.address(exercise);
    const page = h("a", { href: address, target: this.apart ? "_blank" : "" }, "Open the full page");
    const how = h("details", {}, h("summary", {}, "How to do it"),
      h("ol", {}, ...exercise.steps.map((step) => h("li", {}, step))),
      h("p", {}, h("b", {}, "Think of this: "), exercise.cues.join(" ")),
      h("p", {}, page, this.apart ? " (in a new tab)." : ". Your session waits for you here."));
    this.page = page;
    this.more.replaceChildren(how, h("details", {}, h("summary", {}, "Sound, speech and keys"), voiceChoices(), keys()));
    this.#illustrate(exercise, address, how);
  }

  async #illustrate(exercise, address, how) {
    this.picture.replaceChildren();
    const pictures = await stills(exercise, address);
    if (this.page.href !== address) return; // The reader has gone on meanwhile.
    if (pictures.length) this.picture.append(figure(exercise, pictures));
    else this.#withoutPicture(exercise, how);
  }

  /** No picture, or none that could be loaded: the words are complete. */
  #withoutPicture(exercise, how) {
    how.open = true;
    this.picture.append(h("ol", { className: "session-captions" }, ...exercise.captions.filter(Boolean).map((words) => h("li", {}, words))));
  }
}

/** The two pictures; those who want see them move. */
function figure(exercise, pictures) {
  const root = new URL("../../", import.meta.url);
  const moving = (kind) => new URL(`${exercise.figure}.${kind}`, root).href;
  const data = exercise.moves ? { moving: moving("svg"), keyframes: moving("css") } : {};
  const made = h("clinic-figure", { data }, ...pictures.map((svg) => h("figure", {}, svg.cloneNode(true))));
  const { width, height } = pictures[0].viewBox.baseVal;
  made.classList.toggle("wide", width > 1.3 * height);
  if (exercise.laterality === "each-side") made.dataset.sides = "";
  return made;
}

function button(words, className, onclick) {
  return h("button", { type: "button", className, onclick }, words);
}
