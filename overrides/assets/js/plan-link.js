/* A plan as a short text: the part of a shared link behind '#p=', and what the device keeps.

   Version 1, all in lower case, its parts between dots:

     1 . w6 . 6jj4-s23r10-15d23 . clmk-s3h30l-... . 1a2b3c4
     |   |    |                                     checksum of all before it
     |   |    an exercise: its permanent code, a hyphen, then any of, in this order:
     |   |      s23      2 to 3 sets (one digit: so many)
     |   |      r10-15   repetitions; h: seconds of a hold; t: seconds of work
     |   |      l or r   only on the left, or only on the right side
     |   |      d23      2 to 3 days a week; or w135: on Monday, Wednesday and Friday
     |   weeks on the printed diary
     the version

   What is left out is as the exercise's own page says. Released forms are never changed: a new form
   gets a new number and a reader of its own. tests/plan-links.json holds one link of each. */

const VERSION = 1;
const UNITS = { r: "reps", h: "hold", t: "time" };
const SIDES = { l: "left", r: "right" };
const CODE = /^[0-9a-z]{4,6}$/;
const DOSE = /^(?:s([1-9])([1-9])?)?(?:([rht])(\d{1,3})(?:-(\d{1,3}))?)?([lr])?(?:d([1-7])([1-7])?|w([1-7]{1,7}))?$/;

export const MOST_EXERCISES = 40;
export const WEEKS = 6;

/** A plan without exercises. */
export function emptyPlan() {
  return { weeks: WEEKS, items: [] };
}

/** The text of a plan. */
export function encode(plan) {
  const body = [VERSION, `w${plan.weeks}`, ...plan.items.map(encodedItem)].join(".");
  return `${body}.${checksum(body)}`;
}

function encodedItem({ code, sets, unit, amount, side, days, week }) {
  const parts = [
    sets ? `s${range(sets, "")}` : "",
    amount ? unit[0] + range(amount, "-") : "",
    letter(SIDES, side),
    week?.length ? `w${week.join("")}` : days ? `d${range(days, "")}` : "",
  ].join("");
  return parts ? `${code}-${parts}` : code;
}

const range = ([low, high], between) => (low === high ? `${low}` : `${low}${between}${high}`);
const letter = (names, name) => Object.keys(names).find((key) => names[key] === name) ?? "";

/** Reads any text. Gives {state: "good", plan, unknown}, {state: "damaged"} or {state: "newer"}; it never fails. */
export function decode(text) {
  // A link that was pasted, said or scanned may have got capitals, or a full stop at its end.
  const given = String(text).trim().toLowerCase().replace(/[^0-9a-z]+$/, "");
  const end = given.lastIndexOf(".");
  const body = given.slice(0, Math.max(end, 0));
  const [version, ...parts] = body.split(".");
  if (!/^[1-9]\d?$/.test(version) || checksum(body) !== given.slice(end + 1)) return { state: "damaged" };
  return Number(version) === VERSION ? first(parts) : { state: "newer" };
}

/** Version 1. A part that makes no sense, though the checksum fits, is named and the rest is kept. */
function first(parts) {
  const plan = emptyPlan();
  const unknown = [];
  for (const part of parts.slice(0, MOST_EXERCISES + 1)) {
    const weeks = /^w([1-9]\d?)$/.exec(part);
    const item = decodedItem(part);
    if (weeks) plan.weeks = Math.min(Number(weeks[1]), 26);
    else if (item && plan.items.length < MOST_EXERCISES) plan.items.push(item);
    else unknown.push(part.slice(0, 12));
  }
  return { state: "good", plan, unknown };
}

function decodedItem(part) {
  const [code, ...rest] = part.split("-");
  const found = DOSE.exec(rest.join("-"));
  if (!CODE.test(code) || !found) return null;
  const [, sets, moreSets, unit, amount, moreAmount, side, days, moreDays, week] = found;
  return {
    code,
    sets: pair(sets, moreSets),
    unit: UNITS[unit] ?? null,
    amount: pair(amount, moreAmount),
    side: SIDES[side] ?? "both",
    days: pair(days, moreDays),
    week: week ? [...new Set(week)].map(Number).sort() : null,
  };
}

function pair(low, high) {
  if (low === undefined) return null;
  const ends = [Math.max(Number(low), 1), Math.max(Number(high ?? low), 1)];
  return ends.sort((one, other) => one - other);
}

/** FNV-1a: one changed character always changes it. */
function checksum(text) {
  let sum = 0x811c9dc5;
  for (const character of text) sum = Math.imul(sum ^ character.codePointAt(0), 0x01000193) >>> 0;
  return sum.toString(36).padStart(7, "0");
}
