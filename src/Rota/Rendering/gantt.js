// The Gantt chart of a page: one canvas, drawn anew whenever something changes. The data lie in the element #rota-data; times are relative to data.base.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("rota-data").textContent);
  const find = (id) => document.getElementById(id);
  const canvas = find("gantt"), scroller = find("scroller"), spacer = find("spacer"), tip = find("tip"), status = find("status");
  const pen = canvas.getContext("2d");
  const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
  const AXIS = 30, BUSY = 74, MOVE = 4;

  // ---- data -----------------------------------------------------------------------------------------------------------------------------------------
  const base = BigInt(data.base), horizon = Math.max(1, data.horizon), count = data.blocks.length / 6;
  const resourceOf = new Int32Array(count), rowOf = new Int32Array(count), workOf = new Int32Array(count), partOf = new Int32Array(count);
  const startOf = new Float64Array(count), endOf = new Float64Array(count), isCritical = new Uint8Array(count);
  const firstRow = [0];
  for (const resource of data.resources) firstRow.push(firstRow.at(-1) + resource.rows);
  const rowCount = firstRow.at(-1);
  const blocksInRow = Array.from({ length: rowCount }, () => []);
  const blocksOfWork = data.works.map(() => []);
  for (let b = 0; b < count; b++) {
    const [resource, row, work, part, start, end] = data.blocks.slice(b * 6, b * 6 + 6);
    resourceOf[b] = resource; rowOf[b] = firstRow[resource] + row; workOf[b] = work; partOf[b] = part; startOf[b] = start; endOf[b] = end;
    if (end > start) blocksInRow[rowOf[b]].push(b);
    blocksOfWork[work].push(b);
  }
  for (const b of data.critical) isCritical[b] = 1;
    const colorOf = (work) => data.palette[work % data.palette.length];

  // ---- words ----------------------------------------------------------------------------------------------------------------------------------------
  const group = (digits) => (digits.replace("-", "").length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, "\u202f") : digits);
  const absolute = (time) => String(base + BigInt(Math.round(time)));
  const interval = (b) => `[${absolute(startOf[b])}, ${absolute(endOf[b])})`;
  const secondsOf = { ns: 1e-9, us: 1e-6, "µs": 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86400 }[data.unit];

  // A length of time as people say it ("2h 5m"); in the schedule's own unit where that is not a unit of time.
  function spell(time) {
    if (!secondsOf) return group(String(time));
    const seconds = time * secondsOf;
    if (seconds < 1) return seconds >= 1e-3 ? `${+(seconds * 1e3).toPrecision(3)}ms` : `${+(seconds * 1e6).toPrecision(3)}µs`;
    if (seconds < 60) return `${+seconds.toPrecision(3)}s`;
    const sizes = [["d", 86400], ["h", 3600], ["m", 60], ["s", 1]];
    const i = sizes.findIndex(([, size]) => seconds >= size), [name, size] = sizes[i], next = sizes[i + 1];
    const whole = Math.floor(seconds / size), rest = next ? Math.floor((seconds - whole * size) / next[1]) : 0;
    return rest ? `${whole}${name} ${rest}${next[0]}` : `${whole}${name}`;
  }

  function duration(time) {
    const plain = `${group(String(time))} ${data.unit}`, said = spell(time);
    return secondsOf && said !== `${time}${data.unit}` && said !== `${time}${data.unit[0]}` ? `${plain} (${said})` : plain;
  }

  // ---- time to place: times run along a line on which long idle gaps may be folded ------------------------------------------------------------------
  function idleGaps() {
    const gaps = [];
    let reached = 0;
    for (let b = 0; b < count; b++) {
      if (endOf[b] === startOf[b]) continue;
      if (startOf[b] > reached) gaps.push({ start: reached, end: startOf[b] });
      reached = Math.max(reached, endOf[b]);
    }
    return gaps;
  }

  function foldable() {
    const gaps = idleGaps(), idle = gaps.reduce((sum, gap) => sum + gap.end - gap.start, 0), busy = horizon - idle;
    const long = gaps.filter((gap) => gap.end - gap.start > 0.01 * horizon);
    const width = busy * Math.min(0.025, 0.4 / Math.max(1, long.length));
    return { width, gaps: long.filter((gap) => gap.end - gap.start > 1.5 * width) };
  }

  const folding = foldable();

  function timeLine(squeeze) {
    const times = [0], places = [0], folds = [];
    const add = (time, place) => { times.push(time); places.push(place); };
    for (const gap of squeeze ? folding.gaps : []) {
      if (gap.start > times.at(-1)) add(gap.start, places.at(-1) + gap.start - times.at(-1));
      folds.push({ ...gap, from: places.at(-1), to: places.at(-1) + folding.width });
      add(gap.end, places.at(-1) + folding.width);
    }
    if (horizon > times.at(-1)) add(horizon, places.at(-1) + horizon - times.at(-1));
    const along = (x, xs, ys) => {
      let low = 0, high = xs.length - 1;
      while (high - low > 1) { const middle = (low + high) >> 1; if (xs[middle] <= x) low = middle; else high = middle; }
      return ys[low] + (x - xs[low]) * (ys[high] - ys[low]) / (xs[high] - xs[low]);
    };
    return { folds, times, length: places.at(-1), place: (time) => along(time, times, places), time: (place) => along(place, places, times) };
  }

  // ---- state ----------------------------------------------------------------------------------------------------------------------------------------
  const root = document.documentElement;
  const wish = new URLSearchParams(location.hash.slice(1));
  let line = timeLine(false), from = 0, to = line.length;
  let labels = true, critical = data.critical.length > 0, selected = -1, matches = null, hovered = -1;
  let width = 0, height = 0, left = 0, drawing = false, colors = {}, widths = new Map();
  const rowHeight = rowCount <= 40 ? 24 : rowCount <= 120 ? 17 : rowCount <= 400 ? 11 : 7;

  const plotWidth = () => Math.max(1, width - left - BUSY);
  const xOf = (place) => left + (place - from) / (to - from) * plotWidth();
  const placeAt = (x) => from + (x - left) / plotWidth() * (to - from);
  const yOf = (row) => AXIS + row * rowHeight - scroller.scrollTop;

  function readColors() {
    const style = getComputedStyle(root);
    colors = Object.fromEntries(["page", "ink", "soft", "line", "zebra", "accent", "fold", "block-ink"].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  }

  function measure(text, font) {
    const key = font + text;
    if (!widths.has(key)) { pen.font = font; widths.set(key, pen.measureText(text).width); }
    return widths.get(key);
  }

  function fit(text, font, room) {
    if (measure(text, font) <= room) return text;
    const letters = Array.from(text);
    while (letters.length && measure(letters.join("") + "…", font) > room) letters.pop();
    return letters.join("").trimEnd() + "…";
  }

  function resize() {
    width = scroller.clientWidth;
    const content = AXIS + rowCount * rowHeight + 6, ratio = window.devicePixelRatio || 1;
    height = Math.min(content, Math.max(180, Math.floor(window.innerHeight * 0.78)));
    canvas.style.height = `${height}px`;
    spacer.style.height = `${content - height}px`;
    width = scroller.clientWidth;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    const widest = data.resources.reduce((most, resource) => Math.max(most, measure(resource.name, `12px ${FONT}`)), 40);
    left = Math.min(widest, Math.max(60, width * 0.2), 240) + 22;
    redraw();
  }

  // ---- drawing --------------------------------------------------------------------------------------------------------------------------------------
  function redraw() {
    if (drawing) return;
    drawing = true;
    requestAnimationFrame(() => { drawing = false; draw(); });
  }

  function draw() {
    pen.fillStyle = colors.page;
    pen.fillRect(0, 0, width, height);
    drawLanes();
    pen.save();
    pen.beginPath();
    pen.rect(left, AXIS, plotWidth() + 1, height - AXIS);
    pen.clip();
    drawGrid();
    drawFolds();
    const chosen = selected >= 0 ? (work) => work === selected : matches ? (work) => matches.has(work) : null;
    drawBlocks(chosen ? 0.16 : 1, null);
    if (selected >= 0) drawRoute();
    if (chosen) drawBlocks(1, chosen);
    pen.restore();
    drawAxis();
  }

  function drawLanes() {
    const font = `12px ${FONT}`;
    let free = -Infinity;
    pen.textBaseline = "middle";
    for (let r = 0; r < data.resources.length; r++) {
      const top = yOf(firstRow[r]), tall = data.resources[r].rows * rowHeight, middle = top + tall / 2;
      if (top > height || top + tall < AXIS) continue;
      if (r % 2 === 0) { pen.fillStyle = colors.zebra; pen.fillRect(0, top, width, tall); }
      if (middle - free < 13 || middle < AXIS + 6) continue;
      free = middle;
      const text = fit(data.resources[r].name, font, left - 22), busy = data.resources[r].busy;
      pen.font = font; pen.fillStyle = colors.ink; pen.textAlign = "right";
      pen.fillText(text, left - 10, middle + 0.5);
      pen.fillStyle = colors.soft;
      pen.fillText(`${Math.round(busy * 100)} %`, width - 10, middle - (tall >= 20 ? 1.5 : -0.5));
      if (tall < 20) continue;
      pen.fillStyle = colors.line; pen.fillRect(width - 56, middle + 6, 46, 2.5);
      pen.fillStyle = colors.soft; pen.fillRect(width - 56, middle + 6, 46 * Math.min(1, busy), 2.5);
    }
  }

  function ticks() {
    const pixels = plotWidth() / (to - from), room = measure(group(absolute(horizon)), `12px ${FONT}`) + 30;
    const rough = Math.max(1, room / pixels), power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * (1 - 1e-9));
    const shift = Number(((base % BigInt(step)) + BigInt(step)) % BigInt(step)), places = [];
    const spans = line.times.slice(1).map((end, i) => [line.times[i], end]).filter(([start]) => !line.folds.some((fold) => fold.start === start));
    for (const [start, end] of spans) {
      const low = Math.max(start, line.time(Math.max(0, from))), high = Math.min(end, line.time(Math.min(line.length, to)));
      for (let n = Math.ceil((low + shift) / step); n * step - shift <= high; n++) places.push(n * step - shift);
    }
    return places;
  }

  function drawGrid() {
    pen.fillStyle = colors.line;
    for (const time of ticks()) pen.fillRect(Math.round(xOf(line.place(time))), AXIS, 1, rowCount * rowHeight);
  }

  function drawFolds() {
    const bottom = Math.min(height, yOf(rowCount));
    for (const fold of line.folds) {
      const x = xOf(fold.from), wide = xOf(fold.to) - x;
      if (x > width || x + wide < left) continue;
      pen.fillStyle = colors.fold; pen.fillRect(x, AXIS, wide, bottom - AXIS);
      const text = spell(fold.end - fold.start), font = `11px ${FONT}`, long = measure(text, font);
      pen.font = font; pen.fillStyle = colors.soft; pen.textAlign = "center";
      pen.save();
      pen.translate(x + wide / 2, AXIS + (bottom - AXIS) / 2);
      if (long + 4 > wide) pen.rotate(-Math.PI / 2);
      if (wide >= 13 && long < bottom - AXIS) pen.fillText(text, 0, 0.5);
      pen.restore();
    }
  }

  // The first block of a row that ends after a time; ends grow along a row.
  function firstEndingAfter(blocks, time) {
    let low = 0, high = blocks.length;
    while (low < high) { const middle = (low + high) >> 1; if (endOf[blocks[middle]] > time) high = middle; else low = middle + 1; }
    return low;
  }

  function drawBlocks(alpha, chosen) {
    const first = Math.max(0, Math.floor(scroller.scrollTop / rowHeight)), last = Math.min(rowCount - 1, Math.floor((scroller.scrollTop + height) / rowHeight));
    const early = line.time(Math.max(0, from)), late = line.time(Math.min(line.length, to)), gap = rowHeight >= 8 ? 1 : 0.5;
    const font = `11px ${FONT}`, right = left + plotWidth();
    pen.textAlign = "center";
    for (let row = first; row <= last; row++) {
      const blocks = blocksInRow[row], y = yOf(row) + gap, tall = rowHeight - 2 * gap;
      let painted = -1;
      for (let i = firstEndingAfter(blocks, early); i < blocks.length && startOf[blocks[i]] < late; i++) {
        const b = blocks[i], work = workOf[b];
        if (chosen && !chosen(work)) continue;
        const x = xOf(line.place(startOf[b])), wide = xOf(line.place(endOf[b])) - x;
        // Of many blocks on one pixel the first is painted.
        if (wide < 1 && Math.floor(x) === painted) continue;
        painted = Math.floor(x);
        pen.globalAlpha = alpha;
        pen.fillStyle = colorOf(work);
        pen.fillRect(x, y, wide > 3 ? wide - 0.7 : Math.max(wide, 0.8), tall);
        if (critical && isCritical[b] && alpha === 1) outline(x, y, wide, tall, 1.6);
        if (b === hovered) outline(x, y, wide, tall, 2);
        if (!labels || rowHeight < 14 || wide < 12 || alpha < 1) continue;
        const low = Math.max(x, left), high = Math.min(x + wide, right), name = data.works[work];
        if (measure(name, font) + 6 > high - low) continue;
        pen.font = font; pen.fillStyle = colors["block-ink"];
        pen.fillText(name, (low + high) / 2, y + tall / 2 + 0.5);
      }
    }
    pen.globalAlpha = 1;
  }

  function outline(x, y, wide, tall, thick) {
    pen.strokeStyle = colors.ink; pen.lineWidth = thick;
    pen.strokeRect(x + thick / 2, y + thick / 2, Math.max(0.5, wide - thick - 0.7), tall - thick);
  }

  // From each block of the chosen work to the one that follows it in time; blocks that run together are not joined.
  function drawRoute() {
    const blocks = blocksOfWork[selected];
    if (blocks.length > 2000) return;
    pen.strokeStyle = colors.ink; pen.lineWidth = 1.2; pen.globalAlpha = 0.75;
    pen.beginPath();
    for (let i = 1; i < blocks.length; i++) {
      if (startOf[blocks[i]] < endOf[blocks[i - 1]]) continue;
      pen.moveTo(xOf(line.place(endOf[blocks[i - 1]])), yOf(rowOf[blocks[i - 1]]) + rowHeight / 2);
      pen.lineTo(xOf(line.place(startOf[blocks[i]])), yOf(rowOf[blocks[i]]) + rowHeight / 2);
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }

  function drawAxis() {
    const font = `12px ${FONT}`, right = left + plotWidth();
    pen.fillStyle = colors.page; pen.fillRect(0, 0, width, AXIS);
    pen.fillStyle = colors.line; pen.fillRect(0, AXIS - 1, width, 1);
    pen.font = font; pen.textBaseline = "middle"; pen.fillStyle = colors.soft; pen.textAlign = "right";
    pen.fillText(fit(data.unit, font, left - 22), left - 10, AXIS / 2);
    pen.fillText("busy", width - 10, AXIS / 2);
    pen.textAlign = "center";
    let free = left - 8;
    for (const time of ticks()) {
      const x = xOf(line.place(time)), text = group(absolute(time)), half = measure(text, font) / 2;
      if (x < left - 1 || x > right + 1 || x - half < free) continue;
      pen.font = font;
      pen.fillText(text, x, AXIS / 2);
      free = x + half + 10;
    }
  }

  // ---- moving about ---------------------------------------------------------------------------------------------------------------------------------
  function show(low, high) {
    const least = Math.min(line.length, Math.max(4, line.length / 1e6)), span = Math.min(line.length, Math.max(least, high - low));
    const middle = (low + high) / 2;
    from = Math.min(Math.max(0, middle - span / 2), line.length - span);
    to = from + span;
    redraw();
  }

  function zoom(factor, at = (from + to) / 2) {
    const span = (to - from) / factor, share = (at - from) / (to - from);
    const low = at - share * span;
    show(low, low + span);
  }

  const pan = (share) => show(from + share * (to - from), to + share * (to - from));
  const all = () => show(0, line.length);

  function squeeze(on) {
    const low = line.time(from), high = line.time(to), whole = to - from >= line.length * 0.999;
    line = timeLine(on);
    if (whole) all(); else show(line.place(low), line.place(high));
  }

  function blockAt(x, y) {
    const row = Math.floor((y - AXIS + scroller.scrollTop) / rowHeight);
    if (y < AXIS || row < 0 || row >= rowCount || x < left || x > left + plotWidth()) return -1;
    const time = line.time(Math.min(line.length, Math.max(0, placeAt(x)))), blocks = blocksInRow[row], i = firstEndingAfter(blocks, time);
    let best = -1, closest = 3;
    for (const b of [blocks[i - 1], blocks[i]]) {
      if (b === undefined) continue;
      const away = Math.max(xOf(line.place(startOf[b])) - x, x - xOf(line.place(endOf[b])), 0);
      if (away < closest) { best = b; closest = away; }
    }
    return best;
  }

  function foldAt(x, y) {
    const place = placeAt(x);
    return y < AXIS ? undefined : line.folds.find((fold) => place >= fold.from && place <= fold.to);
  }

  function tell(x, y, head, lines) {
    tip.replaceChildren(Object.assign(document.createElement("b"), { textContent: head }));
    for (const text of lines) tip.append(Object.assign(document.createElement("div"), { className: "soft", textContent: text }));
    tip.hidden = false;
    const wide = tip.offsetWidth, tall = tip.offsetHeight;
    tip.style.left = `${Math.max(4, x + 16 + wide > width ? x - wide - 12 : x + 16)}px`;
    tip.style.top = `${Math.max(4, y + 18 + tall > height ? y - tall - 10 : y + 18)}px`;
  }

  function hover(x, y) {
    const b = blockAt(x, y), fold = b < 0 ? foldAt(x, y) : undefined;
    canvas.classList.toggle("on-block", b >= 0);
    if (b !== hovered) { hovered = b; redraw(); }
    if (b >= 0) {
      const lines = [`part ${partOf[b]} on ${data.resources[resourceOf[b]].name}`, interval(b), duration(endOf[b] - startOf[b])];
      tell(x, y, data.works[workOf[b]], isCritical[b] ? [...lines, "critical"] : lines);
    } else if (fold) tell(x, y, "idle", [`[${absolute(fold.start)}, ${absolute(fold.end)})`, duration(fold.end - fold.start)]);
    else tip.hidden = true;
  }

  function leave() {
    tip.hidden = true;
    if (hovered >= 0) { hovered = -1; redraw(); }
  }

  function select(work, reveal) {
    selected = work;
    if (work >= 0) {
      const blocks = blocksOfWork[work], busy = blocks.reduce((sum, b) => sum + endOf[b] - startOf[b], 0);
      const start = blocks.reduce((low, b) => Math.min(low, startOf[b]), Infinity), end = blocks.reduce((high, b) => Math.max(high, endOf[b]), 0);
      status.textContent = blocks.length === 0 ? `${data.works[work]}: no block`
        : `${data.works[work]}: ${blocks.length} block${blocks.length > 1 ? "s" : ""}, ${duration(busy)}, [${absolute(start)}, ${absolute(end)})`;
      if (reveal && blocks.length) {
        const low = line.place(start), high = line.place(end), row = rowOf[blocks[0]];
        if (low < from || high > to) show(Math.min(low, from), Math.max(high, to));
        if (yOf(row) < AXIS || yOf(row) > height - rowHeight) scroller.scrollTop = row * rowHeight - height / 2;
      }
    } else status.textContent = matches ? `${matches.size} of ${data.works.length} works match` : "";
    redraw();
  }

  // ---- wiring ---------------------------------------------------------------------------------------------------------------------------------------
  const spot = (event) => { const box = canvas.getBoundingClientRect(); return [event.clientX - box.left, event.clientY - box.top]; };
  const pointers = new Map();
  let moved = false, scrolledPage = 0;

  canvas.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, spot(event));
    moved = pointers.size > 1;
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    const [x, y] = spot(event), before = pointers.get(event.pointerId);
    if (!before) return hover(x, y);
    if (pointers.size === 1) {
      if (!moved && Math.hypot(x - before[0], y - before[1]) < MOVE) return;
      moved = true;
      leave();
      canvas.classList.add("dragging");
      scroller.scrollTop -= event.pointerType === "mouse" ? y - before[1] : 0;
      pan((before[0] - x) / plotWidth());
    } else {
      const [other] = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      zoom(Math.max(10, Math.abs(x - other[0])) / Math.max(10, Math.abs(before[0] - other[0])), placeAt((x + other[0]) / 2));
    }
    pointers.set(event.pointerId, [x, y]);
  });
  canvas.addEventListener("pointerup", (event) => {
    const [x, y] = spot(event);
    pointers.delete(event.pointerId);
    canvas.classList.remove("dragging");
    if (moved) return;
    const b = blockAt(x, y);
    select(b < 0 || workOf[b] === selected ? -1 : workOf[b], false);
    if (b >= 0) hover(x, y);
  });
  canvas.addEventListener("pointercancel", (event) => { pointers.delete(event.pointerId); canvas.classList.remove("dragging"); });
  canvas.addEventListener("pointerleave", leave);

  // A wheel that was already scrolling the page goes on doing so when the chart comes under it, and so does one that can zoom out no further.
  window.addEventListener("wheel", (event) => { if (event.target !== canvas) scrolledPage = performance.now(); }, { passive: true });
  canvas.addEventListener("wheel", (event) => {
    const [x] = spot(event), sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY), whole = to - from >= line.length * 0.999;
    const past = performance.now() - scrolledPage < 250 && !event.ctrlKey;
    if (x < left || past || (whole && (sideways || event.deltaY > 0) && !event.ctrlKey)) {
      scrolledPage = performance.now();
      return;
    }
    event.preventDefault();
    const pixels = event.deltaMode === 1 ? 30 : 1;
    if (sideways) pan((event.deltaX || event.deltaY) * pixels / plotWidth());
    else zoom(Math.exp(-Math.max(-300, Math.min(300, event.deltaY * pixels)) / 320), placeAt(x));
    hover(...spot(event));
  }, { passive: false });

  const keys = {
    "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: all,
    ArrowLeft: () => pan(-0.15), ArrowRight: () => pan(0.15),
    ArrowUp: () => { scroller.scrollTop -= 3 * rowHeight; }, ArrowDown: () => { scroller.scrollTop += 3 * rowHeight; },
    "]": () => select((selected + 1) % data.works.length, true),
    "[": () => select((Math.max(0, selected) + data.works.length - 1) % data.works.length, true),
    Escape: () => select(-1, false),
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key] || !data.works.length) return;
    event.preventDefault();
    keys[event.key]();
  });
  scroller.addEventListener("scroll", redraw);

  const search = find("search");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target === search) return;
    event.preventDefault();
    search.focus();
  });
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    matches = words ? new Set(data.works.flatMap((name, w) => (name.toLowerCase().includes(words) ? [w] : []))) : null;
    select(-1, false);
  });
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { search.value = ""; matches = null; select(-1, false); }
    if (event.key !== "Enter" || !matches || !matches.size) return;
    const found = [...matches], exact = found.find((w) => data.works[w].toLowerCase() === search.value.trim().toLowerCase());
    const next = found.indexOf(selected) + 1;
    select(selected < 0 && exact !== undefined ? exact : found[next % found.length], true);
  });

  find("zoom-in").addEventListener("click", () => zoom(1.5));
  find("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  find("zoom-all").addEventListener("click", all);
  const box = (id, act) => find(id)?.addEventListener("change", (event) => { act(event.target.checked); redraw(); });
  box("squeeze", squeeze);
  box("labels", (on) => { labels = on; });
  box("critical", (on) => { critical = on; });
  if (!folding.gaps.length) Object.assign(find("squeeze"), { disabled: true }).parentElement.title = "There is no long time in which nothing runs";

  const theme = find("theme"), dark = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : dark.matches);
  function retheme() {
    theme.textContent = isDark() ? "Light" : "Dark";
    readColors();
    redraw();
  }
  theme.addEventListener("click", () => { root.dataset.theme = isDark() ? "light" : "dark"; retheme(); });
  dark.addEventListener("change", retheme);

  // What the address asks for: page.html#theme=dark&squeeze=1&labels=0&work=NAME&from=0&to=500
  if (["dark", "light"].includes(wish.get("theme"))) root.dataset.theme = wish.get("theme");
  if (wish.get("labels") === "0") find("labels").checked = labels = false;
  if (wish.get("squeeze") === "1" && folding.gaps.length) { find("squeeze").checked = true; squeeze(true); }
  retheme();
  resize();
  const asked = ["from", "to"].map((name) => (/^-?\d+$/.test(wish.get(name) ?? "") ? Number(BigInt(wish.get(name)) - base) : NaN));
  if (asked.every(Number.isFinite)) show(...asked.map((time) => line.place(Math.min(horizon, Math.max(0, time)))));
  if (wish.has("work")) select(data.works.indexOf(wish.get("work")), !asked.every(Number.isFinite));
  new ResizeObserver(resize).observe(scroller);
  window.addEventListener("resize", resize);
})();
