/* The screens before the exercises: choose a session, get ready, go on where you were. */

import { careFold } from "./plan-care.js";
import { span, workInWords } from "./plan-library.js";
import { h, plural, unreviewed } from "./plan-parts.js";
import { voiceChoices } from "./session-choices.js";
import { minutes } from "./session-flow.js";
import { button, keys, screen, stopRules } from "./session-parts.js";

/** All sessions to choose from. trouble: what was wrong with the address, if anything. */
export function chooser(found, ownPlan, trouble, past) {
  const door = (address, title, words) => h("li", {}, h("a", { href: address }, h("b", {}, title), " ", h("span", {}, words)));
  const plan = ownPlan && door("?plan", "My plan", plural(ownPlan.items.length, "exercise"));
  const programs = found.programs.map(({ slug, title, blocks }) => door(`?program=${slug}`, title, `Program, ${plural(blocks.flatMap(({ items }) => items).length, "exercise")}`));
  return screen("Guided session", [
    trouble && h("p", { className: "box box-soon" }, trouble),
    h("p", { className: "lead" }, "One exercise a screen, with a timer. Choose a program or your plan."),
    h("ul", { className: "doors" }, plan, ...programs),
    !ownPlan && h("p", {}, "You can also ", h("a", { href: "../plan/" }, "make your own plan"), "."),
    past,
  ]);
}

/** What to know before the first exercise. */
export function ready(found, session, begin) {
  const { items, title, page, lost } = session;
  const [least, most] = minutes(items);
  const fact = (name, ...words) => h("li", {}, h("strong", {}, name), ...words);
  return screen(title, [
    h("div", { className: "facts" }, h("ul", {},
      fact("Exercises:", `${items.length}`),
      fact("Time:", `about ${span([least, most])} minutes`),
      fact("You need:", equipment(found, items)))),
    lost > 0 && h("p", { className: "box box-soon" }, `${plural(lost, "entry", "entries")} of your plan could not be read and ${lost === 1 ? "is" : "are"} left out.`),
    unreviewedState(items),
    stopRules(found.clinic, "Stop if"),
    page && h("p", {}, "First time? ", h("a", { href: page }, "Read who this program is for"), "."),
    careFold(items.map(({ exercise }) => exercise), found),
    h("details", {}, h("summary", {}, "See all exercises"), h("ol", { className: "session-list" }, ...items.map(({ exercise, dose }) => h("li", {}, h("b", {}, exercise.name), ` ${workInWords(dose)}`)))),
    voiceChoices(),
    h("details", {}, h("summary", {}, "Keys"), keys()),
  ], [button("Start", begin)]);
}

function equipment(found, items) {
  const terms = new Set(items.flatMap(({ exercise }) => exercise.equipment).filter((term) => term !== "none"));
  return [...terms].map((term) => (found.equipment[term] ?? term).toLowerCase()).join(", ") || "no equipment";
}

function unreviewedState(items) {
  const missing = unreviewed(items.map(({ exercise }) => exercise));
  return missing && h("p", { className: "state" }, h("strong", {}, missing[0]), ` ${missing[1]}`);
}

/** A session that was left before its end. other: what the address asks for instead, if anything. */
export function unfinished(run, { goOn, drop }, other) {
  const { now, item, items, session } = run;
  return screen("Go on where you were?", [
    h("p", { className: "lead" }, h("b", {}, session.title), `. You were at exercise ${now.item + 1} of ${items.length}: ${item.exercise.name}.`),
    h("p", {}, other ? `If you start “${other}” now, what you did so far is not kept.` : "If you start over, what you did so far is not kept."),
  ], [button(other ? `Start “${other}”` : "Start over", drop, true), button("Go on", goOn)]);
}
