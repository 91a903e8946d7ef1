// How a quantity grows along a size: the exact staircase, stacked by stage where asked for, and a budget.

const SVG = "http://www.w3.org/2000/svg";
const draw = (tag, attributes, text) => {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
};
const PLOT = { width: 1000, height: 270, left: 68, right: 24, top: 28, bottom: 42, room: 1000, most: 1n, dragged: false, at: null };
const MOST = 512;

const stacked = () => state.stack && data.names.length === 1;

// what is drawn: what is chosen here; else what is shown at the top, or where its sizes hardly matter, what they do
const grown = () => {
  if (state.grows !== null) return state.grows;
  const matters = (q) => symbols.some((_, i) => doubled(q, i) >= 1.1);
  return [state.quantity, ...quantities.keys()].find(matters) ?? state.quantity;
};

// by how much a quantity grows where a size is doubled
const doubled = (q, i) => {
  const then = withSize(i, 2n * state.sizes[i]);
  const by = quantities[q].totals.map((tree) => [treeValue(tree, state.sizes), treeValue(tree, then)]);
  return Math.max(...by.map(([now, after]) => (now === 0n ? 1 : Number((after * 1000n) / now) / 1000)));
};

const steepest = (q) => symbols.reduce((best, _, i) => (doubled(q, i) > doubled(q, best) ? i : best), 0);

// the next of 1, 2, 5, 10, 20, 50, …
const round = (n) => {
  const power = 10n ** BigInt(Math.max(String(n).length - 1, 0));
  return [1n, 2n, 5n, 10n].map((k) => k * power).find((k) => k >= n) ?? 10n * power;
};

const points = () => {
  const i = state.along;
  const { key } = quantities[grown()];
  const last = rangeOf[i] > Number(state.sizes[i]) ? rangeOf[i] : Number(state.sizes[i]);
  const first = symbols[i].least;
  const step = Math.max(1, Math.ceil((last - first) / (stacked() ? MOST / 4 : MOST)));
  const found = [];
  const { totals } = quantities[grown()];
  for (let n = first; n <= last; n += step) {
    const sizes = withSize(i, BigInt(n));
    const near = asPlain(sizes);
    const values = legalAt(sizes, near) ? totals.map((tree) => treeValue(tree, sizes, near)) : null;
    const parts = values && stacked() ? stages.map((stage) => treeValue(stage[key], sizes, near)) : null;
    found.push({ n, values, parts, value: values && values[0], step });
  }
  return found;
};

// a line along each plateau, and a dot where a legal size stands alone
const staircase = (k, x, y) => {
  let path = "";
  drawn.forEach((p, j) => {
    if (p.values === null) return;
    const [at, after] = [y(p.values[k]).toFixed(1), drawn[j + 1]?.values];
    const begins = !drawn[j - 1]?.values;
    path += `${begins ? `M${x(p.n).toFixed(1)} ` : "V"}${at}`;
    path += begins && !after ? `m-2 0h4` : `H${x(p.n + p.step).toFixed(1)}`;
  });
  return path;
};

// each stage's share as a band on those before it, in the colour of its card; a gap where sizes are illegal
const bands = (x, y) => {
  const below = drawn.map(() => 0n);
  return stages.map((stage, s) => {
    let path = "";
    drawn.forEach((p, j) => {
      if (p.parts === null || p.parts[s] === 0n) return;
      const [from, to] = [x(p.n).toFixed(1), x(p.n + p.step).toFixed(1)];
      const low = y(below[j]).toFixed(1);
      below[j] += p.parts[s];
      path += `M${from} ${low}V${y(below[j]).toFixed(1)}H${to}V${low}Z`;
    });
    const band = draw("path", { class: "band", d: path, fill: colours[s] });
    band.append(draw("title", {}, stage.name));
    return band;
  });
};

const BIG = 2n ** 36n * 3n ** 8n * 5n ** 4n * 7n ** 2n; // so large that floors and lower powers do not count

// the leading term c·n^degree along the size, with those that follow it; null where there is none
const leading = (i, tree) => {
  const [once, twice] = [BIG, 2n * BIG].map((n) => treeValue(tree, withSize(i, n)));
  if (once <= 0n || twice <= once) return null;
  const degree = Math.round(Math.log2(Number((twice * 1000n) / once) / 1000));
  if (degree < 1 || degree > 12) return null;
  const whole = BIG ** BigInt(degree);
  return { degree, factor: Number((once * 10n ** 9n) / whole) / 1e9, at: (n) => (once * BigInt(n) ** BigInt(degree)) / whole };
};

