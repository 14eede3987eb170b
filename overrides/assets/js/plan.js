/* The page of the plan: its list, changes with undo, and a plan that came as a link. */

import { balance, DAYS, daysInWords, doseInWords, doseOf, library, newItem, pinned, restInWords, span, workInWords } from "./plan-library.js";
import { decode, emptyPlan, encode, MOST_EXERCISES } from "./plan-link.js";
import { choice, h, icon, illustrate, plural } from "./plan-parts.js";
import { panels } from "./plan-panels.js";
import { sheet } from "./plan-sheet.js";
import { load, save, watch } from "./plan-store.js";

const UP = "m6 14 6-6 6 6";
const DOWN = "m6 10 6 6 6-6";
const AMOUNTS = { reps: "Repetitions", hold: "Seconds to hold", time: "Seconds of work" };
const SECONDS = [5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 75, 90, 120];

let counter = 0;

class Plan extends HTMLElement {
  async connectedCallback() {
    this.past = [];
    this.list = h("div", { className: "plan-list" });
    this.more = h("div", { className: "plan-more" });
    this.sheet = h("div", { className: "sheet" });
    this.status = h("p", { role: "status" });
    this.undo = h("button", { type: "button", className: "tool", hidden: true, onclick: () => this.takeBack() }, "Undo");
    this.bar = h("div", { className: "plan-bar" }, this.status, this.undo);
    this.say("");
    try {
      this.found = await library();
    } catch {
      this.replaceChildren(this.failure());
      return;
    }
    this.replaceChildren(h("div", { className: "plan-screen" }, this.list, this.more, this.bar), this.sheet);
    addEventListener("hashchange", () => this.read());
    watch(() => this.read());
    // Back from another page of this site, which may have added something.
    addEventListener("pageshow", (event) => event.persisted && this.read());
    this.read();
  }

  failure() {
    const again = h("button", { type: "button", className: "button", onclick: () => location.reload() }, "Try again");
    return h("div", { className: "box box-note", role: "alert" }, h("h2", {}, "The exercises could not be loaded"), h("p", {}, "Are you online? Your plan is safe on this device."), again);
  }

  /** What the device keeps, and what the address brings. */
  read() {
    const { plan, unknown, state } = load();
    this.state = state;
    this.past = [];
    this.shared = null;
    this.unread = unknown;
    this.plan = this.numbered(plan);
    const [, text] = /^#p=(.*)/s.exec(location.hash) ?? [];
    if (text !== undefined) this.receive(decode(text));
    this.render();
  }

  /** A plan that came as a link. It never takes the place of one's own without a word. */
  receive(got) {
    if (got.state !== "good") {
      this.shared = got;
    } else if (this.state === "off") {
      // Nothing is kept on this device: the address is where the plan lives.
      this.plan = this.numbered(got.plan);
      this.unread = got.unknown;
    } else if (encode(got.plan) !== encode(this.pinned(this.plan)) || got.unknown.length) {
      this.shared = { ...got, plan: this.numbered(got.plan) };
    } else {
      this.forgetAddress();
      this.say("The link holds the plan that you have here.");
    }
  }

  numbered(plan) {
    return { ...plan, items: plan.items.map((item) => ({ ...item, id: (counter += 1) })) };
  }

  pinned(plan) {
    return { ...plan, items: plan.items.map((item) => pinned(item, this.found.of(item))) };
  }

  /** The plan that is on the screen and on paper. */
  get shown() {
    if (!this.shared) return this.plan;
    return this.shared.plan ?? emptyPlan(); // A damaged link shows nothing.
  }

  forgetAddress() {
    history.replaceState(null, "", location.pathname);
  }

  say(words) {
    this.status.textContent = words;
    this.undo.hidden = !this.past.length;
    this.bar.classList.toggle("quiet", !words && this.undo.hidden);
  }

  /** Takes a new plan in place of the last, which can be brought back. */
  change(plan, words) {
    this.past.push({ plan: this.plan, words });
    this.keep(plan);
    this.say(words);
  }

