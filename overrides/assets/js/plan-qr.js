/* A QR code (ISO/IEC 18004) of a short text: bytes, level M, versions 1 to 15. */

const ECC = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24]; // check bytes of a block
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10];
const TOTAL = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346, 404, 466, 532, 581, 655]; // all bytes
const QUIET = 4;

/** A picture of the code, or null where the text is too long. */
export function picture(text) {
  const cells = qr(text);
  if (!cells) return null;
  const size = cells.length + 2 * QUIET;
  const path = cells.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x + QUIET} ${y + QUIET}h1v1h-1z` : []))).join("");
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const ground = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  const drawn = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("class", "qr");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", "QR code of the link to this plan");
  svg.setAttribute("shape-rendering", "crispEdges");
  ground.setAttribute("d", `M0 0h${size}v${size}h-${size}z`);
  ground.setAttribute("class", "qr-ground");
  drawn.setAttribute("d", path);
  return svg;
}

/** The code as rows of true (dark) and false; null where the text is too long. mask: for tests, else the best. */
export function qr(text, mask) {
  const bytes = new TextEncoder().encode(text);
  const version = TOTAL.findIndex((_, index) => bytes.length <= room(index + 1)) + 1;
  if (!version) return null;
  const bits = interleaved(data(bytes, version), version);
  const masks = mask === undefined ? [0, 1, 2, 3, 4, 5, 6, 7] : [mask];
  const tried = masks.map((number) => drawn(version, bits, number));
  return tried.reduce((best, other) => (penalty(other) < penalty(best) ? other : best));
}

const dataBytes = (version) => TOTAL[version - 1] - ECC[version - 1] * BLOCKS[version - 1];
const countBits = (version) => (version < 10 ? 8 : 16);
const room = (version) => dataBytes(version) - (version < 10 ? 2 : 3);

/** Mode, length, text, end, padding. */
function data(bytes, version) {
  const bits = [];
  const put = (value, length) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1);
  };
  put(4, 4);
  put(bytes.length, countBits(version));
  for (const byte of bytes) put(byte, 8);
  put(0, 4);
  const all = [];
  for (let at = 0; at < bits.length; at += 8) all.push(parseInt(bits.slice(at, at + 8).join(""), 2));
  for (let pad = 0; all.length < dataBytes(version); pad += 1) all.push(pad % 2 ? 0x11 : 0xec);
  return all;
}

/** The blocks with their check bytes, dealt out in turn. */
function interleaved(all, version) {
  const count = BLOCKS[version - 1];
  const short = Math.floor(all.length / count);
  const longer = all.length % count;
  const divisor = generator(ECC[version - 1]);
  let at = 0;
  const blocks = Array.from({ length: count }, (_, index) => all.slice(at, (at += short + (index >= count - longer ? 1 : 0))));
  const checks = blocks.map((block) => remainder(block, divisor));
  const dealt = (rows) => Array.from({ length: Math.max(...rows.map((row) => row.length)) }, (_, column) => rows.flatMap((row) => (column < row.length ? [row[column]] : []))).flat();
  return [...dealt(blocks), ...dealt(checks)].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >>> (7 - bit)) & 1));
}

/* Reed and Solomon: polynomials over the field of 256 with 0x11d */

function times(a, b) {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) product = (product << 1) ^ ((product >>> 7) * 0x11d) ^ (((b >>> bit) & 1) * a);
  return product;
}

function generator(degree) {
  const result = [...Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let turn = 0; turn < degree; turn += 1) {
    for (let at = 0; at < degree; at += 1) result[at] = times(result[at], root) ^ (result[at + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(block, divisor) {
  const result = Array(divisor.length).fill(0);
  for (const byte of block) {
    const factor = byte ^ result.shift();
    result.push(0);
    divisor.forEach((part, at) => (result[at] ^= times(part, factor)));
  }
  return result;
}

/* Drawing */

const MASKS = [
  (x, y) => (x + y) % 2,
  (x, y) => y % 2,
  (x) => x % 3,
  (x, y) => (x + y) % 3,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3),
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function drawn(version, bits, mask) {
  const size = version * 4 + 17;
  const cells = Array.from({ length: size }, () => Array(size)); // undefined: still free
  const set = (x, y, dark) => {
    if (cells[y] && x >= 0 && x < size) cells[y][x] = Boolean(dark);
  };
  fixed(version, size, cells, set);
  formats(version, size, mask, set);
  let next = 0;
  // Two columns at a time, from the right, up and down in turn; column 6 holds the timing pattern.
  for (let right = size - 1, up = true; right > 0; right -= 2, up = !up) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step += 1) {
      const y = up ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (cells[y][x] === undefined) cells[y][x] = Boolean((bits[next++] ?? 0) ^ (MASKS[mask](x, y) ? 0 : 1));
      }
    }
  }
  return cells;
}

/** Timing, the three finders with their white edges, and the small squares. */
function fixed(version, size, cells, set) {
  for (let at = 0; at < size; at += 1) {
    set(6, at, at % 2 === 0);
    set(at, 6, at % 2 === 0);
  }
  for (const [centerX, centerY] of [[3, 3], [size - 4, 3], [3, size - 4]]) square(centerX, centerY, 4, set, (ring) => ring !== 2 && ring !== 4);
  const places = alignments(version, size);
  const last = places.length - 1;
  places.forEach((y, row) => places.forEach((x, column) => {
    const finder = (row === 0 && (column === 0 || column === last)) || (row === last && column === 0);
    if (!finder) square(x, y, 2, set, (ring) => ring !== 1);
  }));
}

function square(centerX, centerY, radius, set, dark) {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) set(centerX + dx, centerY + dy, dark(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

function alignments(version, size) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => size - 7 - step * (count - 2 - index))];
}

/** Level and mask, twice; from version 7 on the version, too. */
function formats(version, size, mask, set) {
  const format = ((mask << 10) | checked(mask, 10, 0x537)) ^ 0x5412; // level M has the bits 00
  const bit = (value, at) => (value >>> at) & 1;
  for (let at = 0; at < 15; at += 1) {
    const dark = bit(format, at);
    set(8, at < 6 ? at : at < 8 ? at + 1 : size - 15 + at, dark);
    set(at < 8 ? size - 1 - at : at === 8 ? 7 : 14 - at, 8, dark);
  }
  set(8, size - 8, true);
  if (version < 7) return;
  const number = (version << 12) | checked(version, 12, 0x1f25);
  for (let at = 0; at < 18; at += 1) {
    const far = size - 11 + (at % 3);
    set(far, Math.floor(at / 3), bit(number, at));
    set(Math.floor(at / 3), far, bit(number, at));
  }
}

function checked(value, length, divisor) {
  let rest = value;
  for (let turn = 0; turn < length; turn += 1) rest = (rest << 1) ^ ((rest >>> (length - 1)) * divisor);
  return rest;
}

/** How hard a code is to read; the mask with the least is taken. */
function penalty(cells) {
  const size = cells.length;
  const lines = [...cells, ...cells.map((_, x) => cells.map((row) => row[x]))].map((line) => line.map(Number).join(""));
  let points = 0;
  for (const line of lines) {
    for (const [run] of line.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    for (const finder of [/(?=00001011101)/g, /(?=10111010000)/g]) points += 40 * [...line.matchAll(finder)].length;
  }
  for (let y = 1; y < size; y += 1) {
    for (let x = 1; x < size; x += 1) {
      if (cells[y][x] === cells[y][x - 1] && cells[y][x] === cells[y - 1][x] && cells[y][x] === cells[y - 1][x - 1]) points += 3;
    }
  }
  const dark = cells.flat().filter(Boolean).length;
  return points + 10 * Math.floor(Math.abs((dark * 20) / size / size - 10));
}
