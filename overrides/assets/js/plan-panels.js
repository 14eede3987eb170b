/* What stands below the list: one leg, balance, paper, sharing, starting over. */

import { carePanel } from "./plan-care.js";
import { choice, h, plural } from "./plan-parts.js";
import { linkOf, sessionOf } from "./plan-store.js";

const DIARY_WEEKS = [2, 4, 6, 8, 10, 12];

/** The panels for a plan. page: the element that shows it. A shared plan is shown and printed, not changed. */
export function panels(page, plan, sums) {
  const own = !page.shared;
  return [summed(sums), session(page, plan, own), carePanel(page, plan.items), paper(page, plan, own), own && share(plan), own && oneLeg(page), muscles(page, sums), own && startOver(page)].filter(Boolean);
}

const button = (words, key, onclick, quiet = true) => h("button", { type: "button", className: quiet ? "button button-quiet" : "button", data: { key }, onclick }, words);

function section(title, ...children) {
  return h("section", { className: "plan-panel" }, h("h2", {}, title), ...children);
}

function summed({ session, weekly, oneLeg: share }) {
  const fact = (name, words) => h("li", {}, h("strong", {}, name), words);
  return h("div", { className: "facts" }, h("ul", {}, fact("All at once:", `about ${session} minutes`), fact("In a week:", `about ${weekly} minutes`), fact("One leg:", `${share}% of the sets are done on one side at a time`)));
}

/** The way into the guided session. A plan that this device does not keep goes along in the address. */
function session(page, plan, own) {
  if (!page.dataset.session) return null;
  const address = sessionOf(page.dataset.session, own && page.state === "good" ? null : plan);
  return h("p", { className: "actions" }, h("a", { className: "button", href: address }, "Start the session"), h("span", {}, "One exercise a screen, with a timer."));
}

/* One leg */

function oneLeg(page) {
  const { found } = page;
  const two = page.plan.items.flatMap((item) => {
    const exercise = found.of(item);
    const [other] = exercise ? found.oneLeg(exercise) : [];
    return other ? [{ item, exercise, other }] : [];
  });
  const place = h("div", {});
  const ask = () => {
    const lines = two.map(({ exercise, other }) => h("li", {}, h("b", {}, exercise.name), " becomes ", h("a", { href: found.address(other) }, other.name), ` (level ${exercise.level} becomes ${other.level}). `, page.criterion(exercise, other)));
    const doIt = button(`Switch ${plural(two.length, "exercise")}`, "leg-yes", () => switchAll(page, two), false);
    place.replaceChildren(h("ul", {}, ...lines), h("p", {}, "One leg is harder, and asks more of your balance. Keep something firm near you. Each exercise gets the dose from its own page."), h("p", { className: "actions" }, doIt, button("Leave it", "leg-no", () => {
      page.renderMore();
      page.focusOn("leg");
    })));
    doIt.focus();
  };
  place.append(two.length ? button("Switch the plan to one leg", "leg", ask) : h("p", {}, "No exercise here has a one-leg version, or each is done on one leg already."));
  return section("On one leg", place);
}

function switchAll(page, two) {
  const swapped = new Map(two.map(({ item, other }) => [item.id, { ...page.swap(item, other), id: item.id }]));
  const items = page.plan.items.map((item) => swapped.get(item.id) ?? item);
  const rest = items.length - two.length;
  page.change({ ...page.plan, items }, `${plural(two.length, "exercise")} switched to one leg${rest ? `, ${rest} left as ${rest === 1 ? "it is" : "they are"}` : ""}.`);
  page.render();
  page.heading.focus();
}

/* Balance */