  keep(plan) {
    this.plan = plan;
    const kept = save(this.pinned(plan));
    if (kept) this.state = "good";
    else {
      this.state = "off";
      history.replaceState(null, "", `#p=${encode(this.pinned(plan))}`);
    }
  }

  takeBack() {
    const { plan, words } = this.past.pop();
    this.keep(plan);
    this.render();
    this.say(`Undone: ${words}`);
    if (this.undo.hidden) this.heading.focus();
  }

  /* The list */

  render() {
    const key = this.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    this.list.replaceChildren(...[this.notice(), ...this.body()].filter(Boolean));
    this.renderMore();
    this.focusOn(key);
  }

  focusOn(key) {
    if (key) (this.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? this.heading).focus();
  }

  /** All that follows from the list. */
  renderMore() {
    const plan = this.pinned(this.shown);
    const any = plan.items.some((item) => this.found.of(item));
    this.more.replaceChildren(...(any ? panels(this, plan, balance(plan, this.found)) : []));
    this.sheet.replaceChildren();
    this.printable = any ? sheet(this.sheet, plan, this.found, this.paper) : undefined;
  }

  notice() {
    if (this.shared) return this.sharedNotice();
    const box = (...children) => h("div", { className: "box box-soon plan-notice" }, ...children);
    if (this.state === "off") return box(h("h2", {}, "This browser keeps nothing"), h("p", {}, "Storage is off, or this is a private window. Your plan stands in the address of this page. Save that link before you leave, or print the plan."));
    if (this.state === "damaged" || this.state === "newer") return box(h("h2", {}, "The saved plan could not be read"), h("p", {}, "What was kept on this device is damaged. If you have the plan's link or a printed sheet, open it again. If you add an exercise, a new plan begins."));
    if (this.unread.length) return box(h("p", {}, `A part of this plan could not be read and was left out: ${this.unread.join(", ")}.`));
    return null;
  }

  sharedNotice() {
    const close = (words) => h("button", { type: "button", className: "button button-quiet", data: { key: "keep-mine" }, onclick: () => this.dismiss() }, words);
    const box = (title, words, ...buttons) => h("div", { className: "box box-note plan-notice" }, h("h2", {}, title), ...words.filter(Boolean).map((text) => h("p", {}, text)), h("p", { className: "actions" }, ...buttons));
    const { state, plan, unknown } = this.shared;
    if (state === "newer") return box("This link is too new for this page", ["It was made by a newer form of this page. Reload the page. If that does not help, ask for the plan again."], close("Go to my plan"));
    if (state === "damaged") return box("This link is damaged", ["Some of its letters are missing or changed, so we show none of it: a wrong dose could harm. Copy the whole link again, or ask for a new one. Your own plan is as it was."], close("Go to my plan"));
    const mine = this.plan.items.length;
    const lost = plan.items.filter((item) => !this.found.of(item)).length + unknown.length;
    const use = h("button", { type: "button", className: "button", onclick: () => this.accept() }, mine ? "Replace my plan" : "Keep this plan");
    return box(
      "Someone shared this plan with you",
      [
        `It has ${plural(plan.items.length, "exercise")}. ${mine ? `You have a plan of your own with ${plural(mine, "exercise")}. Replace it?` : "Do you want to keep it on this device?"}`,
        lost && `${lost === 1 ? "1 entry is" : `${lost} entries are`} not known here. The rest is shown.`,
        unknown.length && `Not readable: ${unknown.join(", ")}.`,
      ],
      use,
      close(mine ? "Keep my own plan" : "No, thank you"),
    );
  }

  accept() {
    const { plan, unknown } = this.shared;
    this.shared = null;
    this.unread = unknown;
    this.forgetAddress();
    this.change(plan, "This is your plan now.");
    this.render();
    this.heading.focus();
  }

