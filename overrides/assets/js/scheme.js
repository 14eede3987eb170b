/* Runs before the first paint: the colors that the reader chose last, if any. */
try {
  const chosen = localStorage.getItem("colors");
  if (chosen) document.documentElement.dataset.colors = chosen;
} catch {
  /* Storage is switched off: the device's colors stay. */
}
