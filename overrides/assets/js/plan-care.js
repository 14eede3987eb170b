/* Who takes care with the exercises of a plan, and how: on the screen, and in short on its sheet. */

import { h } from "./plan-parts.js";

/** Each condition once: its advice, and for each advice the exercises with their numbers in the plan.
 *  forbid: only the cautions that forbid an exercise, or only the others; all of them without it. */
export function care(items, found, forbid) {
  const known = new Map();
  items.forEach((item, index) => {
    const exercise = found.of(item);
    for (const place of exercise?.cautions ?? []) {
      const [reason, advice, forbids] = found.cautions[place];
      if (forbid !== undefined && forbids !== forbid) continue;
      const ways = known.get(reason) ?? known.set(reason, new Map()).get(reason);
      const those = ways.get(advice) ?? ways.set(advice, new Map()).get(advice);
      if (!those.has(exercise)) those.set(exercise, index + 1); // Twice in a plan is said once.
    }
  });
  return known;
}

/** All of it in a fold, since most people need a line or two of it. */
export function careFold(items, found) {
  const known = care(items, found);
  if (!known.size) return null;
  const links = (those) => [...those.keys()].flatMap((exercise, index) => [index ? ", " : "", h("a", { href: found.address(exercise) }, exercise.name)]);
  const way = ([advice, those]) => h("span", {}, ` ${advice} (`, ...links(those), ")");
  const lines = [...known].map(([reason, ways]) => h("li", {}, h("b", {}, `If ${reason}:`), ...[...ways].map(way)));
  return h("details", {}, h("summary", {}, "Who takes care, and how"), h("ul", {}, ...lines));
}

/** The panel of the plan. It stays open while the plan changes. */
export function carePanel(page, items) {
  const fold = careFold(items, page.found);
  if (!fold) return null;
  Object.assign(fold, { open: page.careOpen, ontoggle: () => (page.careOpen = fold.open) });
  return h("section", { className: "plan-panel" }, h("h2", {}, "Take care"), h("p", {}, "Some conditions change what you do, or mean that you ask a clinician first."), fold);
}

/** The part of the sheet; numbers stand for the exercises. */
export function careOnPaper(title, items, found, forbid) {
  const known = care(items, found, forbid);
  if (!known.size) return null;
  const way = ([advice, those]) => [h("b", {}, ` ${[...those.values()].join(", ")}: `), advice];
  const lines = [...known].map(([reason, ways]) => h("li", {}, `If ${reason}:`, ...[...ways].flatMap(way)));
  return h("section", { className: "sheet-part" }, h("h3", {}, `${title} `, h("small", {}, "(with the exercises of these numbers)")), h("ul", { className: "sheet-list" }, ...lines));
}