  dismiss() {
    this.shared = null;
    this.forgetAddress();
    this.render();
    this.say("Your own plan is as it was.");
    this.heading.focus();
  }

  body() {
    const own = !this.shared;
    if (this.shared && !this.shared.plan) return [];
    const { items } = this.shown;
    this.heading = h("h2", { tabIndex: -1 }, own ? (items.length ? "Your exercises" : "Your plan is empty") : "The shared plan");
    const list = h("ol", { className: "plan-items" }, ...items.map((item, index) => this.entry(item, index, own)));
    if (!own) return [this.heading, list];
    return [this.heading, ...(items.length ? [list] : [this.empty()]), this.adder()];
  }

  empty() {
    const door = (address, title, words) => h("li", {}, h("a", { href: address }, h("b", {}, title), " ", h("span", {}, words)));
    return h("div", { className: "plan-empty" },
      h("p", {}, "Open a program or an exercise, and press “Add to my plan”."),
      h("ul", { className: "doors" }, door("../programs/", "Start with a program", "A whole session, ready made"), door("../exercises/", "Choose exercises", "One by one, by body part or level")));
  }

  /** Adds by name, or by the code that stands on a printed sheet. */
  adder() {
    const names = h("datalist", { id: "plan-names" }, ...this.found.exercises.map(({ name }) => h("option", { value: name })));
    const input = h("input", { type: "text", autocomplete: "off", spellcheck: false, data: { key: "adder" } });
    input.setAttribute("list", names.id);
    const form = h("form", { className: "plan-adder" }, h("label", {}, "Add by name, or by a code on a printed plan", input), names, h("button", { className: "button button-quiet" }, "Add"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.addNamed(input.value.trim());
    });
    return form;
  }

  addNamed(words) {
    const wanted = words.toLowerCase();
    if (!wanted) return this.say("Type the name of an exercise, or a code.");
    const named = ({ name, aliases }) => [name, ...aliases].some((one) => one.toLowerCase() === wanted);
    const begun = this.found.exercises.filter(({ name }) => name.toLowerCase().includes(wanted));
    const exercise = this.found.byCode.get(wanted) ?? this.found.exercises.find(named) ?? (begun.length === 1 ? begun[0] : undefined);
    if (!exercise) return this.say(`No exercise has the name or the code “${words}”.`);
    if (this.plan.items.length >= MOST_EXERCISES) return this.say("Your plan is full.");
    this.change({ ...this.plan, items: [...this.plan.items, { ...newItem(exercise), id: (counter += 1) }] }, `${exercise.name} was added.`);
    this.render();
    return undefined;
  }

  entry(item, index, own) {
    const exercise = this.found.of(item);
    if (!exercise) return this.stranger(item, own);
    const dose = doseOf(item, exercise);
    const picture = h("div", { className: "plan-picture", hidden: !exercise.figure });
    illustrate(picture, exercise, this.found.address(exercise), 1);
    const title = h("h3", {}, h("a", { href: this.found.address(exercise) }, exercise.name));
    const words = h("p", { className: "plan-dose" }, ...this.doseLines(dose));
    const entry = h("li", { data: { id: item.id } }, picture, h("div", { className: "plan-words" }, title, words));
    if (own) entry.append(this.tools(item, exercise, index, entry));
    if (own && this.open === item.id) entry.append(this.editor(item, exercise, words));
    return entry;
  }

  doseLines(dose) {
    return [h("b", {}, workInWords(dose)), h("span", {}, `${daysInWords(dose)}, ${restInWords(dose)}`)];
  }

  /** An item whose code nobody knows: it stays, and it can go. */
  stranger(item, own) {
    const remove = own && h("button", { type: "button", className: "tool", onclick: () => this.remove(item, `The entry ${item.code}`) }, "Remove");
    return h("li", { className: "plan-unknown" }, h("div", { className: "plan-words" }, h("h3", {}, `Unknown exercise “${item.code}”`), h("p", {}, "This site has no exercise with this code. Ask whoever gave you the plan.")), remove && h("div", { className: "plan-tools" }, remove));
  }

