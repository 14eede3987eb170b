/* Lets a figure move, pause and change sides. Without it both pictures stand there, with captions. */

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Two pictures that can become one moving picture, where it is true to them. It is loaded when it is asked for. */
class MovingFigure extends HTMLElement {
  connectedCallback() {
    if (this.tools) return; // A guided session takes it off the screen and puts it back.
    this.tools = this.appendChild(document.createElement("div"));
    this.tools.className = "figure-tools";
    this.play = this.button("Show the movement", () => this.toggle());
    this.stop = this.button("Show both pictures", () => this.rest());
    if ("sides" in this.dataset) {
      const turn = this.button("Other side", () => {
        const mirrored = this.toggleAttribute("data-mirrored");
        turn.setAttribute("aria-pressed", mirrored);
      });
      turn.setAttribute("aria-pressed", "false");
    }
    this.status = this.tools.appendChild(document.createElement("span"));
    this.status.setAttribute("role", "status");
    calm.addEventListener("change", () => this.rest());
    this.rest();
  }

  button(words, action) {
    const made = this.tools.appendChild(document.createElement("button"));
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", action);
    return made;
  }

  rest() {
    const held = this.stop === document.activeElement;
    delete this.dataset.playing;
    this.play.textContent = "Show the movement";
    this.play.hidden = calm.matches || !("moving" in this.dataset);
    this.stop.hidden = true;
    if (held) this.play.focus();
  }

  async toggle() {
    if (!this.moving) await this.load();
    if (!this.moving) return;
    this.dataset.playing = this.dataset.playing === "on" ? "paused" : "on";
    this.play.textContent = this.dataset.playing === "on" ? "Pause" : "Go on";
    this.stop.hidden = false;
  }

  async load() {
    try {
      const [drawing] = await Promise.all([fetched(this.dataset.moving), styled(this.dataset.keyframes)]);
      this.moving = this.insertBefore(document.adoptNode(drawing.documentElement), this.tools);
      this.moving.classList.add("moving");
      this.status.textContent = "";
    } catch {
      this.status.textContent = "The moving picture could not be loaded. The two pictures show the movement, too.";
    }
  }
}

/** A drawing, read by the browser as a document of its own. */
function fetched(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.overrideMimeType("image/svg+xml");
    request.onload = () => (request.status < 400 && request.response ? resolve(request.response) : reject());
    request.onerror = reject;
    request.send();
  });
}

/** A style sheet, once it is there. */
function styled(address) {
  return new Promise((resolve, reject) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

customElements.define("clinic-figure", MovingFigure);
