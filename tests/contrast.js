/* What is hard to read, or has a ground, in a page as it is shown now. least: the contrast wanted. */
least => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgba = (color) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a)];
  const light = (color) => {
    const [r, g, b] = color.map((v) => v / 255).map((v) => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
  const up = (e) => { const found = []; for (; e; e = e.parentElement) found.unshift(e); return found; };
  const faults = [];
  const look = (e, pseudo, words) => {
    let ground = [255, 255, 255], opacity = 1;
    for (const each of [...up(e).map((p) => getComputedStyle(p)), ...(pseudo ? [getComputedStyle(e, pseudo)] : [])]) {
      ground = over(rgba(each.backgroundColor), ground);
      opacity *= each.opacity;
    }
    const [r, g, b, a] = rgba(getComputedStyle(e, pseudo).color);
    const found = ratio(over([r, g, b, a * opacity], ground), ground);
    if (found < least) faults.push(`${found.toFixed(1)}: ${words} in ${e.outerHTML.slice(0, 80)}`);
  };
  const shown = (e) => e.checkVisibility({visibilityProperty: true});
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  let texts = 0;
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!node.data.trim() || !shown(e) || e.closest('svg, head, script')) continue;
    texts += 1;
    look(e, null, node.data.trim().slice(0, 30));
  }
  for (const e of document.querySelectorAll('*')) {
    if (!shown(e) || e.closest('svg, head')) continue;
    for (const pseudo of [null, '::before', '::after']) {
      const {backgroundColor, backgroundImage, boxShadow, content} = getComputedStyle(e, pseudo);
      if (pseudo && content === 'none') continue;
      if (pseudo) look(e, pseudo, content);
      if (rgba(backgroundColor)[3] || backgroundImage !== 'none' || boxShadow !== 'none')
        faults.push(`ground of ${pseudo ?? ''} ${e.outerHTML.slice(0, 80)}`);
    }
  }
  return {texts, faults: faults.slice(0, 8)};
}
