/* The library as the plan needs it, and what follows from it: doses in words, sums, other versions. */

const ROOT = new URL("../../", import.meta.url);
const SECONDS_A_REPETITION = 4;
const CHANGE_OVER = 30;
export const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

let loading;

/** The library, read once. */
export function library() {
  loading ??= fetch(new URL("assets/data/library.json", ROOT))
    .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
    .then((data) => new Library(data));
  loading.catch(() => (loading = undefined)); // The next try may find the network again.
  return loading;
}

/** Exercises by name and by permanent code, programs, the clinic's rules. */
export class Library {
  constructor(data) {
    this.clinic = data.clinic;
    this.muscles = data.terms.muscles;
    this.equipment = data.terms.equipment;
    this.programs = data.programs;
    this.cautions = data.cautions;
    this.exercises = data.exercises;
    this.bySlug = new Map(data.exercises.map((exercise) => [exercise.slug, exercise]));
    this.byCode = new Map(Object.entries(data.codes ?? {}).map(([code, slug]) => [code, this.bySlug.get(slug)]));
    for (const exercise of data.exercises) this.byCode.set(exercise.code, exercise);
  }

  /** The exercise of an item, or undefined. */
  of(item) {
    return this.byCode.get(item.code);
  }

  /** The program that stands at an address. */
  programAt(address) {
    return this.programs.find((program) => this.address(program) === address);
  }

  address(page) {
    return new URL(page.url, ROOT).href;
  }

  /** Where the harder ways of an exercise lead, with what to see first. */
  harder(exercise) {
    return exercise.harder.flatMap(({ to, when }) => (this.bySlug.has(to) ? [{ exercise: this.bySlug.get(to), when }] : []));
  }

  easier(exercise) {
    return this.exercises.flatMap((other) => {
      const step = other.harder.find(({ to }) => to === exercise.slug);
      return step ? [{ exercise: other, when: step.when }] : [];
    });
  }

  /** The one-leg versions of a two-leg exercise: first those that need nothing more, then the easiest. */
  oneLeg(exercise) {
    const more = (other) => other.equipment.filter((term) => term !== "none" && !exercise.equipment.includes(term)).length;
    const named = (other) => (other.slug === `single-leg-${exercise.slug}` ? 0 : 1);
    return this.exercises
      .filter((other) => other.two_leg === exercise.slug)
      .sort((a, b) => named(a) - named(b) || more(a) - more(b) || a.level - b.level);
  }

  twoLeg(exercise) {
    return this.bySlug.get(exercise.two_leg);
  }
}

/** The unit in which an exercise is counted. */
export const unitOf = (dose) => ["reps", "hold", "time"].find((unit) => dose[unit]);

/** The whole dose of an item: what it says itself, and for the rest what the exercise's page says. */
export function doseOf(item, { dose, laterality }) {
  const unit = item.amount ? item.unit : unitOf(dose);
  return {
    sets: item.sets ?? dose.sets,
    unit,
    amount: item.amount ?? dose[unit],
    side: laterality === "each-side" ? item.side : "both",
    perSide: dose.per === "side",
    rest: dose.rest,
    days: item.week ? [item.week.length, item.week.length] : (item.days ?? dose.days),
    week: item.week,
  };
}

/** The item with its whole dose written out, so that a link says the same for ever. */
export function pinned(item, exercise) {
  if (!exercise) return item;
  const { sets, unit, amount, side, days } = doseOf(item, exercise);
  return { ...item, sets, unit, amount, side, days: item.week ? null : days };
}

/** A new item for an exercise; a program may give it a dose of its own. */
export function newItem(exercise, dose) {
  const unit = dose && unitOf(dose);
  return {
    code: exercise.code,
    sets: dose?.sets ?? null,
    unit: unit ?? null,
    amount: dose?.[unit] ?? null,
    side: "both",
    days: dose?.days ?? null,
    week: null,
  };
}

export const span = ([low, high]) => (low === high ? `${low}` : `${low}–${high}`);
const counted = (pair, one, many) => `${span(pair)} ${pair[1] === 1 ? one : many}`;
const seconds = (pair) => counted(pair, "second", "seconds");

/** '2–3 sets of 8–12 on each side': how much at a time. */
export function workInWords({ sets, unit, amount, side, perSide }) {
  const work = {
    hold: () => `${counted(sets, "hold", "holds")} of ${seconds(amount)}`,
    time: () => `${counted(sets, "set", "sets")} of ${seconds(amount)}`,
    reps: () => `${counted(sets, "set", "sets")} of ${span(amount)}`,
  }[unit]();
  if (side !== "both") return `${work} on the ${side} side`;
  return perSide ? `${work} on each side` : work;
}

/** 'rest 60 seconds' */
export const restInWords = ({ rest }) => (rest[1] ? `rest ${seconds(rest)}` : "no rest between sets");

/** '2–3 days a week', or 'on Monday and Thursday'. */
export function daysInWords({ days, week }) {
  if (!week) return `${counted(days, "day", "days")} a week`;
  if (week.length === 7) return "every day";
  const names = week.map((day) => (week.length > 3 ? DAYS[day - 1].slice(0, 3) : DAYS[day - 1]));
  return `on ${names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : names[0]}`;
}

/** The whole dose, in the words of the exercise's page. */
export const doseInWords = (dose) => `${workInWords(dose)}, ${restInWords(dose)}, ${daysInWords(dose)}`;

const middle = ([low, high]) => (low + high) / 2;

/** Sets a week for each muscle group, minutes and one-leg share, counted as on the pages of programs. */
export function balance(plan, found) {
  const sums = new Map();
  let session = 0;
  let weekly = 0;
  let sets = 0;
  let oneSided = 0;
  for (const item of plan.items) {
    const exercise = found.of(item);
    if (!exercise) continue;
    const dose = doseOf(item, exercise);
    const count = middle(dose.sets) * middle(dose.days);
    // One set is one set for a group of muscles, however many of its muscles it trains.
    const share = new Map(exercise.secondary.map((muscle) => [found.muscles[muscle], 0.5]));
    for (const muscle of exercise.primary) share.set(found.muscles[muscle], 1);
    for (const [group, part] of share) sums.set(group, (sums.get(group) ?? 0) + part * count);
    session += secondsOf(dose);
    weekly += secondsOf(dose) * middle(dose.days);
    sets += middle(dose.sets);
    if (exercise.laterality !== "bilateral") oneSided += middle(dose.sets);
  }
  return {
    groups: [...sums].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
    session: nearest(session),
    weekly: nearest(weekly),
    oneLeg: sets ? Math.round((100 * oneSided) / sets) : 0,
  };
}

/** How long an exercise takes: at the middle of its ranges, or at the end of them that is asked for. */
export function secondsOf({ sets, unit, amount, side, perSide, rest }, at = middle) {
  const work = at(amount) * (unit === "reps" ? SECONDS_A_REPETITION : 1);
  const sides = perSide && side === "both" ? 2 : 1;
  return at(sets) * sides * work + Math.max(at(sets) - 1, 0) * at(rest) + CHANGE_OVER;
}

/** Minutes, to the nearest five. */
export const nearest = (time) => (time ? Math.max(5, Math.round(time / 300) * 5) : 0);
