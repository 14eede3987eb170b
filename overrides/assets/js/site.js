/* What a script adds to each page. Without it the page is complete, and these controls are hidden. */

const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

/** Switches between light and dark; a choice equal to the device's own is forgotten. */
class ColorScheme extends HTMLElement {
  connectedCallback() {
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.choose(!this.dark));
    systemIsDark.addEventListener("change", () => this.show());
    this.show();
  }

  get dark() {
    const chosen = document.documentElement.dataset.colors;
    return chosen ? chosen === "dark" : systemIsDark.matches;
  }

  choose(dark) {
    const root = document.documentElement;
    if (dark === systemIsDark.matches) delete root.dataset.colors;
    else root.dataset.colors = dark ? "dark" : "light";
    try {
      if (root.dataset.colors) localStorage.setItem("colors", root.dataset.colors);
      else localStorage.removeItem("colors");
    } catch {
      /* Storage is switched off: the choice lasts for this page. */
    }
    this.show();
  }

  show() {
    this.button.setAttribute("aria-pressed", this.dark);
  }
}

/** Prints the page. */
class PrintButton extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => print());
  }
}

/** Opens the search. Its code and its index are loaded at the first use, not before. */
class SearchButton extends HTMLElement {
  connectedCallback() {
    this.querySelector("button").addEventListener("click", () => this.open());
    addEventListener("keydown", (event) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        this.open();
      }
    });
  }

  async open() {
    const { openSearch } = await import("./search.js");
    openSearch(new URL(this.dataset.index, document.baseURI).href);
  }
}

customElements.define("clinic-scheme", ColorScheme);
customElements.define("clinic-print", PrintButton);
customElements.define("clinic-search", SearchButton);
