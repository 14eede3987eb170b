/* What happens in a session, moment by moment. Pure: no screen, no clock, no storage. */

import { nearest, secondsOf } from "./plan-library.js";

/** Seconds to get ready before a hold or timed work. */
export const READY = 3;
const LONG = 30;

/** All moments in their order, up to the high end of each range. What is 'spare' may be passed over. */
export function moments(items) {
  return [...items.flatMap(ofItem), { kind: "end" }];
}

function ofItem({ exercise, dose }, item) {
  const sides = sidesOf(exercise, dose);
  const [enough, most] = dose.sets;
  const all = [];
  for (let set = 1; set <= most; set += 1) {
    const here = { item, set, spare: set > enough };
    if (set > 1 && (dose.rest[0] || here.spare)) all.push({ kind: "rest", ...here, side: sides[0] });
    for (const side of sides) {
      if (side !== sides[0]) all.push({ kind: "turn", ...here, side });
      all.push({ kind: "work", ...here, side });
    }
  }
  return [...all, { kind: "pain", item }];
}

/** The sides of one set: left and right in turn, one of them, or the whole body (null). */
export function sidesOf({ laterality }, { side, perSide }) {
  if (side !== "both") return [side];
  return laterality === "each-side" && perSide ? ["left", "right"] : [null];
}

/** Is this work measured in seconds? */
export const timed = (dose) => dose.unit !== "reps";

/** What a clock has to tell in a moment, each {at: seconds, name}; none where there is nothing to time. */
export function marks({ kind }, dose) {
  if (kind === "rest") return countdown(0, dose.rest[0], "over");
  if (kind !== "work" || !timed(dose)) return [];
  const [low, high] = dose.amount;
  if (low === high) return [{ at: READY, name: "go" }, ...countdown(READY, low, "end")];
  return [{ at: READY, name: "go" }, ...countdown(READY, low, "enough"), { at: READY + high, name: "end" }];
}

function countdown(from, seconds, name) {
  if (!seconds) return [];
  const half = seconds > LONG ? [{ at: from + Math.round(seconds / 2), name: "half" }] : [];
  return [...half, { at: from + seconds, name }];
}

/** How long all of it takes, in minutes: the least and the most. */
export function minutes(items) {
  const sum = (end) => nearest(items.reduce((all, { dose }) => all + secondsOf(dose, (pair) => pair[end]), 0));
  return [sum(0), sum(1)];
}
