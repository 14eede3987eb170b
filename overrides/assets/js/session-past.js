/* What was done: the end of a session, and the sessions before it. They stay on this device. */

import { h, plural } from "./plan-parts.js";
import { add, keep, PAIN, past, save, setsInWords, wipe } from "./session-diary.js";
import { keeps } from "./session-kept.js";
import { screen } from "./session-parts.js";

/** The end: adds the session to the diary and shows both. */
export function summary(record, clinic, list) {
  add(record);
  const ached = record.exercises.some(({ pain }) => pain === "mild" || pain === "stop");
  list.render();
  return screen("Done for today", [
    h("p", { className: "lead" }, `${day(record.on)}. ${record.title}, ${time(record.seconds)}.`),
    exercises(record),
    ached && h("p", { className: "box box-soon" }, clinic.pain_rule),
    h("p", { className: "actions" }, h("a", { className: "button button-quiet", href: "./" }, "Choose another session")),
    list.element,
  ]);
}

/** All past sessions, with a file to save and a way to delete them. */
export class Past {
  constructor() {
    this.status = h("p", { role: "status" });
    this.undo = h("button", { type: "button", className: "tool session-outlined", hidden: true, onclick: () => this.#restore() }, "Undo");
    this.list = h("div", {});
    this.heading = h("h2", { tabIndex: -1 }, "Your past sessions");
    this.element = h("section", { className: "session-past" }, this.heading, this.list, h("div", { className: "session-undo" }, this.status, this.undo));
    this.render();
  }

  render() {
    const all = past();
    const none = h("p", {}, "None yet. After a session, what you did stands here.");
    const tools = h("p", { className: "actions" },
      h("button", { type: "button", className: "button button-quiet", onclick: () => this.#save() }, "Save as a file"),
      h("button", { type: "button", className: "button button-quiet", onclick: () => this.#wipe() }, "Delete all"));
    this.list.replaceChildren(
      h("p", {}, keeps() ? "What leaves this device: nothing. They are kept in this browser only." : "This browser keeps nothing. Save a file before you leave this page."),
      all.length ? h("div", { className: "session-days" }, ...all.reverse().map(entry)) : none,
      all.length ? tools : "");
  }

  #save() {
    save(past());
    this.status.textContent = "The file is in your downloads. It opens in a spreadsheet.";
  }

  #wipe() {
    this.wiped = past();
    wipe();
    this.render();
    this.status.textContent = `${plural(this.wiped.length, "session")} deleted.`;
    this.undo.hidden = false;
    this.undo.focus();
  }

  #restore() {
    keep([...this.wiped, ...past()]);
    this.render();
    this.status.textContent = "Your sessions are back.";
    this.undo.hidden = true;
    this.heading.focus();
  }
}

function entry(session) {
  return h("details", {}, h("summary", {}, h("b", {}, day(session.on)), `: ${session.title}, ${time(session.seconds)}`), exercises(session));
}

function exercises({ exercises: all }) {
  return h("ul", { className: "session-done" }, ...all.map(({ name, sets, pain }) => h("li", {}, h("b", {}, name), h("span", {}, [setsInWords(sets), pain && PAIN[pain]].filter(Boolean).map((words) => `${words}.`).join(" ")))));
}

const day = (on) => new Date(on).toLocaleDateString("en-US", { weekday: "short", year: "numeric", month: "long", day: "numeric" });
const time = (seconds) => plural(Math.max(1, Math.round(seconds / 60)), "minute");
