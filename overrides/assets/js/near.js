/* What a typed word may mean. Shared by the finder and the search. */

/** Words that people use, and we do not. */
export const MEANT = { ab: "belly", abs: "belly", bum: "buttock", core: "trunk", quad: "quadriceps", quads: "quadriceps", stomach: "belly", tummy: "belly" };

/** The words of a text, in small letters and without accents. */
export function plainWords(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The known words nearest to a typed one, each with its distance: as it is or begun, else with the
    fewest errors. One error is forgiven up to five letters, else two. */
export function near(word, known) {
  const begun = known.filter((one) => one.startsWith(word));
  if (begun.length || word.length < 3) return begun.map((one) => [one, one === word ? 0 : 1]);
  const most = word.length < 6 ? 1 : 2;
  const whole = nearest(known, most, (one) => errors(word, one).at(-1));
  if (whole.length) return whole;
  const alike = known.filter((one) => one[0] === word[0]);
  return nearest(alike, most, (one) => Math.min(...errors(word, one)));
}

/** The words with the fewest errors, and no more than allowed. */
function nearest(known, most, count) {
  let found = [];
  for (const one of known) {
    const far = count(one);
    if (far < most) [found, most] = [[], far];
    if (far <= most) found.push([one, 2 * far]);
  }
  return found;
}

/** How many errors lead from a word to each beginning of another: wrong, missing, added, swapped letters. */
function errors(word, other) {
  let before = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= word.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = word[i - 1] === other[j - 1];
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last;
}
