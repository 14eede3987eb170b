/* The question after each exercise, with the clinic's rules, and the question before leaving early. */

import { h } from "./plan-parts.js";
import { button, screen, stopRules } from "./session-parts.js";

const ANSWERS = [["none", "No pain"], ["mild", "Mild discomfort that settles"], ["stop", "Sharp, rising, or it does not settle"]];

/** How did it feel? There is no number to give: what a number would mean is for a clinician to say. */
export function question(run, clinic, { answer, back }) {
  const answers = ANSWERS.map(([word, words]) => h("button", { type: "button", className: `button button-quiet session-answer session-answer-${word}`, onclick: () => answer(word) }, words));
  const earlier = run.canGoBack && h("button", { type: "button", className: "tool session-outlined", onclick: back }, "Back");
  return screen("How did that feel?", [
    h("p", { className: "lead" }, `${run.item.exercise.name}, exercise ${run.now.item + 1} of ${run.items.length}`),
    h("p", {}, clinic.pain_rule),
  ], [...answers, earlier].filter(Boolean));
}

/** It hurt: when to stop, and no way back into this exercise. */
export function stop(run, clinic, { goOn, end, back }) {
  const { exercise } = run.item;
  const next = run.nextItem;
  const ways = [next && button(`Go on with ${next.exercise.name}`, goOn, true), button("End the session", end)];
  return screen("Stop this exercise", [
    h("p", { className: "lead" }, `You are done with this one for today: ${exercise.name}.`),
    stopRules(clinic, "Stop if", exercise.stop_if),
    h("p", {}, clinic.pain_rule),
    h("p", {}, h("button", { type: "button", className: "tool session-outlined", onclick: back }, "Change my answer")),
  ], ways.filter(Boolean));
}

/** Leave before the end? */
export function leave(run, { end, stay }) {
  const left = run.items.length - run.now.item - 1;
  return screen("End the session now?", [
    h("p", { className: "lead" }, left ? `${left === 1 ? "1 exercise is" : `${left} exercises are`} left after this one. What you did so far is kept on this device.` : "What you did so far is kept on this device."),
  ], [button("End it", end, true), button("Go on", stay)]);
}
