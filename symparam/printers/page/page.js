// The page: what is set where, what the address holds, and the order in which all of it is shown.

const root = document.documentElement;
root.classList.add("script");

const quantityMenu = make("select", { id: "quantity", "aria-label": "what is counted" });
quantities.forEach((q, i) => quantityMenu.append(make("option", { value: i }, q.top.startsWith("MACs") ? q.top : q.top.toLowerCase())));
quantityMenu.addEventListener("change", () => ((state.quantity = Number(quantityMenu.value)), commit()));
document.getElementById("quantity-static").replaceWith(quantityMenu);

const theme = make("button", { type: "button", "aria-label": "light or dark", title: "light or dark" }, "◐");
theme.addEventListener("click", () => {
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
});
document.getElementById("tools").append(copyMenu(), theme);

const heading = document.querySelector("h1");
heading.replaceChildren(...heading.textContent.split(/(?<=[_.])/).flatMap((part, i) => (i ? [make("wbr"), part] : [part])));

const panel = document.getElementById("sizes");
panel.querySelector(".at")?.remove();
panel.querySelector("h2").after(...controls.map((control) => control.element));
const reset = make("button", { type: "button" }, "Reset");
reset.addEventListener("click", () => {
  symbols.forEach((s, i) => ((state.sizes[i] = startOf(s)), (state.ties[i] = null)));
  commit();
});
const worksheet = make("details", { class: "worksheet" }, make("summary", {}, "Worksheet"));
for (const kind of ["values", "substituted", "rules"]) {
  const box = make("input", { type: "checkbox", id: `hide-${kind}` });
  box.addEventListener("change", () => {
    root.classList.toggle(`hide-${kind}`, box.checked);
    if (kind === "values") askAnswers(box.checked);
  });
  worksheet.append(make("label", { for: `hide-${kind}` }, box, ` hide ${kind === "substituted" ? "substitution" : kind}`));
}
panel.append(reset, worksheet);

// where values are hidden, an answer can be written and is checked
const askAnswers = (asked) => {
  document.querySelectorAll("input.answer").forEach((input) => input.remove());
  if (!asked) return;
  document.querySelectorAll("tr.value .right-side").forEach((cell) => {
    const input = make("input", { class: "answer", "aria-label": "your answer", inputmode: "numeric" });
    input.addEventListener("change", () => {
      const [given, right] = [input.value, cell.textContent].map((text) => text.replace(/\D/g, ""));
      input.classList.toggle("right-answer", given === right);
      input.classList.toggle("wrong-answer", given !== "" && given !== right);
      say(given === right ? "right" : "not right");
    });
    cell.nextElementSibling.prepend(input);
  });
};

const network = document.getElementById("network");
const flip = make("button", { type: "button", "aria-pressed": "false" }, "Table");
const find = make("input", { type: "search", class: "find", placeholder: "find a layer  /", "aria-label": "find a layer" });
const showTable = (shown) => {
  flip.setAttribute("aria-pressed", String(shown));
  document.getElementById("table").hidden = !shown;
  document.getElementById("drawing").hidden = shown;
  showRows();
};
flip.addEventListener("click", () => showTable(flip.getAttribute("aria-pressed") !== "true"));
find.addEventListener("input", () => search(find.value));
network.prepend(make("div", { class: "head" }, network.querySelector("h2"), find, flip));
addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.target.closest("input, textarea, select")) {
    event.preventDefault();
    find.focus();
  }
});

const now = document.getElementById("now");
now.className = "now";
now.after(make("div", { id: "layers-of", class: "layers-of", role: "group", "aria-label": "layers of this stage" }));
growthControls();

const formula = document.getElementById("formula");
let chipsOf = null;
// the terms of the formula; each tells its value when it is pointed at
const showChips = (q) => {
  if (chipsOf === q) return;
  chipsOf = q;
  const chips = q.terms.flatMap(({ tree, text }, i) => {
    const negative = text.startsWith("−");
    const sign = i === 0 ? (negative ? "−" : "") : negative ? "−" : "+";
    const chip = make("span", { class: "chip" }, text.replace(/^−\s*/, ""));
    chip.addEventListener("pointerenter", () => {
      chip.title = legalAt(state.sizes) ? grouped(treeValue(tree, state.sizes)) : "";
    });
    return [...(sign ? [make("span", {}, sign)] : []), chip];
  });
  formula.replaceChildren(make("span", {}, "="), ...chips);
};

