// Exact integers: a formula is a number, text of one, or [operation, ...parts]; sizes are a list of BigInt.

const floorDiv = (a, b) => {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
};

const OPERATIONS = {
  "-": (a) => -a,
  "+": (...terms) => terms.reduce((a, b) => a + b, 0n),
  "*": (...factors) => factors.reduce((a, b) => a * b, 1n),
  "^": (a, b) => a ** b,
  f: floorDiv,
  c: (a, b) => -floorDiv(-a, b),
  max: (...values) => values.reduce((a, b) => (a > b ? a : b)),
  min: (...values) => values.reduce((a, b) => (a < b ? a : b)),
};

const evaluate = (tree, sizes) => {
  if (!Array.isArray(tree)) return BigInt(tree);
  const [operation, ...parts] = tree;
  if (operation === "s") return sizes[parts[0]];
  return OPERATIONS[operation](...parts.map((part) => evaluate(part, sizes)));
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
  divides: (a, b) => a >= 1n && b % a === 0n,
  broadcasts: (a, b) => a === b || a === 1n || b === 1n,
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
