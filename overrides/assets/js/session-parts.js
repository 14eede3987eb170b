/* What the screens around the exercises share. */

import { h } from "./plan-parts.js";

/** A screen to read: its title, what it says, and its buttons within reach of the thumb, the main one last. */
export function screen(title, said, buttons = []) {
  const heading = h("h1", { tabIndex: -1 }, title);
  const controls = buttons.length > 0 && h("div", { className: "session-controls session-column" }, ...buttons);
  return { heading, element: h("div", { className: "session-page" }, h("div", { className: "session-words" }, heading, ...said), controls) };
}

export function button(words, onclick, quiet = false) {
  return h("button", { type: "button", className: quiet ? "button button-quiet" : "button session-primary", onclick }, words);
}

/** When to stop, in the clinic's words; more: rules of one exercise. */
export function stopRules(clinic, title, more = []) {
  const rules = [...new Set([...clinic.stop_rules, ...more])];
  return h("div", { className: "box box-stop" },
    h("h2", { className: "box-title" }, title),
    h("ul", {}, ...rules.map((rule) => h("li", {}, rule))),
    h("p", {}, h("b", {}, clinic.emergency)));
}

/** What the keyboard does. */
export function keys() {
  const key = (name, words) => h("li", {}, h("kbd", {}, name), ` ${words}`);
  return h("div", { className: "session-keys" }, h("p", {}, h("b", {}, "Keys during an exercise")), h("ul", {}, key("→", "next"), key("←", "back"), key("P", "pause")), h("p", {}, "They work while the focus is inside the session. Every button works with Tab and Enter, too."));
}