const showTotal = (refused) => {
  const q = quantities[state.quantity];
  document.getElementById("total").textContent = refused ? "–" : grouped(total(state.quantity)) + (q.unit ? ` ${q.unit}` : "");
  quantityMenu.value = String(state.quantity);
  showChips(q);
  const sides = document.getElementById("sides");
  sides.replaceChildren(
    ...(data.names.length > 1
      ? data.names.map((name, k) => make("span", { class: `side of-${k}` }, `${name}: ${refused ? "–" : grouped(treeValue(q.totals[k], state.sizes))}`))
      : []),
  );
  const badge = document.getElementById("badge");
  badge.classList.toggle("illegal", Boolean(refused));
  badge.replaceChildren(refused ? `illegal: ${refused.layer}: ${refused.why}` : "exact, legal");
  if (refused) badge.append(...cures());
};

// the nearest legal size along each symbol, as buttons
const cures = () =>
  symbols.flatMap((symbol, i) => {
    if (state.ties[i] !== null) return [];
    const n = nearest(i, state.sizes[i]);
    return n === null || n === state.sizes[i] ? [] : [make("button", { type: "button", onclick: () => set(i, n) }, `${symbol.name} = ${n}`)];
  });

const show = () => {
  const refused = refusal(state.sizes);
  showTotal(refused);
  showSizes(refused === null);
  showNetwork(refused === null);
  showGrowth();
};

const set = (i, n, committed = true) => {
  state.sizes = withSize(i, n);
  if (committed) commit();
  else show();
};

// the address holds the state, so that a link is a figure and the back button goes back
const address = () => {
  const sizes = symbols.map((s, i) => [s.name, state.ties[i] === null ? String(state.sizes[i]) : symbols[state.ties[i]].name]);
  const rest = [["show", quantities[state.quantity].key], ["layer", state.layer ?? ""], ["along", symbols[state.along]?.name ?? ""]];
  if (state.grows !== null) rest.push(["grows", quantities[state.grows].key]);
  if (state.budget !== null) rest.push(["budget", String(state.budget)]);
  if (state.stack) rest.push(["stack", "stages"]);
  return `#${new URLSearchParams([...sizes, ...rest.map(([k, v]) => [`~${k}`, String(v)])])}`;
};

const commit = () => {
  const next = address();
  if (next !== location.hash) history.pushState(null, "", next);
  show();
};

const restore = () => {
  const given = new URLSearchParams(location.hash.slice(1));
  symbols.forEach((symbol, i) => {
    const value = given.get(symbol.name);
    const other = symbols.findIndex((s) => s.name === value);
    state.ties[i] = value !== null && other >= 0 && other !== i ? other : null;
    state.sizes[i] = value !== null && /^\d{1,40}$/.test(value) ? BigInt(value) : value === null ? startOf(symbol) : state.sizes[i];
  });
  state.sizes = tied(state.sizes);
  state.quantity = Math.max(0, quantities.findIndex((q) => q.key === given.get("~show")));
  const along = symbols.findIndex((s) => s.name === given.get("~along"));
  const grows = quantities.findIndex((q) => q.key === given.get("~grows"));
  state.grows = grows >= 0 ? grows : null;
  state.along = along >= 0 ? along : steepest(grown());
  const menu = document.getElementById("along");
  if (menu) menu.value = String(state.along);
  state.stack = given.get("~stack") === "stages";
  const stack = document.getElementById("stack");
  if (stack) stack.checked = state.stack;
  const budget = given.get("~budget");
  state.budget = budget !== null && /^\d{1,40}$/.test(budget) ? BigInt(budget) : null;
  document.getElementById("budget")?.setAttribute("value", state.budget === null ? "" : grouped(state.budget));
  const layer = Number(given.get("~layer") || "-1");
  if (layers[layer]) choose(layers[layer].stage, layer);
  else if (stages.length) choose(largestStage());
  show();
};

const largestStage = () => {
  if (!legalAt(state.sizes)) return 0;
  const value = (s) => treeValue(stages[s][quantities[state.quantity].key], state.sizes);
  return stages.reduce((best, { model }, s) => (model === 0 && value(s) > value(best) ? s : best), 0);
};

addEventListener("popstate", restore);
addEventListener("hashchange", restore);
showTable(false);
restore();
window.symparam = { state, set, total: (q = 0) => String(total(q)), refusal: () => refusal(state.sizes) };
