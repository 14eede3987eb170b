/* The exercise finder: narrows the list of the library page. Without it the list is complete.
   The form stands in the page already; the library's data is loaded when a reader turns to it. */

import { MEANT, near, plainWords } from "./near.js";

const SHOWN = 24;
const TYPING_PAUSE = 300;
const IGNORED = new Set("a an and at exercise for how in i is it my of on or that the to with without work workout".split(" "));
const LEGS = { "each-side": "one leg single leg", alternating: "", bilateral: "two legs both legs" };
const CLOSE = { name: 0, other: 4 };

/* Finding */

/** The exercises, prepared for searching and counting. */
export class Library {
  constructor(data, common) {
    const firsts = new Map();
    const muscle = (key) => {
      const name = data.terms.muscles[key];
      return firsts.get(name) ?? firsts.set(name, key).get(name);
    };
    Object.keys(data.terms.muscles).forEach(muscle);
    this.muscle = muscle;
    this.index = new Map();
    this.known = new Map();
    this.exercises = data.exercises.map((x, number) => {
      const needs = x.equipment.filter((item) => !common.includes(item));
      this.learn(number, data.terms, x, needs);
      return {
        number,
        url: x.url,
        name: x.name,
        level: x.level,
        needs,
        values: {
          region: x.region,
          level: [String(x.level)],
          legs: [x.laterality],
          goal: x.goal,
          muscle: [...new Set(x.primary.map(muscle))],
          position: [x.position],
          impact: [x.impact],
        },
      };
    });
    [...this.exercises].sort((a, b) => a.name.localeCompare(b.name)).forEach((x, order) => (x.order = order));
  }

  /** Notes the words of one exercise, those of its names as the closest. */
  learn(number, terms, x, needs) {
    const muscles = [...x.primary, ...x.secondary];
    const other = [
      ...x.region.map((key) => terms.regions[key]),
      ...muscles.map((key) => `${key} ${terms.muscles[key]}`),
      ...x.goal.map((key) => terms.goals[key]),
      ...x.equipment.map((key) => terms.equipment[key]),
      terms.patterns[x.pattern],
      LEGS[x.laterality],
      needs.length ? "" : "no equipment",
    ];
    for (const [text, closeness] of [[[x.name, ...x.aliases], CLOSE.name], [other, CLOSE.other]]) {
      for (const word of words(text.join(" "))) {
        const places = this.index.get(word) ?? this.index.set(word, new Map()).get(word);
        if (!places.has(number)) places.set(number, closeness);
      }
    }
  }

  /** What fits a choice; how many each further choice would have; how many each choice keeps out. */
  find(choice) {
    const scores = this.scores(choice.q);
    const found = [];
    const counts = Object.fromEntries([...FACETS, "have"].map((name) => [name, new Map()]));
    const freed = new Map();
    for (const x of this.exercises) {
      const lacks = x.needs.filter((item) => !choice.have.has(item));
      const missed = FACETS.filter((name) => choice[name].size && !x.values[name].some((value) => choice[name].has(value)));
      if (choice.have.size && lacks.length) missed.push("have");
      if (scores && !scores.has(x.number)) missed.push("q");
      if (!missed.length) found.push(x);
      if (missed.length === 1) add(freed, missed[0]);
      if (missed.length > 1 || missed[0] === "q") continue;
      for (const name of missed.length ? missed : FACETS) {
        for (const value of x.values[name] ?? []) add(counts[name], value);
      }
      if (missed.length && missed[0] !== "have") continue;
      if (!x.needs.length) add(counts.have, "none");
      else if (!lacks.length) x.needs.forEach((item) => add(counts.have, item));
      else if (lacks.length === 1) add(counts.have, lacks[0]);
    }
    return { found: found.sort(order(choice.sort, scores)), counts, freed };
  }

  /** For each exercise that all words fit: how well, the smaller the better; without words nothing. */
  scores(text) {
    let scores;
    for (const word of new Set(words(text ?? "").filter((word) => !IGNORED.has(word)))) {
      const own = new Map();
      for (const [term, far] of this.near(MEANT[word] ?? word)) {
        for (const [number, closeness] of this.index.get(term)) {
          own.set(number, Math.min(own.get(number) ?? Infinity, closeness + far));
        }
      }
      if (!scores) scores = own;
      else for (const [number, score] of scores) own.has(number) ? scores.set(number, score + own.get(number)) : scores.delete(number);
    }
    return scores;
  }

  /** The known words that a typed word may mean: as it is or begun, else with the fewest errors. */
  near(word) {
    if (!this.known.has(word)) this.known.set(word, near(word, [...this.index.keys()]));
    return this.known.get(word);
  }
}

const FACETS = ["region", "level", "legs", "goal", "muscle", "position", "impact"];