const powers = ["", "", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];
const showLeading = (i, x, y) => {
  const lead = leading(i, quantities[grown()].totals[0]);
  if (lead === null) return [];
  const d = drawn.map((p, j) => `${j ? "L" : "M"}${x(p.n).toFixed(1)} ${y(lead.at(p.n)).toFixed(1)}`).join("");
  const factor = lead.factor >= 1000 ? grouped(Math.round(lead.factor)) : String(Number(lead.factor.toPrecision(4)));
  const said = `∼ ${factor}·${symbols[i].name}${powers[lead.degree] ?? `^${lead.degree}`}`;
  const at = { x1: PLOT.left, x2: PLOT.left + 24, y1: 10, y2: 10 };
  return [draw("path", { class: "leading", d }), draw("line", { class: "leading", ...at }), draw("text", { class: "lead", x: PLOT.left + 30, y: 14 }, said)];
};

let drawn = [];
let drawnFor = ""; // what the curve depends on: the sizes that do not move along it, and what is asked of it
const showGrowth = () => {
  const plot = document.getElementById("plot");
  if (!plot) return;
  const still = withSize(state.along, BigInt(symbols[state.along].least));
  const last = state.sizes[state.along] > rangeOf[state.along] ? state.sizes[state.along] : rangeOf[state.along];
  const asked = [still, last, state.along, grown(), state.budget, state.stack, PLOT.room, PLOT.dragged].join();
  if (asked !== drawnFor) showCurve(plot);
  drawnFor = asked;
  showHere(plot);
};

// the point of today's sizes on the curve
const showHere = (plot) => {
  plot.querySelector(".here")?.remove();
  if (PLOT.at === null || !legalAt(state.sizes)) return;
  const [cx, cy] = PLOT.at(Number(state.sizes[state.along]) + 0.5, treeValue(quantities[grown()].totals[0], state.sizes));
  plot.append(draw("circle", { class: "here", r: 5, cx, cy }));
};

const showCurve = (plot) => {
  const i = state.along;
  drawn = points();
  const legal = drawn.filter((p) => p.value !== null);
  plot.replaceChildren();
  PLOT.at = null;
  PLOT.width = Math.max(340, Math.min(PLOT.room - 28, 1400));
  plot.setAttribute("viewBox", `0 0 ${PLOT.width} ${PLOT.height}`);
  if (!legal.length) return;
  const highest = legal.flatMap((p) => p.values).reduce((most, n) => (n > most ? n : most), state.budget ?? 0n);
  const mark = round(highest / 5n + 1n);
  if (!PLOT.dragged) PLOT.most = ((highest + mark - 1n) / mark) * mark || 1n;
  const top = PLOT.most;
  const [first, last] = [drawn[0].n, drawn[drawn.length - 1].n + drawn[0].step];
  const x = (n) => PLOT.left + ((n - first) / (last - first)) * (PLOT.width - PLOT.left - PLOT.right);
  const ratio = (value) => Number((value * 100000n) / top) / 100000;
  const y = (value) => PLOT.height - PLOT.bottom - ratio(value) * (PLOT.height - PLOT.top - PLOT.bottom);
  for (let value = 0n; value <= top; value += mark) {
    plot.append(draw("line", { class: "grid", x1: PLOT.left, x2: PLOT.width - PLOT.right, y1: y(value), y2: y(value) }));
    plot.append(draw("text", { x: PLOT.left - 8, y: y(value) + 4, "text-anchor": "end" }, abbreviated(value)));
  }
  const every = Number(round(BigInt(Math.ceil((last - first) / (PLOT.width > 600 ? 8 : 4)))));
  for (let n = Math.ceil(first / every) * every; n < last; n += every) {
    plot.append(draw("text", { x: x(n + 0.5), y: PLOT.height - PLOT.bottom + 18, "text-anchor": "middle" }, String(n)));
  }
  const called = `${symbols[i].name}${symbols[i].meaning && symbols[i].meaning !== symbols[i].name ? `, ${symbols[i].meaning}` : ""}`;
  plot.append(draw("text", { x: (PLOT.left + PLOT.width - PLOT.right) / 2, y: PLOT.height - 5, "text-anchor": "middle" }, called));
  if (stacked()) plot.append(...bands(x, y));
  data.names.forEach((_, k) => plot.append(draw("path", { class: `steps of-${k}`, d: staircase(k, x, y) })));
  if (data.names.length === 1) plot.append(...showLeading(i, x, y));
  PLOT.at = (n, value) => [x(n), y(value)];
  const level = y(state.budget ?? top);
  const ends = { x1: PLOT.left, x2: PLOT.width - PLOT.right, y1: level, y2: level };
  if (state.budget !== null) plot.append(draw("line", { class: "budget", ...ends }), draw("line", { class: "handle", ...ends }));
  plot.append(draw("circle", { class: "handle grip", r: 6, cx: PLOT.width - PLOT.right, cy: level }));
  const hint = state.budget === null ? "drag a budget" : afford();
  plot.append(draw("text", { class: "hint", x: PLOT.width - PLOT.right - 12, y: level - 9, "text-anchor": "end" }, hint));
  plot.setAttribute("aria-label", `${quantities[grown()].title} for ${symbols[i].name} from ${first} to ${last - drawn[0].step}`);
  document.getElementById("afford").textContent = [afford(), crossover()].filter(Boolean).join("; ");
  document.getElementById("grows").value = String(grown());
};

