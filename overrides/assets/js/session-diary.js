/* The sessions that were done, kept on this device and nowhere else. */

import { read, remove, write } from "./session-kept.js";

const KEY = "clinic-sessions";
const VERSION = 1;
const MOST = 200;
/** The answers to the question about pain, in the words of a diary. */
export const PAIN = { none: "No pain", mild: "Mild discomfort", stop: "Sharp, rising or lasting pain" };

/** All past sessions, the oldest first. What makes no sense is left out. */
export function past() {
  const kept = read(KEY);
  if (kept?.version !== VERSION || !Array.isArray(kept.sessions)) return [];
  return kept.sessions.filter(sound).slice(-MOST);
}

function sound(session) {
  return Number.isFinite(Date.parse(session?.on)) && words(session.title) && count(session.seconds) && Array.isArray(session.exercises) && session.exercises.every(soundExercise);
}

function soundExercise(exercise) {
  const { name, sets, pain } = exercise ?? {};
  return words(name) && sets && Object.entries(sets).every(([side, done]) => ["both", "left", "right"].includes(side) && count(done)) && (pain === null || Object.hasOwn(PAIN, pain));
}

const words = (value) => typeof value === "string" && value.length < 200;
const count = (value) => Number.isInteger(value) && value >= 0 && value < 1e6;

/** Adds a session. */
export const add = (session) => keep([...past(), session]);

/** Puts these in the place of all. */
export const keep = (sessions) => write(KEY, { version: VERSION, sessions: sessions.slice(-MOST) });

export const wipe = () => remove(KEY);

/** '2 sets', or 'Sets: left 2, right 1'. */
export function setsInWords({ both, left, right }) {
  if (both) return both === 1 ? "1 set" : `${both} sets`;
  if (left && left === right) return `${left === 1 ? "1 set" : `${left} sets`} on each side`;
  const sides = [left && `left ${left}`, right && `right ${right}`].filter(Boolean);
  return sides.length ? `Sets: ${sides.join(", ")}` : "No whole set";
}

/** A table that spreadsheets open: one line for each exercise. */
export function table(sessions) {
  const lines = sessions.flatMap(({ on, title, seconds, exercises }) =>
    exercises.map(({ name, sets, pain }) => [localDay(on), title, Math.max(1, Math.round(seconds / 60)), name, setsInWords(sets), pain ? PAIN[pain] : ""]));
  return [["Date", "Session", "Minutes", "Exercise", "Sets done", "Pain"], ...lines].map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** A cell in quotes. A spreadsheet takes what begins with one of these signs for a formula. */
const cell = (value) => `"${String(value).replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;

function localDay(on) {
  const day = new Date(on);
  const two = (number) => String(number).padStart(2, "0");
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

/** Hands the table over as a file of the reader's own. */
export function save(sessions) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([table(sessions)], { type: "text/csv;charset=utf-8" }));
  link.download = "my-exercise-sessions.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // The browser may still be reading it.
}