  tools(item, exercise, index, entry) {
    const { name } = exercise;
    const button = (words, key, action, path) => {
      const made = h("button", { type: "button", className: "tool", data: { key: `${item.id}-${key}` }, onclick: action }, path ? icon(path) : words);
      // The visible word comes first in the name, for those who speak to their device.
      made.setAttribute("aria-label", path ? words : `${words} ${name}`);
      return made;
    };
    const up = button(`Move ${name} up`, "up", () => this.move(item, -1), UP);
    const down = button(`Move ${name} down`, "down", () => this.move(item, 1), DOWN);
    up.ariaDisabled = String(index === 0);
    down.ariaDisabled = String(index === this.plan.items.length - 1);
    const edit = button("Change", "edit", () => this.toggle(item, exercise, entry));
    edit.ariaExpanded = String(this.open === item.id);
    return h("div", { className: "plan-tools" }, edit, up, down, button("Remove", "remove", () => this.remove(item, name)));
  }

  toggle(item) {
    this.open = this.open === item.id ? undefined : item.id;
    this.render();
  }

  move(item, step) {
    const items = [...this.plan.items];
    const from = items.findIndex(({ id }) => id === item.id); // The item itself may have a new dose by now.
    const to = from + step;
    const { name } = this.found.of(item);
    if (to < 0 || to >= items.length) return this.say(`${name} is ${step < 0 ? "the first" : "the last"} already.`);
    items.splice(to, 0, ...items.splice(from, 1));
    this.change({ ...this.plan, items }, `${name} is number ${to + 1} of ${items.length} now.`);
    this.render();
    return undefined;
  }

  remove(item, name) {
    const at = this.plan.items.findIndex(({ id }) => id === item.id);
    const items = this.plan.items.filter(({ id }) => id !== item.id);
    this.change({ ...this.plan, items }, `${name} was removed.`);
    this.render();
    // The focus goes on to what stands there now.
    const next = items[Math.min(at, items.length - 1)];
    (next && this.list.querySelector(`[data-key="${next.id}-remove"]`) || this.heading).focus();
  }

  /** Puts another item in the place of one. */
  replace(item, other, words) {
    this.change({ ...this.plan, items: this.plan.items.map((one) => (one.id === item.id ? { ...other, id: item.id } : one)) }, words);
  }

  /** Another exercise in its place. Its own dose comes with it: a harder one is done less often. */
  swap(item, exercise) {
    const other = newItem(exercise);
    const week = item.week && item.week.length <= exercise.dose.days[1] ? item.week : null;
    const side = exercise.laterality === "each-side" ? item.side : "both";
    return { ...other, side, week };
  }

  editor(item, exercise, words) {
    const own = doseOf(newItem(exercise), exercise);
    const now = () => this.plan.items.find((one) => one.id === item.id);
    const set = (changes) => {
      const other = { ...pinned(now(), exercise), ...changes };
      const dose = doseOf(other, exercise);
      this.replace(item, other, `${exercise.name}: ${doseInWords(dose)}.`);
      words.replaceChildren(...this.doseLines(dose));
      this.renderMore();
    };
    const dose = doseOf(item, exercise);
    const fields = h("div", { className: "plan-fields" },
      choice("Sets", ranges(own.sets, dose.sets, [1, 2, 3, 4, 5, 6]), dose.sets.join("-"), (value) => set({ sets: ends(value) }), `${item.id}-sets`),
      this.amountChoice(item, own, dose, set),
      exercise.laterality === "each-side" && choice("Side", [["both", "Both sides"], ["left", "Left only"], ["right", "Right only"]], dose.side, (side) => set({ side }), `${item.id}-side`),
      ...this.dayChoices(item, own, dose, set));
    const advice = h("p", { className: "plan-advice" }, `The exercise's page says: ${doseInWords(own)}.`);
    return h("div", { className: "plan-editor" }, fields, advice, this.swaps(item, exercise));
  }

