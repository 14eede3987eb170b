/* Small things kept on this device, each under its own key. Where storage is off they last as long as the page. */

const memory = new Map();

/** What is kept under a key, or null; what cannot be read is nothing. */
export function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps a value; says whether the device took it. */
export function write(key, value) {
  const text = JSON.stringify(value);
  memory.set(key, JSON.parse(text));
  try {
    localStorage.setItem(key, text);
    return true;
  } catch {
    return false;
  }
}

export function remove(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    /* Storage is switched off: there is nothing to remove. */
  }
}

/** Does this device keep anything? */
export function keeps() {
  try {
    localStorage.getItem("");
    return true;
  } catch {
    return false;
  }
}
