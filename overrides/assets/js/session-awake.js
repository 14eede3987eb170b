/* Keeps the screen on during a session, where the browser can. It gives the lock back at every pause. */

let wanted = false;
let lock;

/** Asks for a screen that stays on, or lets it go. */
export function awake(on) {
  wanted = on;
  if (on) take();
  else release();
}

async function take() {
  if (lock || document.visibilityState !== "visible") return;
  try {
    const taken = await navigator.wakeLock.request("screen");
    taken.addEventListener("release", () => lock === taken && (lock = undefined));
    lock = taken;
    if (!wanted) release(); // The session was paused while we waited.
  } catch {
    /* Not known here, or refused to save the battery: the screen goes dark as it always does. */
  }
}

function release() {
  lock?.release().catch(() => {});
  lock = undefined;
}

// A browser takes the lock away when the page is hidden.
document.addEventListener("visibilitychange", () => wanted && take());
