/* Saves the site on this device, says so, and leads to a newer version. Without it nothing is lost but that. */

const ROOT = new URL("../../", import.meta.url).href;
const QUIET = 2000;
const SAVED = "Saved on this device. All pages open without a network.";

/** A line of the footer. It stays empty where a browser cannot keep pages. */
class Offline extends HTMLElement {
  connectedCallback() {
    // Where storage is switched off, the pages come from the network, as ever.
    if (navigator.serviceWorker) this.begin().catch(() => {});
  }

  async begin() {
    this.status = this.appendChild(document.createElement("span"));
    this.status.role = "status";
    this.button = this.appendChild(document.createElement("button"));
    Object.assign(this.button, { type: "button", className: "tool", hidden: true, onclick: () => this.pressed() });
    navigator.serviceWorker.addEventListener("message", ({ data }) => this.told(data));
    addEventListener("beforeinstallprompt", (event) => this.offer(event));
    addEventListener("appinstalled", () => this.ask("", undefined));
    const known = await navigator.serviceWorker.getRegistration(ROOT);
    if (await whole()) this.say(SAVED);
    // Who pays for each byte is asked first.
    if (!known && navigator.connection?.saveData) this.ask("Save all pages for offline use", () => this.register());
    else if (document.readyState === "complete") this.later();
    else addEventListener("load", () => this.later());
  }

  /** The page itself comes first, above all on a weak signal. */
  later() {
    setTimeout(() => this.register(), QUIET);
  }

  async register() {
    try {
      const registration = await navigator.serviceWorker.register(trusted(`${ROOT}worker.js`), { scope: ROOT });
      registration.addEventListener("updatefound", () => this.follow(registration.installing));
      this.follow(registration.installing);
      if (registration.waiting) this.renew(registration);
      // A browser short of space may have thrown the pages away.
      else if (registration.active && !(await whole())) registration.active.postMessage("save");
    } catch {
      /* Switched off, or a private window: the pages come from the network, as ever. */
    }
  }

  follow(worker) {
    worker?.addEventListener("statechange", async () => {
      const registration = await navigator.serviceWorker.getRegistration(ROOT);
      if (worker.state === "installed" && registration?.active) this.renew(registration);
      if (worker.state === "redundant" && !(await whole())) this.say("Not saved for offline use yet. We try again the next time.");
    });
  }

  /** The next page that opens is of the newer version. This one stays as it is until the reader wants it. */
  renew(registration) {
    registration.waiting?.postMessage("take over if alone");
    this.say("A newer version of these pages is here.");
    this.ask("Show the newer version", () => {
      if (registration.waiting) registration.waiting.postMessage("take over");
      else location.reload();
    });
  }

  told({ saved, whole: all, reload }) {
    if (reload) location.reload();
    else if (all) this.say(SAVED);
    else if (saved) this.say(`Saving for offline use: ${Math.floor(100 * saved)}%`);
  }

  /** The browser would put the site among the apps of the device. */
  offer(event) {
    event.preventDefault();
    if (this.action) return;
    this.ask("Add to home screen", () => event.prompt());
  }

  say(words) {
    this.toggleAttribute("data-saved", words === SAVED);
    this.status.textContent = words;
  }

  ask(words, action) {
    this.action = action;
    this.button.hidden = !action;
    this.button.textContent = words;
  }

  pressed() {
    const { action } = this;
    this.ask("", undefined);
    this.status.tabIndex = -1;
    this.status.focus(); // The button is gone.
    action?.();
  }
}

/** Whether a whole version is kept: only a whole one has its list. */
async function whole() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${ROOT} `));
  const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).match(`${ROOT}offline.json`)));
  return lists.some(Boolean);
}

/** The one address that may become a worker; the policy of the site allows this rule and no other. */
function trusted(address) {
  const rule = { createScriptURL: (url) => (url === `${ROOT}worker.js` ? url : null) };
  return globalThis.trustedTypes?.createPolicy("offline", rule).createScriptURL(address) ?? address;
}

customElements.define("clinic-offline", Offline);
