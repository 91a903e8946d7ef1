// The sizes at the left: for each symbol a box, a slider over what is legal, and what stays the same.

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
};

// the last size of a slider: twice the default or so, and legal as far as one step tells
const rangeOf = symbols.map((symbol) => {
  const n = symbol.default ?? 8;
  const [first, last, step] = symbol.legal;
  const far = Math.max(2 * n, n <= 16 ? 16 : 64, first + 15 * step);
  return last !== null && last < far ? last : far - ((far - first) % step);
});

const controls = symbols.map((symbol, i) => {
  const id = `size-${i}`;
  const box = make("input", { type: "text", inputmode: "numeric", id, autocomplete: "off", spellcheck: "false" });
  const slider = make("input", { type: "range", min: symbol.legal[0], max: rangeOf[i], step: symbol.legal[2] });
  slider.setAttribute("aria-label", `${symbol.name}, ${symbol.meaning || "size"}`);
  const label = make("label", { for: id }, make("b", { class: symbol.name.length > 2 ? "word" : "" }, symbol.name));
  const meaning = make("span", { class: "meaning" }, symbol.meaning);
  const link = make("select", { "aria-label": `what ${symbol.name} follows` }, make("option", { value: "" }, "free"));
  symbols.forEach((other, j) => j !== i && link.append(make("option", { value: j }, `= ${other.name}`)));
  const same = make("p", { class: "same" });
  const element = make(
    "div",
    { class: "size", "data-symbol": symbol.name },
    make("div", { class: "top" }, label, box),
    make("div", { class: "ends" }, make("span", {}, grouped(symbol.legal[0])), slider, make("span", {}, grouped(rangeOf[i]))),
    make("div", { class: "below" }, meaning, link),
    same,
  );
  if (symbols.length < 2) link.hidden = true;

  slider.addEventListener("input", () => {
    const wanted = BigInt(slider.value);
    const step = wanted >= state.sizes[i] ? 1n : -1n;
    const end = step > 0n ? BigInt(rangeOf[i]) : BigInt(symbol.legal[0]);
    const legal = isLegal(i, wanted) ? wanted : nextLegal(i, wanted, step, end) ?? nextLegal(i, wanted, -step, state.sizes[i]);
    set(i, legal ?? wanted, false);
  });
  slider.addEventListener("change", () => commit());
  box.addEventListener("change", () => {
    const text = box.value.replace(/[,\s_]/g, "");
    if (/^\d{1,40}$/.test(text)) set(i, BigInt(text));
    else {
      box.value = state.sizes[i];
      say(`${symbol.name} is a whole number`);
    }
  });
  link.addEventListener("change", () => {
    state.ties[i] = link.value === "" ? null : Number(link.value);
    state.ties.forEach((t, j) => t === i && state.ties[i] !== null && (state.ties[j] = null));
    state.sizes = tied(state.sizes);
    commit();
  });
  drag(label, i);
  return { element, box, slider, link, same };
});

// a name can be dragged like the number in a sentence
function drag(label, i) {
  let from = null;
  label.addEventListener("pointerdown", (event) => {
    from = { x: event.clientX, n: state.sizes[i] };
    label.setPointerCapture(event.pointerId);
  });
  label.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const least = BigInt(symbols[i].least);
    const wanted = from.n + BigInt(Math.round((event.clientX - from.x) / 2));
    const legal = nearest(i, wanted < least ? least : wanted);
    if (legal !== null && legal !== state.sizes[i]) set(i, legal, false);
  });
  const end = () => {
    if (from !== null && from.n !== state.sizes[i]) commit();
    from = null;
  };
  label.addEventListener("pointerup", end);
  label.addEventListener("pointercancel", end);
}

const showSizes = (legal) => {
  controls.forEach(({ element, box, slider, link, same }, i) => {
    const n = state.sizes[i];
    const follows = state.ties[i] !== null;
    element.classList.toggle("tied", follows);
    box.disabled = slider.disabled = follows;
    if (document.activeElement !== box || box.value.replace(/\D/g, "") !== String(n)) box.value = grouped(n);
    slider.value = String(n > BigInt(rangeOf[i]) ? rangeOf[i] : n);
    slider.setAttribute("aria-valuetext", grouped(n));
    link.value = follows ? String(state.ties[i]) : "";
    same.textContent = "";
    if (!legal || follows) return;
    if (!depends(state.quantity, i)) same.textContent = `${quantities[state.quantity].title} do not depend on it.`;
    else {
      const [first, last] = plateau(i);
      if (first < last) same.textContent = `The same for ${grouped(first)}…${grouped(last)}.`;
    }
  });
};