// the largest legal size within the budget, of those that are drawn and between them
const afford = () => {
  if (state.budget === null) return "";
  const { name } = symbols[state.along];
  const fits = (sizes) => treeValue(quantities[grown()].totals[0], sizes) <= state.budget;
  const within = drawn.filter((p) => p.value !== null && p.value <= state.budget);
  if (!within.length) return `no size within ${grouped(state.budget)}`;
  let best = BigInt(within[within.length - 1].n);
  for (let n = best + 1n; n < best + BigInt(drawn[0].step); n += 1n) {
    if (isLegal(state.along, n) && fits(withSize(state.along, n))) best = n;
  }
  return within.length === drawn.filter((p) => p.value !== null).length
    ? `all sizes shown are within ${grouped(state.budget)}`
    : `${grouped(state.budget)} → ${name} ≤ ${best}`;
};

// of two models: which is the larger, and from which size on it is the other
const crossover = () => {
  if (data.names.length < 2) return "";
  const { name } = symbols[state.along];
  const { totals } = quantities[grown()];
  const larger = (values) => (values[0] > values[1] ? 0 : values[0] < values[1] ? 1 : null);
  const found = [];
  let before = null;
  drawn.forEach((p) => {
    const now = p.values && larger(p.values);
    if (now === null || now === before?.now) return;
    let n = BigInt(p.n);
    for (let m = BigInt(before?.n ?? p.n) + 1n; before && m < n; m += 1n) {
      const sizes = withSize(state.along, m);
      if (legalAt(sizes) && larger(totals.map((tree) => treeValue(tree, sizes))) === now) n = m;
    }
    found.push(before ? `from ${name} = ${n} on ${data.names[now]}` : `${data.names[now]} is larger`);
    before = { now, n: p.n };
  });
  return found.length ? found.slice(0, 4).join(", ") + (found.length > 4 ? ", …" : "") : "the same at all sizes shown";
};

const amount = (text) => {
  const match = /^\s*([\d,_.]+)\s*([kKMGBT]?)\s*$/.exec(text);
  if (!match) return null;
  const [whole, part = ""] = match[1].replace(/[,_]/g, "").split(".");
  const places = { "": 0, k: 3, K: 3, M: 6, G: 9, B: 9, T: 12 }[match[2]];
  return BigInt(whole + part.padEnd(places, "0").slice(0, places)) ;
};

