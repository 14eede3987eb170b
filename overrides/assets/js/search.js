/* The search dialog, on an index made by Pagefind. Loaded at the first use. */

import { MEANT, near, plainWords } from "./near.js";

const KINDS = {
  exercise: "Exercises",
  program: "Programs",
  article: "Articles",
  glossary: "Words we use",
  person: "People",
  page: "Other pages",
};
const WORDS = new URL("../data/words.json", import.meta.url);
const FEW = 3;
const SHOWN = 30;
const SHOWN_OF_A_KIND = 5;

let dialog;

/** Opens the dialog; the first time, it is made. */
export function openSearch(index) {
  dialog ??= new SearchDialog(index);
  dialog.open();
}

class SearchDialog {
  constructor(index) {
    this.index = index;
    this.kind = "";
    this.input = element("input", { type: "search", autocomplete: "off", spellcheck: "false", enterKeyHint: "search" });
    this.status = element("p", { role: "status" });
    this.kinds = element("div", { className: "kinds", role: "group", ariaLabel: "Show only" });
    this.found = element("div", { className: "found" });
    const close = element("button", { type: "button", className: "tool" }, "Close");
    const form = element("form", { role: "search" }, element("label", {}, "Search this site", this.input), close);
    this.dialog = element("dialog", { className: "search", ariaLabel: "Search" }, form, this.status, this.kinds, this.found);
    close.addEventListener("click", () => this.dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.links()[0]?.focus();
    });
    this.input.addEventListener("input", () => this.search());
    this.dialog.addEventListener("keydown", (event) => this.move(event));
    this.dialog.addEventListener("click", (event) => {
      if (event.target === this.dialog || event.target.closest("a")) this.dialog.close();
    });
    document.body.append(this.dialog);
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.input.select();
    this.load();
  }

  /** The engine, loaded once; it stays on the main thread, which needs no extra file or right. */
  load() {
    this.engine ??= import(this.index).then(async (pagefind) => {
      await pagefind.options({ noWorker: true, excerptLength: 18 });
      await pagefind.init();
      return pagefind;
    });
    return this.engine;
  }

  async search() {
    const words = this.input.value.trim();
    this.latest = words;
    if (!words) return this.show("", { pages: [], more: false });
    try {
      const asked = await this.find(words);
      const meant = await this.meant(words, asked.pages);
      const answer = meant === words ? asked : await this.find(meant);
      if (this.latest === words) this.show(answer.pages.length ? meant : words, answer);
    } catch {
      this.engine = undefined;
      this.say("The search cannot be loaded now. The menu leads to all pages.");
    }
  }

  /** The best pages for these words, and whether there are more. */
  async find(words) {
    const engine = await this.load();
    const { results } = await engine.search(words);
    const pages = await Promise.all(results.slice(0, SHOWN).map((result) => result.data()));
    return { pages, more: results.length > SHOWN };
  }

  /** The typed words, with those that stand on none of these pages replaced by what they may mean. */
  async meant(words, pages) {
    const typed = plainWords(words);
    const texts = pages.map(({ content }) => plainWords(content));
    const uses = (word) => texts.filter((text) => text.some((one) => one.startsWith(word))).length;
    const strange = typed.filter((word) => word.length > 2 && uses(word) < (word in MEANT ? FEW : 1));
    if (!strange.length) return words;
    // Names are only a help: without them the search goes on with what it was asked.
    this.names ??= fetch(WORDS).then((answer) => answer.json()).catch(() => []);
    const names = await this.names;
    const guess = (word) => (strange.includes(word) ? (MEANT[word] ?? near(word, names)[0]?.[0] ?? word) : word);
    const meant = typed.map(guess);
    return meant.every((word, index) => word === typed[index]) ? words : meant.join(" ");
  }

  show(words, { pages, more }) {
    this.results = pages.flatMap(entries);
    this.more = more;
    this.words = words;
    const { results } = this;
    const there = Object.keys(KINDS).filter((kind) => results.some((result) => result.kind === kind));
    if (!there.includes(this.kind)) this.kind = "";
    this.kinds.replaceChildren(...(there.length > 1 ? ["", ...there].map((kind) => this.chip(kind)) : []));
    this.draw();
  }

  chip(kind) {
    const count = this.results.filter((result) => !kind || result.kind === kind).length;
    const label = `${KINDS[kind] ?? "All"} (${count})`;
    const button = element("button", { type: "button", className: "tool", ariaPressed: String(kind === this.kind) }, label);
    button.addEventListener("click", () => {
      this.kind = kind;
      for (const other of this.kinds.children) other.ariaPressed = String(other === button);
      this.draw();
    });
    return button;
  }

  draw() {
    const shown = this.results.filter((result) => !this.kind || result.kind === this.kind);
    this.found.replaceChildren(...Object.keys(KINDS).flatMap((kind) => section(kind, shown, this.kind)));
    this.found.scrollTop = 0;
    const count = shown.length === 1 ? "1 result" : `${shown.length} results`;
    if (!this.words) this.say("");
    else if (shown.length && this.words !== this.latest) this.say(`Showing results for “${this.words}”: ${this.more ? "the best " : ""}${count}`);
    else if (shown.length) this.say(`${this.more ? "The best " : ""}${count} for “${this.words}”`);
    else this.say(`Nothing found for “${this.words}”. Try another word, or only its first letters.`);
  }

  say(text) {
    this.status.textContent = text;
  }

  links() {
    return [...this.found.querySelectorAll("a")];
  }

  /** Up and down walk through the results, and back to the field. */
  move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [this.input, ...this.links()];
    const next = stops[stops.indexOf(document.activeElement) + step];
    if (next) {
      event.preventDefault();
      next.focus();
    }
  }
}

/** What the reader sees of one found page. A glossary gives its words, not itself. */
function entries(page) {
  const kind = page.meta.kind ?? "page";
  const words = page.sub_results.filter((part) => part.anchor?.element === "h3");
  if (kind === "glossary" && words.length) {
    return words.map((part) => ({ kind, title: part.title, url: part.url, excerpt: part.excerpt }));
  }
  const { title, description } = page.meta;
  const atTheTop = text(page.excerpt).startsWith(title);
  return [{ kind, title, url: page.url, excerpt: atTheTop && description ? "" : page.excerpt, description }];
}

function section(kind, results, only) {
  const own = results.filter((result) => result.kind === kind);
  if (!own.length) return [];
  const items = own.slice(0, only ? own.length : SHOWN_OF_A_KIND).map((result) =>
    element("li", {}, element("a", { href: result.url }, element("b", {}, result.title), element("span", {}, ...(result.excerpt ? marked(result.excerpt) : [result.description])))),
  );
  return [element("h2", {}, KINDS[kind]), element("ul", {}, ...items)];
}

/** An excerpt as text, its found words marked. Nothing in it is ever parsed as HTML. */
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).map((part, index) => (index % 2 ? element("mark", {}, text(part)) : text(part)));
}

function text(escaped) {
  const names = { lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", amp: "&" };
  return escaped.replace(/<\/?mark>/g, "").replace(/&(lt|gt|quot|#39|#x27|amp);/g, (_, name) => names[name]);
}

function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) made[key] = value;
  made.append(...children);
  return made;
}