/** The words of a text, in the singular. */
function words(text) {
  return plainWords(text).map((word) => (word.length > 3 ? word.replace(/ves$/, "f").replace(/([^s])s$/, "$1") : word));
}

function order(sort, scores) {
  if (sort === "name") return (a, b) => a.order - b.order;
  if (sort === "hard") return (a, b) => b.level - a.level || a.order - b.order;
  const close = (x) => (sort === "" && scores ? scores.get(x.number) : 0);
  return (a, b) => close(a) - close(b) || a.level - b.level || a.order - b.order;
}

function add(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/* Showing */

class ExerciseFinder extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.grouped = this.querySelector(".grouped");
    this.filters = this.querySelector(".filters");
    this.status = this.querySelector("[role=status]");
    this.boxes = [...this.form.querySelectorAll("input[type=checkbox]")];
    this.counts = new Map(this.boxes.map((box) => [box, box.parentNode.querySelector(".count")]));
    this.chosen = element("div", { className: "chosen" });
    this.querySelector(".finder-head").append(this.chosen);
    this.list = element("div", { className: "cards", hidden: true });
    this.more = button("", "button button-quiet", () => this.showMore());
    this.more.hidden = true;
    this.none = element("div", { className: "box nothing", hidden: true });
    this.grouped.before(this.none, this.list, this.more);
    this.shown = SHOWN;
    this.listen();
    if (location.search) this.restore();
  }

  listen() {
    const ready = () => this.load().catch(() => {});
    this.form.addEventListener("focusin", ready, { once: true });
    this.form.addEventListener("pointerenter", ready, { once: true });
    this.form.addEventListener("input", (event) => this.change(event.target.name === "q"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.status.focus();
    });
    this.form.querySelector(".clear").addEventListener("click", () => this.clear());
    this.filters.addEventListener("focusout", (event) => {
      const to = event.relatedTarget;
      const left = to && !this.filters.contains(to) && !to.contains(this.filters);
      if (left && this.filters.matches(":popover-open")) this.filters.hidePopover();
    });
    this.filters.addEventListener("click", (event) => {
      const muscle = event.target.closest("[data-muscle]")?.dataset.muscle;
      const box = muscle && this.box("muscle", this.library?.muscle(muscle) ?? muscle);
      if (box) box.click();
    });
    addEventListener("popstate", () => this.restore());
  }

  load() {
    const address = new URL(this.dataset.library, document.baseURI);
    this.loading ??= fetch(address)
      .then((answer) => answer.json())
      .then((data) => {
        this.library = new Library(data, this.form.dataset.common.split(" "));
        const root = new URL("../../", address).pathname;
        this.cards = new Map([...this.grouped.querySelectorAll(".card")].map((card) => [card.querySelector("a").pathname, card]));
        this.library.exercises = this.library.exercises.filter((x) => this.cards.has((x.url = root + x.url)));
      })
      .catch((error) => {
        this.loading = undefined;
        throw error;
      });
    return this.loading;
  }

  /** The cards of some found exercises: copies, so that the complete list stays as it is. */
  copies(from, to) {
    return this.found.slice(from, to).map((x) => (x.card ??= this.cards.get(x.url).cloneNode(true)));
  }

  /* The choice: in the form, and in the address */

  box(name, value) {
    return this.boxes.find((box) => box.name === name && box.value === value);
  }

  get choice() {
    const choice = { q: this.form.q.value.trim(), sort: this.form.sort.value, have: new Set() };
    for (const name of FACETS) choice[name] = new Set();
    for (const box of this.boxes) if (box.checked) choice[box.name].add(box.value);
    return choice;
  }

  get address() {
    const given = [...new FormData(this.form)].map(([name, value]) => [name, value.trim()]);
    return new URLSearchParams(given.filter(([, value]) => value)).toString();
  }

  /** Sets the form from the address, as after 'back' or from a shared link. */
  restore() {
    const given = new URLSearchParams(location.search);
    this.form.q.value = given.get("q") ?? "";
    this.form.sort.value = given.get("sort") ?? "";
    if (this.form.sort.selectedIndex < 0) this.form.sort.value = "";
    for (const box of this.boxes) box.checked = given.getAll(box.name).includes(box.value);
    this.typing = false;
    this.given = this.address;
    this.update();
  }

  /** A choice becomes a step for 'back'; letters typed in a row are one step. */
  change(typing) {
    const replaced = typing && this.typing;
    this.given = this.address;
    history[replaced ? "replaceState" : "pushState"](null, "", this.given ? `?${this.given}` : location.pathname);
    this.typing = typing;
    this.update();
  }

  clear() {
    this.form.q.value = this.form.sort.value = "";
    for (const box of this.boxes) box.checked = false;
    this.change(false);
  }

  /* What the reader sees */

  async update() {
    this.shown = SHOWN;
    if (!this.library) {
      try {
        await this.load();
      } catch {
        this.status.textContent = "The filters cannot be loaded now. All exercises are in the list.";
        return;
      }
    }
    this.draw();
  }

  draw() {
    const choice = this.choice;
    const answer = this.library.find(choice);
    this.found = answer.found;
    const all = !this.given;
    this.grouped.classList.toggle("away", !all);
    this.list.hidden = all;
    this.none.hidden = this.found.length > 0;
    this.list.replaceChildren(...(all ? [] : this.copies(0, this.shown)));
    this.drawMore(all);
    this.drawCounts(answer.counts);
    this.drawChosen();
    if (!this.found.length) this.drawNothing(choice, answer.freed);
    this.say();
  }

  drawMore(all) {
    const rest = all ? 0 : this.found.length - this.shown;
    this.more.hidden = rest <= 0;
    this.more.textContent = `Show ${Math.min(rest, SHOWN)} more`;
  }

  showMore() {
    const next = this.copies(this.shown, this.shown + SHOWN);
    this.shown += SHOWN;
    this.list.append(...next);
    this.drawMore(false);
    next[0].querySelector("a").focus();
  }

  drawCounts(counts) {
    for (const [box, shown] of this.counts) {
      const count = counts[box.name].get(box.value) ?? 0;
      if (shown.textContent !== String(count)) shown.textContent = count;
      box.parentNode.classList.toggle("empty", !count && !box.checked);
    }
    const marked = new Set(this.boxes.filter((box) => box.checked && box.name === "muscle").map((box) => box.value));
    for (const path of this.filters.querySelectorAll("[data-muscle]")) {
      const muscle = this.library.muscle(path.dataset.muscle);
      path.classList.toggle("b-first", marked.has(muscle));
      path.classList.toggle("b-off", !this.box("muscle", muscle));
    }
  }

  /** The choices made in the filters, each with a button that takes it back. */
  drawChosen() {
    const boxes = this.boxes.filter((box) => box.checked && this.filters.contains(box));
    this.form.querySelector(".filters-button").textContent = boxes.length ? `Filters (${boxes.length})` : "Filters";
    const takers = boxes.map((box, index) => {
      const made = button(label(box), "tool", () => {
        box.click();
        (this.chosen.children[Math.min(index, this.chosen.children.length - 1)] ?? this.status).focus();
      });
      made.ariaLabel = `${label(box)}: remove`;
      made.append(element("span", { ariaHidden: "true" }, " ×"));
      return made;
    });
    const clear = button("Clear all", "tool", () => {
      this.clear();
      this.status.focus();
    });
    this.chosen.replaceChildren(...takers, ...(this.given ? [clear] : []));
  }

  /** Nothing fits: what to leave out, and how many exercises that gives. */
  drawNothing(choice, freed) {
    const titles = { q: `the words “${choice.q}”`, have: "the equipment" };
    const ways = [...freed].sort((a, b) => b[1] - a[1]).map(([name, count]) => {
      const title = titles[name] ?? this.boxes.filter((box) => box.checked && box.name === name).map((box) => `“${label(box)}”`).join(" and ");
      return button(`Leave out ${title} (${count})`, "tool", () => {
        if (name === "q") this.form.q.value = "";
        for (const box of this.boxes) if (box.name === name) box.checked = false;
        this.change(false);
        this.status.focus();
      });
    });
    const strange = words(choice.q).filter((word) => !IGNORED.has(word) && !this.library.near(MEANT[word] ?? word).length);
    const advice = strange.length
      ? "Check the spelling, or write a body part or a muscle in plain words, such as “calf”."
      : "One of your choices may be too narrow.";
    this.none.replaceChildren(element("p", {}, element("strong", {}, "No exercise fits all of this.")), element("p", {}, advice), ...ways);
  }

  /** The number of exercises, at once for the eye, and after a pause in typing for the ear. */
  say() {
    const count = this.found.length;
    const total = this.library.exercises.length;
    const exercises = count === 1 ? "1 exercise" : `${count} exercises`;
    this.querySelector(".show").textContent = count ? `Show ${exercises}` : "Nothing fits";
    clearTimeout(this.pause);
    this.pause = setTimeout(() => (this.status.textContent = this.given ? `${count} of ${total} exercises` : exercises), this.typing ? TYPING_PAUSE : 0);
  }
}

function label(box) {
  return box.parentNode.querySelector("span").textContent;
}

function button(text, className, action) {
  const made = element("button", { type: "button", className }, text);
  made.addEventListener("click", action);
  return made;
}

function element(name, properties, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

customElements.define("clinic-finder", ExerciseFinder);
