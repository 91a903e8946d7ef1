// The drawing, the table and the derivation: what is chosen in one of them is chosen in all.

const cards = [...document.querySelectorAll("#drawing .stage")];
const rows = [...document.querySelectorAll("table.layers tbody tr")];
const articles = [...document.querySelectorAll("article.why")];
const written = new WeakMap(); // what an element was last given
const write = (element, text) => {
  if (!element || written.get(element) === text) return;
  written.set(element, text);
  element.textContent = text;
};
const ofCards = cards.map((card) => {
  const [output, ...more] = card.querySelectorAll(".v-output");
  more.forEach((element) => (element.textContent = ""));
  return { output, value: card.querySelector(".v-params"), share: card.querySelector(".v-share"), bar: card.querySelector(".v-bar") };
});
const barWidths = cards.map((card) => Number(card.querySelector(".track")?.getAttribute("width") ?? 0));
const colours = cards.map((card) => card.querySelector("path")?.getAttribute("fill") ?? "#7f8c8d");
const layersOf = stages.map((_, s) => layers.flatMap((layer, i) => (layer.stage === s ? [i] : [])));

const shape = (output, sizes, near = asPlain(sizes)) =>
  output.map((axes) => axes.map((axis) => treeValue(axis, sizes, near)).join(" × ") || "1").join(", ");

const choose = (stage, layer = null) => {
  state.stage = stage;
  const explained = (i) => articles.some((article) => article.dataset.layers.split(" ").includes(String(i)));
  const ofStage = layersOf[stage];
  state.layer = layer ?? ofStage.find((i) => trees[layers[i].params] !== 0 && explained(i)) ?? ofStage.find(explained) ?? ofStage[0];
  const names = ofStage.map((i) => {
    const button = make("button", { type: "button", onclick: () => (choose(stage, i), commit()) }, layers[i].name);
    button.setAttribute("aria-pressed", String(i === state.layer));
    return button;
  });
  document.getElementById("layers-of").replaceChildren(...(names.length > 1 ? names.slice(0, 60) : []));
  cards.forEach((card, i) => {
    card.classList.toggle("chosen", i === stage);
    card.setAttribute("aria-pressed", String(i === stage));
  });
  rows.forEach((row) => row.classList.toggle("chosen", Number(row.dataset.layer) === state.layer));
  articles.forEach((article) =>
    article.classList.toggle("chosen", article.dataset.layers.split(" ").includes(String(state.layer))),
  );
  showLayer();
};

const entry = (title, value) => make("tr", {}, make("td", {}, title), make("td", { class: "value" }, value));

// the sizes of some symbols, to be read; what is copied has them in plain characters
const sizesAt = (places) => places.map((i) => `${symbols[i].name}\u00a0=\u00a0${grouped(state.sizes[i])}`).join(", ");

const showLayer = () => {
  const layer = layers[state.layer];
  if (!layer) return;
  const legal = legalAt(state.sizes);
  const at = sizesAt([...symbols.keys()]);
  const values = quantities.map((q) => entry(q.title, legal ? grouped(treeValue(layer[q.key], state.sizes)) + (q.unit ? ` ${q.unit}` : "") : "–"));
  showSteps(legal);
  document.getElementById("now").replaceChildren(
    make("h3", {}, layer.name),
    make("p", { class: "legend" }, at ? `Now, at ${at}:` : "Now:"),
    make("table", {}, make("tbody", {}, entry("Output", legal ? shape(layer.output, state.sizes) : "–"), ...values)),
  );
};

// the steps of the derivation that are numbers: worked out beforehand at the defaults, else their value alone, and where
const beginnings = new Map();
const showSteps = (legal) => {
  document.querySelectorAll("article.why.chosen tr:is([data-tree], [data-shape])").forEach((row) => {
    const [value, reason] = [row.querySelector(".right-side"), row.lastElementChild];
    if (!beginnings.has(row)) beginnings.set(row, [value.innerHTML, reason.innerHTML]);
    const { tree, shape: sizes } = row.dataset;
    const places = (tree ?? sizes).split(" ").map(Number);
    const used = [...new Set(places.flatMap((place) => [...usedBy[place]]))].sort((a, b) => a - b);
    const begun = legal && used.every((i) => state.sizes[i] === startOf(symbols[i]));
    for (const other of [row.previousElementSibling, row.nextElementSibling]) {
      if (other?.matches(".numbers, .value:not([data-tree], [data-shape])")) other.hidden = !begun;
    }
    const numbers = () => places.map((place) => treeValue(place, state.sizes));
    const now = () => (tree ? grouped(numbers()[0]) : `(${numbers().join(", ")}${places.length === 1 ? "," : ""})`);
    if (begun) value.innerHTML = beginnings.get(row)[0];
    else value.textContent = legal ? now() : "–";
    if (reason.querySelector(".answer")) return;
    if (begun) reason.innerHTML = beginnings.get(row)[1];
    else reason.textContent = `at ${sizesAt(used)}`;
  });
};

