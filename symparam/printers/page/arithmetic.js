// Exact integers. A formula is a number, text of one, or [operation, ...parts]; it is compiled once, into a function of the
// sizes for each arithmetic: plain numbers, where NaN says that one on the way was too large for them, and BigInt.

const floorDiv = (a, b) => {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
};

const fits = (n) => (n <= Number.MAX_SAFE_INTEGER && n >= -Number.MAX_SAFE_INTEGER ? n : NaN);
const floorOf = (a, b) => (b > 0 ? (a - (((a % b) + b) % b)) / b : NaN);

const powerOf = (a, b) => {
  let value = b >= 0 && b <= 64 ? 1 : NaN;
  for (let i = 0; i < b && !Number.isNaN(value); i += 1) value = fits(value * a);
  return value;
};

const PLAIN = {
  of: (n) => fits(Number(n)),
  "-": (a) => -a,
  "+": (a, b) => fits(a + b),
  "*": (a, b) => fits(a * b),
  "^": powerOf,
  f: floorOf,
  c: (a, b) => -floorOf(-a, b),
  max: (a, b) => Math.max(a, b),
  min: (a, b) => Math.min(a, b),
};

const EXACT = {
  of: BigInt,
  "-": (a) => -a,
  "+": (a, b) => a + b,
  "*": (a, b) => a * b,
  "^": (a, b) => a ** b,
  f: floorDiv,
  c: (a, b) => -floorDiv(-a, b),
  max: (a, b) => (a > b ? a : b),
  min: (a, b) => (a < b ? a : b),
};

const compile = (tree, arithmetic) => {
  if (!Array.isArray(tree)) {
    const n = arithmetic.of(tree);
    return () => n;
  }
  const [operation, ...inner] = tree;
  if (operation === "s") return (sizes) => sizes[inner[0]];
  const act = arithmetic[operation];
  const [first, ...rest] = inner.map((part) => compile(part, arithmetic));
  if (!rest.length) return operation === "-" ? (sizes) => act(first(sizes)) : first;
  if (rest.length === 1) return (sizes) => act(first(sizes), rest[0](sizes));
  return (sizes) => {
    let value = first(sizes);
    for (const part of rest) value = act(value, part(sizes));
    return value;
  };
};

const symbolsOf = (tree, found = new Set()) => {
  if (Array.isArray(tree)) {
    if (tree[0] === "s") found.add(tree[1]);
    else tree.slice(1).forEach((part) => symbolsOf(part, found));
  }
  return found;
};

const HOLDS = {
  ">=": (a, b) => a >= b,
  "==": (a, b) => a === b,
  divides: (a, b) => a >= 1 && !(b % a), // of plain numbers and of BigInt
  broadcasts: (a, b) => a === b || a == 1 || b == 1,
};

const CAME = {
  ">=": (a, b) => (b === 1n ? `it would be ${a}` : `${a} is below ${b}`),
  "==": (a, b) => `${a} is not ${b}`,
  divides: (a, b) => `${a} does not divide ${b}`,
  broadcasts: (a, b) => `${a} and ${b} cannot be joined`,
};

// 6029097 as 6,029,097
const grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",").replace("-", "−");

// a share with one decimal, rounded half up
const percent = (part, whole) => {
  if (whole === 0n) return "";
  const tenths = (part * 2000n + whole) / (2n * whole);
  return tenths === 0n && part > 0n ? "< 0.1 %" : `${tenths / 10n}.${tenths % 10n} %`;
};

// three digits and a unit: 6.03 M
const abbreviated = (n) => {
  const units = ["", " K", " M", " G", " T", " P", " E"];
  let x = Number(n);
  let unit = 0;
  while (Math.abs(x) >= 999.5 && unit < units.length - 1) {
    x /= 1000;
    unit += 1;
  }
  const digits = Math.abs(x) >= 100 || unit === 0 ? 0 : Math.abs(x) >= 10 ? 1 : 2;
  return Number(x.toFixed(unit === 0 && Number.isInteger(x) ? 0 : digits)) + units[unit];
};