  amountChoice(item, own, dose, set) {
    const unit = dose.unit;
    const singles = unit === "reps" ? Array.from({ length: 30 }, (_, index) => index + 1) : SECONDS;
    const advised = own.unit === unit ? own.amount : dose.amount;
    return choice(AMOUNTS[unit], ranges(advised, dose.amount, singles), dose.amount.join("-"), (value) => set({ unit, amount: ends(value) }), `${item.id}-amount`);
  }

  /** How often, or on which days. */
  dayChoices(item, own, dose, set) {
    const often = ranges(own.days, item.week ? own.days : dose.days, [1, 2, 3, 4, 5, 6, 7]);
    const boxes = DAYS.map((name, index) => h("input", { type: "checkbox", checked: Boolean(item.week?.includes(index + 1)), data: { key: `${item.id}-day-${index}` } }));
    const select = choice("Days a week", [...often, ["week", "On the days below"]], item.week ? "week" : dose.days.join("-"), (value) => {
      if (value === "week") boxes[0].focus();
      else {
        for (const box of boxes) box.checked = false;
        set({ days: ends(value), week: null });
      }
    }, `${item.id}-days`);
    const fixed = () => {
      const week = boxes.flatMap((box, index) => (box.checked ? [index + 1] : []));
      select.querySelector("select").value = week.length ? "week" : own.days.join("-");
      set(week.length ? { week, days: null } : { week: null, days: own.days });
    };
    for (const box of boxes) box.onchange = fixed;
    const days = h("fieldset", { className: "plan-days" }, h("legend", {}, "On fixed days"), h("div", {}, ...DAYS.map((name, index) => h("label", { title: name }, boxes[index], name.slice(0, 3)))));
    return [select, days];
  }

  /** Other exercises for this place: easier, harder, on one leg or on two. */
  swaps(item, exercise) {
    const put = (other, why) => h("li", {}, h("button", { type: "button", className: "tool", onclick: () => {
      this.replace(item, this.swap(this.plan.items.find(({ id }) => id === item.id), other), `${other.name} stands in the place of ${exercise.name} now.`);
      this.open = undefined;
      this.render();
      this.focusOn(`${item.id}-edit`);
    } }, `Take ${other.name} (level ${other.level})`), why && h("p", {}, why));
    const group = (title, entries) => entries.length && h("div", {}, h("h4", {}, title), h("ul", {}, ...entries));
    const two = this.found.twoLeg(exercise);
    const one = this.found.oneLeg(exercise);
    const groups = [
      group("Too hard?", this.found.easier(exercise).filter((step) => step.exercise !== two).map((step) => put(step.exercise))),
      group("Too easy?", this.found.harder(exercise).filter((step) => !one.includes(step.exercise)).map((step) => put(step.exercise, `When: ${step.when}`))),
      group("On one leg", one.map((other) => put(other, this.criterion(exercise, other)))),
      group("On two legs", two ? [put(two)] : []),
    ].filter(Boolean);
    return groups.length && h("details", { className: "plan-swaps" }, h("summary", {}, "Take another exercise instead"), ...groups);
  }

  /** What to see before one exercise gives way to a harder one. */
  criterion(exercise, other) {
    const step = exercise.harder.find(({ to }) => to === other.slug);
    return step ? `When: ${step.when}` : other.level > exercise.level + 1 ? "This is much harder. Read its page first." : "";
  }
}

/** The choices for a number: what is advised, what it is now, and single numbers. */
function ranges(advised, now, singles) {
  const all = new Map([[advised.join("-"), `${span(advised)} (advised)`]]);
  for (const pair of [now, ...singles.map((number) => [number, number])]) {
    if (!all.has(pair.join("-"))) all.set(pair.join("-"), span(pair));
  }
  return [...all];
}

const ends = (value) => value.split("-").map(Number);

customElements.define("clinic-plan", Plan);
