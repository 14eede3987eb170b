/* Small parts that the plan's screen and its sheet share. All nodes are built; nothing is ever parsed. */

/** A new element with these properties and children; nothing and false are left out. */
export function h(name, properties = {}, ...children) {
  const { data, ...own } = properties;
  const made = Object.assign(document.createElement(name), own);
  Object.assign(made.dataset, data);
  made.append(...children.flat().filter((child) => child || child === 0));
  return made;
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one path. */
export function drawing(box, path, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", box);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(SVG, "path"));
  svg.firstChild.setAttribute("d", path);
  return svg;
}

export const icon = (path) => drawing("0 0 24 24", path);

/** A labelled list of choices, each [value, words]. */
export function choice(label, options, value, changed, key) {
  const select = h("select", { id: `plan-${key}`, onchange: () => changed(select.value), data: { key } });
  select.append(...options.map(([name, words]) => h("option", { value: name, selected: name === value }, words)));
  return h("div", {}, h("label", { htmlFor: select.id }, label), select);
}

export const plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;

/** What to say where not all of these exercises have a review that counts: in short, and more of it. */
export function unreviewed(exercises) {
  const states = new Set(exercises.map(({ review }) => review));
  if (states.has("awaiting")) return ["Awaiting clinical review.", "No clinician has signed all of these exercises yet. Ask yours before you rely on them."];
  if (states.has("overdue")) return ["A review is overdue.", "Not all of these exercises were reviewed again in time. Ask your clinician before you rely on them."];
  return null;
}

const kept = new Map();

/** The two still pictures of an exercise, as they stand on its page; none where it has none. */
export function stills(exercise, address) {
  if (!exercise.figure) return Promise.resolve([]);
  if (!kept.has(exercise.slug)) {
    const reading = page(address).then((found) => [...found.querySelectorAll(".pictures figure > svg")].map(plain), () => {
      kept.delete(exercise.slug); // Offline, perhaps: the next look may find it.
      return [];
    });
    kept.set(exercise.slug, reading);
  }
  return kept.get(exercise.slug);
}

/** A page of this site, read by the browser as a document of its own; its scripts stay asleep. */
function page(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.status < 400 && request.response ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send();
  });
}

/** The picture without its words: the name and the steps stand beside it. */
function plain(svg) {
  const copy = document.importNode(svg, true);
  for (const words of copy.querySelectorAll("title, desc")) words.remove();
  for (const name of ["role", "aria-label", "width", "height"]) copy.removeAttribute(name);
  copy.setAttribute("aria-hidden", "true");
  return copy;
}

/** Fills a place with the pictures once they are there; says when. */
export async function illustrate(place, exercise, address, count = 2) {
  const pictures = await stills(exercise, address);
  place.replaceChildren(...pictures.slice(0, count).map((svg) => svg.cloneNode(true)));
  place.hidden = !pictures.length;
}