function muscles(page, { groups }) {
  const most = groups[0]?.[1] ?? 1;
  const rows = groups.map(([name, sets]) => {
    const bar = h("span", { className: "plan-bar-of-sets" });
    bar.style.width = `${(100 * sets) / most}%`; // Set by script, which the policy allows; in markup it would not.
    return h("tr", {}, h("th", { scope: "row" }, name), h("td", {}, h("span", { className: "plan-number" }, Number(sets.toFixed(1))), bar));
  });
  const trained = new Set(groups.map(([name]) => name));
  const all = page.found.exercises.flatMap(({ primary }) => primary.map((muscle) => page.found.muscles[muscle]));
  const missing = [...new Set(all)].filter((name) => !trained.has(name));
  const head = h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Muscle"), h("th", { scope: "col" }, "Sets a week")));
  const table = h("details", { open: page.balanceOpen, ontoggle: () => (page.balanceOpen = table.open) }, h("summary", {}, "Sets a week for each muscle"), h("table", { className: "plan-balance" }, head, h("tbody", {}, ...rows)));
  return section("Balance",
    h("p", {}, h("b", {}, "Most: "), groups.slice(0, 3).map(([name, sets]) => `${name} (${Number(sets.toFixed(1))} sets a week)`).join(", "), "."),
    missing.length && h("p", {}, h("b", {}, "Not in this plan: "), `${missing.join(", ")}.`),
    table,
    h("p", { className: "plan-advice" }, "How we count: at the middle of each range, a set is 1 for a muscle that does most of the work, and a half for one that helps. On one side at a time, it counts for that side. This is a convention."));
}

/* Paper */

function paper(page, plan, own) {
  const weeks = [...new Set([...DIARY_WEEKS, plan.weeks])].sort((a, b) => a - b).map((count) => [`${count}`, plural(count, "week")]);
  const diary = choice("Diary for", weeks, `${plan.weeks}`, (value) => {
    page.change({ ...page.plan, weeks: Number(value) }, `The diary has ${plural(Number(value), "week")}.`);
    page.renderMore();
    page.focusOn("weeks");
  }, "weeks");
  const large = h("input", { type: "checkbox", checked: Boolean(page.paper?.large), data: { key: "large" }, onchange: () => {
    page.paper = { large: large.checked };
    page.renderMore();
    page.focusOn("large");
  } });
  const printed = button("Print the plan", "print", async () => {
    await page.printable; // The pictures, above all.
    print();
  }, false);
  return section("On paper", h("p", {}, "Pictures, doses, cues, a diary to tick, and when to stop."), h("div", { className: "plan-fields" }, own && diary, h("label", { className: "plan-check" }, large, "Large print")), h("p", { className: "actions" }, printed));
}

/* Sharing */

function share(plan) {
  const address = linkOf(plan);
  const field = h("input", { type: "text", readOnly: true, value: address, data: { key: "link" }, onfocus: () => field.select() });
  const said = h("span", { role: "status" });
  const copy = button("Copy the link", "copy", async () => {
    try {
      await navigator.clipboard.writeText(address);
      said.textContent = "Copied.";
    } catch {
      field.focus();
      said.textContent = "Please copy the marked link yourself.";
    }
  }, false);
  const hand = navigator.share && button("Share", "share", () => navigator.share({ title: "Exercise plan", url: address }).catch(() => {}));
  const place = h("div", { className: "plan-code" });
  const code = h("details", { ontoggle: async () => {
    if (!code.open || place.firstChild) return;
    const { picture } = await import("./plan-qr.js");
    const drawn = picture(address);
    place.append(drawn ? drawn : h("p", {}, "This plan is too long for a QR code. Use the link."));
  } }, h("summary", {}, "Show a QR code"), place);
  return section("Share", h("p", {}, "The link holds the whole plan. Nothing is sent and nothing is stored anywhere else: whoever has the link has the plan. It works as long as these pages do."), h("label", { className: "plan-link" }, "Link to this plan", field), h("p", { className: "actions" }, copy, hand, said), code);
}

function startOver(page) {
  return section("Start over", h("p", {}, "What leaves this device: nothing. To remove the plan from it, empty it."), h("p", { className: "actions" }, button("Empty the plan", "empty", () => {
    page.change({ ...page.plan, items: [] }, "The plan is empty.");
    page.render();
    page.heading.focus();
  })));
}

