/* 'Add to my plan' on the pages of exercises and programs. The page is complete without it. */

import { MOST_EXERCISES } from "./plan-link.js";
import { linkOf, load, PAGE, save } from "./plan-store.js";

/** A button that adds, and takes out again what it added, and a way to the plan. */
class AddToPlan extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.words = this.button.querySelector("span");
    this.status = this.querySelector("[role=status]");
    this.link = this.querySelector("a");
    this.codes = this.dataset.code ? [this.dataset.code] : []; // a program learns its codes when it is added
    this.button.addEventListener("click", () => {
      if (this.inside) this.takeOut();
      else this.adding ??= this.add().finally(() => (this.adding = undefined));
    });
    this.link.addEventListener("click", (event) => this.wait(event));
    // Back from the plan, the page may be as it was left, but the plan is not.
    addEventListener("pageshow", (event) => event.persisted && this.reflect());
    this.reflect();
  }

  /** Who is quick goes on to the plan when all of it is there. */
  async wait(event) {
    if (!this.adding) return;
    event.preventDefault();
    await this.adding;
    location.assign(this.link.href);
  }

  reflect() {
    const there = codesOf(load().plan);
    this.show(this.codes.length > 0 && this.codes.every((code) => there.has(code)), "");
  }

  async add() {
    const { plan } = load();
    let items;
    try {
      items = await this.items(plan);
    } catch {
      this.show(false, "That did not work. Are you online? Please try again.");
      return;
    }
    const there = codesOf(plan);
    const wanted = items.filter((item) => !there.has(item.code));
    const fresh = wanted.slice(0, MOST_EXERCISES - plan.items.length);
    const full = fresh.length < wanted.length ? " Your plan is full." : "";
    if (!fresh.length) {
      this.show(false, full.trim() || "All of it is in your plan already.");
      return;
    }
    plan.items.push(...fresh);
    this.codes = fresh.map((item) => item.code);
    const stayed = items.length - wanted.length;
    const added = fresh.length === 1 ? "Added to your plan." : `Added ${fresh.length} exercises to your plan.`;
    const before = stayed ? ` ${stayed} ${stayed === 1 ? "was" : "were"} there already.` : "";
    const all = plan.items.length;
    this.keep(plan, true, `${added}${before}${full} It has ${all === 1 ? "1 exercise" : `${all} exercises`} now.`);
  }

  /** What this page adds. A program needs the library, which is read only now. */
  async items(plan) {
    if (this.dataset.code) return [{ code: this.dataset.code, side: "both" }];
    this.status.textContent = "Adding …";
    const { library, newItem } = await import("./plan-library.js");
    const found = await library();
    const program = found.programAt(new URL(".", location.href).href);
    if (!plan.items.length) plan.weeks = program.weeks[1];
    const own = program.blocks.flatMap((block) => block.items);
    return own.map(({ exercise, dose }) => newItem(found.bySlug.get(exercise), dose));
  }

  takeOut() {
    const { plan } = load();
    plan.items = plan.items.filter((item) => !this.codes.includes(item.code));
    this.keep(plan, false, "Taken out of your plan.");
  }

  keep(plan, inside, words) {
    if (save(plan)) this.show(inside, words);
    // The device keeps nothing: then the plan travels in the address, and only as far as the plan's page.
    else this.show(inside, `${words} This browser keeps nothing from page to page. Open the plan now, add the rest there by name, and save its link.`, linkOf(plan));
  }

  show(inside, words, address = PAGE) {
    this.inside = inside;
    this.words.textContent = inside ? "Take out of plan" : "Add to my plan";
    this.toggleAttribute("data-in", inside);
    this.status.textContent = words;
    this.link.href = address;
  }
}

const codesOf = (plan) => new Set(plan.items.map((item) => item.code));

customElements.define("clinic-add", AddToPlan);
