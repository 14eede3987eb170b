/* The reader's plan on this device. Nothing of it is ever sent: there is nowhere to send it to. */

import { decode, emptyPlan, encode } from "./plan-link.js";

const KEY = "clinic-plan";
/** Where the plan's page stands. */
export const PAGE = new URL("../../plan/", import.meta.url).href;

/** What is kept: {plan, unknown, state}; the state is "good", "none", "damaged", "newer" or "off" (storage). */
export function load() {
  let text;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    return { plan: emptyPlan(), unknown: [], state: "off" };
  }
  if (!text) return { plan: emptyPlan(), unknown: [], state: "none" };
  return { plan: emptyPlan(), unknown: [], ...decode(text) };
}

/** Keeps the plan; says whether that worked. */
export function save(plan) {
  try {
    localStorage.setItem(KEY, encode(plan));
    return true;
  } catch {
    return false; // Switched off, or full: the page says so, and the plan goes on in the address.
  }
}

/** The link that opens a plan anywhere. What stands behind # is never sent to a server. */
export function linkOf(plan) {
  return `${PAGE}#p=${encode(plan)}`;
}

/** Where the guided session of a plan starts: of the one kept here, or of one that travels in the link. */
export function sessionOf(page, plan) {
  const address = new URL(page, document.baseURI);
  if (plan) address.hash = `p=${encode(plan)}`;
  else address.search = "plan";
  return address.href;
}

/** Tells when another tab changed the plan. */
export function watch(changed) {
  addEventListener("storage", (event) => {
    if (event.key === KEY || event.key === null) changed();
  });
}