const showNetwork = (legal) => {
  const { key, totals } = quantities[state.quantity];
  const near = asPlain(state.sizes);
  const wholes = totals.map((tree) => (legal ? treeValue(tree, state.sizes, near) : 0n));
  ofCards.forEach(({ output, value, share, bar }, i) => {
    const part = legal ? treeValue(stages[i][key], state.sizes, near) : 0n;
    const whole = wholes[stages[i].model];
    write(output, legal ? shape(stages[i].output, state.sizes, near) : "–");
    write(value, legal ? grouped(part) : "–");
    write(share, legal ? percent(part, whole) : "");
    const width = whole > 0n ? Math.max(barWidths[i] * (Number((part * 10000n) / whole) / 10000), part > 0n ? 2 : 0) : 0;
    bar?.setAttribute("width", width.toFixed(1));
  });
  showRows();
  showLayer();
};

// the values of the table, where it is seen; layers with one formula share its value
const valueCells = rows.map((row) => row.querySelector("td.value"));
const showRows = (seen = !document.getElementById("table").hidden) => {
  if (!seen) return;
  const { key } = quantities[state.quantity];
  const legal = legalAt(state.sizes);
  const near = asPlain(state.sizes);
  const told = new Map();
  rows.forEach((row, i) => {
    const tree = layers[Number(row.dataset.layer)][key];
    if (!told.has(tree)) told.set(tree, legal ? grouped(treeValue(tree, state.sizes, near)) : "–");
    write(valueCells[i], told.get(tree));
  });
};
addEventListener("beforeprint", () => showRows(true));

document.querySelectorAll("#drawing svg").forEach((svg) => svg.setAttribute("role", "group")); // it holds buttons now
cards.forEach((card, i) => {
  card.setAttribute("tabindex", "0");
  card.setAttribute("role", "button");
  const act = () => (choose(i), commit());
  card.addEventListener("click", act);
  card.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      act();
    }
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move && cards[i + move]) {
      event.preventDefault();
      cards[i + move].focus();
    }
  });
});
rows.forEach((row) => {
  const i = Number(row.dataset.layer);
  row.addEventListener("click", () => (choose(layers[i].stage, i), commit()));
});

// columns of the table sort its rows
document.querySelectorAll("table.layers thead th").forEach((th, column) => {
  const button = make("button", { type: "button" }, ...th.childNodes);
  button.addEventListener("click", () => {
    const down = th.getAttribute("aria-sort") !== "descending";
    document.querySelectorAll("table.layers th").forEach((other) => other.removeAttribute("aria-sort"));
    th.setAttribute("aria-sort", down ? "descending" : "ascending");
    const read = (row) => row.cells[column].textContent;
    const number = (text) => Number(text.replace(/[,\s]/g, ""));
    const order = (a, b) => {
      const [x, y] = [read(a), read(b)];
      const by = Number.isNaN(number(x)) || Number.isNaN(number(y)) ? x.localeCompare(y) : number(x) - number(y);
      return down ? -by : by;
    };
    document.querySelector("table.layers tbody").append(...rows.slice().sort(order));
  });
  th.append(button);
});

// hovering a symbol in a formula lights its slider
document.addEventListener("mouseover", (event) => {
  const name = event.target.closest?.("mi")?.textContent;
  document.querySelectorAll(".size").forEach((size) => size.classList.toggle("lit", size.dataset.symbol === name));
});

const search = (text) => {
  const wanted = text.trim().toLowerCase();
  const hit = (s) => layersOf[s].some((i) => layers[i].name.toLowerCase().includes(wanted));
  cards.forEach((card, s) => card.classList.toggle("missed", wanted !== "" && !hit(s)));
  const first = stages.findIndex((_, s) => hit(s));
  if (wanted !== "" && first >= 0) {
    choose(first, layersOf[first].find((i) => layers[i].name.toLowerCase().includes(wanted)));
    cards[first].scrollIntoView({ block: "nearest" });
  }
};
