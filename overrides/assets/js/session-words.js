/* What the screen of an exercise says at each moment. Pure: from a moment to words. */

import { READY, timed } from "./session-flow.js";
import { span } from "./plan-library.js";

/** {title, line, big, unit, hint, primary, enough}: everything that a moment shows before its clock runs. */
export function described(run) {
  // The title stays the same during an exercise: so its lines do, and nothing below it moves.
  return { title: run.item.exercise.name, ...{ work, rest, turn }[run.now.kind](run.now, run.item) };
}

function work(moment, { exercise, dose, tempo, note }) {
  const hints = [note, tempo && `Speed: ${tempo}.`, exercise.cues[0]].filter(Boolean);
  return {
    line: setInWords(moment, dose),
    big: span(dose.amount),
    unit: unitInWords(exercise, dose),
    hint: hints.slice(0, 2).join(" "),
    primary: timed(dose) ? (dose.unit === "hold" ? "Start the hold" : "Start the timer") : "Done",
  };
}

function rest({ set, side, spare }, { dose }) {
  const done = set - 1;
  return {
    line: spare ? `Enough? Or rest, then set ${set}` : `Rest, then set ${set}${side ? `, ${side} side` : ""}`,
    big: "",
    unit: dose.rest[1] ? `rest ${span(dose.rest)} seconds` : "start when you are ready",
    hint: spare ? `You did ${done === 1 ? "1 set" : `${done} sets`}. That is enough. Do one more only if you feel good.` : "Start when you are ready. You may rest longer.",
    primary: `Start set ${set}`,
    enough: spare && "Enough sets",
  };
}

function turn({ side }) {
  return {
    line: `Change to your ${side} side`,
    big: side === "left" ? "Left" : "Right",
    unit: "is next",
    hint: "Take the time you need to change.",
    primary: `Start the ${side} side`,
  };
}

/** 'Set 1 of 2–3, left side' */
function setInWords({ set, side }, { sets }) {
  const which = sets[1] === 1 ? "One set" : `Set ${set} of ${span(sets)}`;
  return side ? `${which}, ${side} side` : which;
}

function unitInWords({ laterality }, { unit, amount, perSide }) {
  if (perSide && laterality === "alternating") return "on each side, in turn";
  const one = amount[1] === 1;
  return unit === "reps" ? (one ? "repetition" : "repetitions") : one ? "second" : "seconds";
}

/** What the clock shows: {big, unit, part}; part is how much of the ring is left, from 1 to 0. */
export function clocked(run, elapsed) {
  const { kind } = run.now;
  const { dose } = run.item;
  if (kind === "rest") return left(dose.rest[0], elapsed, elapsed < dose.rest[0] ? "seconds left" : "start when you are ready");
  if (elapsed < READY) return left(READY, elapsed, "get ready");
  const [low, high] = dose.amount;
  const worked = elapsed - READY;
  if (worked < low) return left(low, worked, "seconds to go");
  return { ...left(high, worked, `more to ${high}`), part: (high - worked) / (high - low) };
}

function left(all, gone, unit) {
  const rest = Math.max(0, all - gone);
  return { big: `${Math.ceil(rest)}`, unit, part: rest / all };
}

/** What is said when the clock passes a mark. */
export function told(name, run) {
  const { dose } = run.item;
  return {
    go: "Go.",
    half: "Half of the time.",
    enough: `${dose.amount[0]} seconds. That is enough, or go on to ${dose.amount[1]}.`,
    end: "Done.",
    over: "The rest is over. Start when you are ready.",
  }[name];
}
