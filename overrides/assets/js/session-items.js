/* What a session is made of: the exercises of a program, or of a plan, each with its whole dose. */

import { doseOf, newItem } from "./plan-library.js";
import { decode } from "./plan-link.js";

/** The session of a source, {program: its name} or {plan: its text}; null where nothing is in it. */
export function sessionFrom(source, found) {
  const session = source.program ? ofProgram(source, found) : ofPlan(source, found);
  return session?.items.length ? session : null;
}

function ofProgram(source, found) {
  const program = found.programs.find(({ slug }) => slug === source.program);
  if (!program) return null;
  const items = program.blocks.flatMap((block) => block.items.map((item) => entry(item, found.bySlug.get(item.exercise))));
  return { source, title: program.title, page: found.address(program), items: items.filter(Boolean) };
}

/** A program says how long to rest there; a plan leaves that to the exercise. */
function entry({ dose, note }, exercise) {
  if (!exercise) return null;
  const whole = { ...doseOf(newItem(exercise, dose), exercise), rest: dose.rest ?? exercise.dose.rest };
  return { exercise, dose: whole, tempo: dose.tempo, note };
}

function ofPlan(source, found) {
  const { state, plan, unknown } = decode(source.plan);
  if (state !== "good") return null;
  const items = plan.items.flatMap((item) => {
    const exercise = found.of(item);
    return exercise ? [{ exercise, dose: doseOf(item, exercise), tempo: exercise.dose.tempo, note: null }] : [];
  });
  return { source, title: "My plan", page: null, items, lost: plan.items.length - items.length + unknown.length };
}
