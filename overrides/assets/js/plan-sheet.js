/* The plan on paper. It stands in the page all the time, hidden, so that every way of printing finds it. */

import { careOnPaper } from "./plan-care.js";
import { daysInWords, DAYS, doseOf, restInWords, workInWords } from "./plan-library.js";
import { h, illustrate, plural, unreviewed } from "./plan-parts.js";
import { linkOf, PAGE } from "./plan-store.js";

/** Fills the sheet; the promise is kept when its pictures are there. */
export function sheet(place, plan, found, paper) {
  place.classList.toggle("large", Boolean(paper?.large));
  const waiting = [];
  const items = plan.items.flatMap((item) => (found.of(item) ? [{ item, exercise: found.of(item) }] : []));
  const code = h("div", { className: "sheet-code" });
  waiting.push(coded(code, linkOf(plan)));
  const own = items.map(({ item }) => item);
  place.replaceChildren(...[
    head(plan, code, items),
    careOnPaper("When to leave an exercise out", own, found, true),
    h("ol", { className: "sheet-items" }, ...items.map(({ item, exercise }) => entry(item, exercise, found, waiting))),
    h("div", { className: "sheet-end" }, diary(plan, items), careOnPaper("Take care", own, found, false), stop(found.clinic, items)),
  ].filter(Boolean));
  return Promise.all(waiting);
}

function head(plan, code, items) {
  const day = new Date().toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
  const missing = unreviewed(items.map(({ exercise }) => exercise));
  return h("header", { className: "sheet-head" },
    h("div", {},
      h("h2", { className: "sheet-title" }, "My plan"),
      h("p", {}, `${plural(items.length, "exercise")}, ${plural(plan.weeks, "week")}. Printed on ${day}. `, h("span", { className: "sheet-name" }, "Name: ", h("span", { className: "sheet-line" }))),
      missing && h("p", { className: "sheet-review" }, h("b", {}, missing[0]), ` ${missing[1]}`),
      h("p", { className: "sheet-address" }, "Open it again: scan the code, or go to ", h("b", {}, short(PAGE)), " and type the code of each exercise.")),
    code);
}

const short = (address) => address.replace(/^https?:\/\//, "").replace(/\/$/, "");

async function coded(place, address) {
  const { picture } = await import("./plan-qr.js");
  const drawn = picture(address);
  if (drawn) place.replaceChildren(drawn);
}

function entry(item, exercise, found, waiting) {
  const dose = doseOf(item, exercise);
  const pictures = h("div", { className: "sheet-pictures" });
  waiting.push(illustrate(pictures, exercise, found.address(exercise)));
  return h("li", { className: exercise.figure ? "" : "without" }, pictures,
    h("div", {},
      h("h3", {}, exercise.name, " ", h("span", { className: "sheet-short" }, exercise.code)),
      h("p", { className: "sheet-dose" }, h("b", {}, workInWords(dose)), `, ${restInWords(dose)}, ${daysInWords(dose)}`),
      h("ol", { className: "sheet-how" }, ...exercise.steps.map((step) => h("li", {}, step))),
      h("ul", { className: "sheet-cues" }, ...exercise.cues.slice(0, 3).map((cue) => h("li", {}, cue)))));
}

/** A box to tick for each day of each week; on fixed days it has the letter of the day. */
function diary(plan, items) {
  const weeks = Array.from({ length: plan.weeks }, (_, index) => index + 1);
  const perTable = plan.weeks > 8 ? Math.ceil(plan.weeks / 2) : plan.weeks;
  const tables = [];
  for (let from = 0; from < weeks.length; from += perTable) tables.push(table(weeks.slice(from, from + perTable), items));
  return h("section", { className: "sheet-diary" }, h("h3", {}, "Tick what you did"), ...tables);
}

function table(weeks, items) {
  const cell = (dose) => h("td", {}, ...boxes(dose).map((letter) => h("span", { className: "sheet-box" }, letter)));
  return h("table", {},
    h("thead", {}, h("tr", {}, h("th", {}, "Week"), ...weeks.map((week) => h("th", {}, `${week}`)))),
    h("tbody", {},
      ...items.map(({ item, exercise }) => {
        const dose = doseOf(item, exercise);
        return h("tr", {}, h("th", {}, exercise.name), ...weeks.map(() => cell(dose)));
      }),
      h("tr", { className: "sheet-pain" }, h("th", {}, "Worst pain, 0 to 10"), ...weeks.map(() => h("td", {})))));
}

const boxes = ({ days, week }) => (week ? week.map((day) => DAYS[day - 1][0]) : Array.from({ length: days[1] }, () => ""));

function stop(clinic, items) {
  const more = items.flatMap(({ exercise }) => exercise.stop_if.map((rule) => `${exercise.name}: ${rule}`));
  return h("section", { className: "sheet-stop" },
    h("h3", {}, "Stop if"),
    h("ul", {}, ...[...clinic.stop_rules, ...new Set(more)].map((rule) => h("li", {}, rule))),
    h("p", {}, clinic.pain_rule),
    h("p", {}, h("b", {}, clinic.emergency), ` Questions? ${clinic.name}, ${clinic.email}.`));
}