const growthControls = () => {
  const panel = document.getElementById("growth");
  if (!symbols.length) {
    panel.hidden = true;
    return;
  }
  const along = make("select", { "aria-label": "along which size", id: "along" });
  symbols.forEach((symbol, i) => along.append(make("option", { value: i }, symbol.name)));
  along.addEventListener("change", () => ((state.along = Number(along.value)), commit()));
  const grows = make("select", { "aria-label": "what grows", id: "grows" });
  quantities.forEach((q, i) => grows.append(make("option", { value: i }, q.title)));
  grows.addEventListener("change", () => ((state.grows = Number(grows.value)), commit()));
  const budget = make("input", { type: "text", "aria-label": "budget", placeholder: "budget, e.g. 10 M", class: "find", id: "budget", size: 16 });
  budget.addEventListener("change", () => ((state.budget = budget.value.trim() ? amount(budget.value) : null), commit()));
  const stack = make("input", { type: "checkbox", id: "stack" });
  stack.addEventListener("change", () => ((state.stack = stack.checked), commit()));
  const bystage = make("label", { for: "stack" }, stack, " by stage");
  bystage.hidden = data.names.length > 1;
  const head = make(
    "div",
    { class: "head" },
    panel.querySelector("h2"),
    make("span", { class: "together" }, grows, "over", along),
    make("span", { class: "together" }, budget, bystage),
    make("span", { id: "afford", role: "status" }),
  );
  const copies = make("span", { class: "together" });
  for (const [title, text] of [["CSV", asCsv], ["SVG", asSvg], ["pgfplots", asPgfplots]]) {
    copies.append(make("button", { type: "button", onclick: () => copy(text(), title) }, `Copy ${title}`));
  }
  head.append(copies);
  const plot = draw("svg", { id: "plot", viewBox: `0 0 ${PLOT.width} ${PLOT.height}`, role: "img" });
  panel.replaceChildren(head, plot);
  const measure = () => ((PLOT.room = panel.clientWidth || PLOT.room), showGrowth());
  PLOT.room = panel.clientWidth || PLOT.room;
  addEventListener("resize", measure);
  plot.addEventListener("pointerdown", (event) => {
    PLOT.dragged = event.target.classList.contains("handle");
    if (PLOT.dragged) plot.setPointerCapture(event.pointerId);
  });
  plot.addEventListener("pointermove", (event) => {
    if (!PLOT.dragged) return;
    const box = plot.getBoundingClientRect();
    const at = ((event.clientY - box.top) / box.height) * PLOT.height;
    const share = (PLOT.height - PLOT.bottom - at) / (PLOT.height - PLOT.top - PLOT.bottom);
    const unit = round(PLOT.most / 500n + 1n);
    state.budget = ((PLOT.most * BigInt(Math.round(Math.min(Math.max(share, 0), 1) * 10000))) / 10000n / unit) * unit;
    budget.value = grouped(state.budget);
    showGrowth();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    plot.addEventListener(name, () => {
      const ended = PLOT.dragged;
      PLOT.dragged = false;
      if (ended) commit();
    });
  }
};

const asCsv = () =>
  `${symbols[state.along].name},${data.names.length > 1 ? data.names.join(",") : quantities[grown()].key}` +
  `${stacked() ? stages.map((stage) => `,"${stage.name.replace(/"/g, '""')}"`).join("") : ""}\n` +
  drawn.filter((p) => p.value !== null).map((p) => [p.n, ...p.values, ...(p.parts ?? [])].join(",")).join("\n");

const asSvg = () => {
  const copied = document.getElementById("plot").cloneNode(true);
  copied.setAttribute("xmlns", SVG);
  copied.querySelectorAll(".steps").forEach((e) => e.setAttribute("style", "fill:none;stroke:#0067a3;stroke-width:2"));
  copied.querySelectorAll(".grid").forEach((e) => e.setAttribute("style", "stroke:#ddd"));
  copied.querySelectorAll(".leading").forEach((e) => e.setAttribute("style", "fill:none;stroke:#666;stroke-dasharray:5 4"));
  copied.querySelectorAll(".band").forEach((e) => e.setAttribute("style", "fill-opacity:0.55"));
  copied.querySelectorAll("text").forEach((e) => e.setAttribute("style", "font:12px sans-serif;fill:#444"));
  copied.querySelectorAll(".handle, .hint").forEach((e) => e.remove());
  copied.querySelectorAll(".budget").forEach((e) => e.setAttribute("style", "stroke:#b35900;stroke-dasharray:6 4"));
  return copied.outerHTML;
};

const asPgfplots = () =>
  `\\begin{tikzpicture}\n\\begin{axis}[xlabel={$${symbols[state.along].name}$}, ylabel={${quantities[grown()].title}}]\n` +
  `\\addplot+[const plot, no marks] coordinates {\n` +
  drawn.filter((p) => p.value !== null).map((p) => `(${p.n},${p.value})`).join(" ") +
  `\n};\n\\end{axis}\n\\end{tikzpicture}`;
