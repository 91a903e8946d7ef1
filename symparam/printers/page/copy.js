// What can be taken along: the formula in several languages, and a link that is a figure.

const copy = async (text, what) => {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "unseen" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(`${what} copied`);
};

const say = (text) => {
  document.getElementById("said").textContent = text;
};

const sizesText = () => symbols.map((s, i) => `${s.name} = ${state.sizes[i]}`).join(", ");
const valueText = () => (legalAt(state.sizes) ? ` = ${grouped(total(state.quantity))}${symbols.length ? ` at ${sizesText()}` : ""}` : "");

const COPIES = {
  LaTeX: (q) => q.latex,
  Markdown: (q) => `$${q.latex}$${valueText()}`,
  Python: (q) => q.python,
  "plain text": (q) => `${q.title} = ${q.text}${valueText()}`,
  link: () => location.href,
};

const copyMenu = () => {
  const items = Object.entries(COPIES).map(([name, text]) =>
    make(
      "button",
      {
        type: "button",
        onclick: () => {
          copy(text(quantities[state.quantity]), name);
          menu.open = false;
        },
      },
      name,
    ),
  );
  const menu = make("details", { class: "copy" }, make("summary", {}, "Copy"), make("div", {}, ...items));
  return menu;
};
