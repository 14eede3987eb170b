/* Which session a reader means: the one of the address, and the one that was left before its end. */

import { encode } from "./plan-link.js";
import { load } from "./plan-store.js";
import { sessionFrom } from "./session-items.js";
import { read, remove, write } from "./session-kept.js";
import { Run } from "./session-run.js";

const KEY = "clinic-session";

/** The session of the address: {session}, or {trouble} in words, or nothing. */
export function asked(found) {
  const query = new URLSearchParams(location.search);
  const [, text] = /^#p=(.*)/s.exec(location.hash) ?? [];
  if (text !== undefined) return sessionOr({ plan: text }, found, "This link is damaged, so we show none of it: a wrong dose could harm. Ask for a new one, or choose below.");
  if (query.has("program")) return sessionOr({ program: query.get("program") }, found, "We do not know this program. Choose one below.");
  if (query.has("plan")) return sessionOr({ plan: encode(load().plan) }, found, "Your plan is empty. Choose a program below, or make a plan first.");
  return {};
}

function sessionOr(source, found, trouble) {
  const session = sessionFrom(source, found);
  return session ? { session } : { trouble };
}

/** Keeps a session on its way; says whether the device took it. */
export const keep = (run) => write(KEY, run);

export const forget = () => remove(KEY);

/** The session that was left before its end, or null. */
export function left(found) {
  const kept = read(KEY);
  try {
    const session = kept && sessionFrom(kept.source, found);
    return session ? Run.revived(kept, session) : null;
  } catch {
    return null; // Whatever stands there, it is none of our sessions.
  }
}
