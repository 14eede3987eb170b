/* 'Add to my plan' on the pages of exercises and programs. The page is complete without it. */

import { decode, encode, MOST_EXERCISES } from "./plan-link.js";
import { linkOf, load, PAGE, save } from "./plan-store.js";

/** A button that adds, and takes out again what it added, and a way to the plan. */
class AddToPlan extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.words = this.button.querySelector("span");
    this.status = this.querySelector("[role=status]");
    this.link = document.createElement("a");
    this.link.textContent = "Open my plan";
    this.button.addEventListener("click", () => (this.undo ? this.takeOut() : this.add()));
    const { code } = this.dataset;
    const { plan } = load();
    if (code && plan.items.some((item) => item.code === code)) {
      this.undo = encode({ ...plan, items: plan.items.filter((item) => item.code !== code) });
      this.show("Take out of my plan", "It is in your plan.", PAGE);
    }
  }

  async add() {
    const { plan } = load();
    const before = encode(plan);
    let items;
    try {
      items = await this.items(plan);
    } catch {
      this.show("Add to my plan", "That did not work. Are you online? Please try again.");
      return;
    }
    const there = new Set(plan.items.map((item) => item.code));
    const fresh = items.filter((item) => !there.has(item.code)).slice(0, MOST_EXERCISES - plan.items.length);
    const left = items.length - fresh.length;
    if (!fresh.length) {
      const full = items.some((item) => !there.has(item.code));
      this.show("Add to my plan", full ? "Your plan is full." : "All of it is in your plan already.", PAGE);
      return;
    }
    plan.items.push(...fresh);
    this.undo = before;
    const added = fresh.length === 1 ? "Added to your plan" : `Added ${fresh.length} exercises to your plan`;
    const stayed = left ? ` ${left} ${left === 1 ? "was" : "were"} there already.` : "";
    const all = plan.items.length;
    this.keep(plan, "Take out of my plan", `${added}.${stayed} It has ${all === 1 ? "1 exercise" : `${all} exercises`} now.`);
  }

  /** What this page adds. A program needs the library, which is read only now. */
  async items(plan) {
    if (this.dataset.code) return [{ code: this.dataset.code, side: "both" }];
    const { library, newItem } = await import("./plan-library.js");
    const found = await library();
    const program = found.programAt(new URL(".", location.href).href);
    if (!plan.items.length) plan.weeks = program.weeks[1];
    const own = program.blocks.flatMap((block) => block.items);
    return own.map(({ exercise, dose }) => newItem(found.bySlug.get(exercise), dose));
  }

  takeOut() {
    const { plan } = decode(this.undo);
    this.undo = undefined;
    this.keep(plan, "Add to my plan", "Taken out of your plan.");
  }

  keep(plan, label, words) {
    if (save(plan)) {
      this.show(label, words, PAGE);
    } else {
      // The device keeps nothing: then the plan travels in the address.
      const much = plan.items.length;
      this.show(label, `${words} This browser keeps nothing, so open the plan now${much ? " and save its link" : ""}.`, linkOf(plan));
    }
  }

  show(label, words, address) {
    this.words.textContent = label;
    this.toggleAttribute("data-in", Boolean(this.undo));
    this.status.replaceChildren(words, " ");
    if (address) {
      this.link.href = address;
      this.status.append(this.link);
    }
  }
}

customElements.define("clinic-add", AddToPlan);
