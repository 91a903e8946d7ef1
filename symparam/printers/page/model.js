// The model: its sizes, whether they are legal, and its quantities at them.

const data = JSON.parse(document.getElementById("data").textContent);
const { symbols, quantities, stages, conditions, trees } = data;
const layers = (data.layers.name ?? []).map((_, i) =>
  Object.fromEntries(Object.entries(data.layers).map(([key, column]) => [key, column[i]])),
);
const FAR = 5000n; // how far a nearest legal size is looked for

const plain = trees.map((tree) => compile(tree, PLAIN));
const exact = trees.map((tree) => compile(tree, EXACT));
const usedBy = trees.map((tree) => symbolsOf(tree));
const asPlain = (sizes) => sizes.map((n) => fits(Number(n)));

// the value of a formula; as a plain number where one holds it, to compare with
const plainValue = (i, sizes, near) => {
  const value = plain[i](near);
  return Number.isNaN(value) ? exact[i](sizes) : value;
};
const treeValue = (i, sizes, near = asPlain(sizes)) => BigInt(plainValue(i, sizes, near));

// a condition, asked of plain numbers where both sides are
const holds = ({ op, left, right }, sizes, near) => {
  const [a, b] = [plainValue(left, sizes, near), plainValue(right, sizes, near)];
  return typeof a === typeof b ? HOLDS[op](a, b) : HOLDS[op](BigInt(a), BigInt(b));
};

// what is asked of sizes that stand where each may: the conditions that join several, or that no single step tells
const joining = conditions.filter(({ solved, left, right }) => !solved || [left, right].some((side) => [...usedBy[side]].some((i) => !symbols[i].exact)));
const ladders = symbols.map(({ legal: [first, last, step] }) => [BigInt(first), last === null ? null : BigInt(last), BigInt(step)]);
const within = (n, [first, last, step]) => n >= first && (last === null || n <= last) && (step === 1n || (n - first) % step === 0n);

const legalAt = (sizes, near = asPlain(sizes)) =>
  ladders.every((ladder, i) => within(sizes[i], ladder)) && joining.every((condition) => holds(condition, sizes, near));

// who refuses these sizes and why; null where nobody does
const refusal = (sizes, near = asPlain(sizes)) => (legalAt(sizes, near) ? null : refuser(sizes, near));

const refuser = (sizes, near) => {
  for (let i = 0; i < symbols.length; i += 1) {
    const { name, least } = symbols[i];
    if (sizes[i] < least) return { layer: data.names[0], why: `${name} is at least ${least}` };
  }
  for (const condition of conditions) {
    if (holds(condition, sizes, near)) continue;
    const { layer, op, left, right, why } = condition;
    return { layer, why: `${why}; ${CAME[op](treeValue(left, sizes), treeValue(right, sizes))}` };
  }
  return null;
};

// where a size starts that has no default: at 8, or the next that one step tells is legal
const startOf = ({ default: given, legal: [first, last, step] }) => {
  if (given !== null) return BigInt(given);
  const n = first + step * Math.ceil(Math.max(8 - first, 0) / step);
  return BigInt(last === null ? n : Math.min(n, last));
};

const state = {
  sizes: symbols.map(startOf),
  ties: symbols.map(() => null), // the place of the symbol that a size follows
  quantity: 0,
  stage: null,
  layer: null,
  along: 0,
  grows: null, // the quantity that is drawn over a size, where it is chosen
  budget: null,
  stack: false,
};

const tied = (sizes) => sizes.map((n, i) => (state.ties[i] === null ? n : sizes[state.ties[i]]));

// the sizes with one of them, and those that follow it, at another value
const withSize = (i, n) => {
  const sizes = [...state.sizes];
  sizes[i] = n;
  return tied(sizes);
};

const isLegal = (i, n) => legalAt(withSize(i, n));

// the legal value of a symbol that is nearest, the larger of two; null where there is none within reach
const nearest = (i, n) => {
  for (let d = 0n; d <= FAR; d += 1n) {
    if (isLegal(i, n + d)) return n + d;
    if (n >= d && isLegal(i, n - d)) return n - d;
  }
  return null;
};

// the next legal value in a direction, null where the search ends
const nextLegal = (i, n, step, last) => {
  for (let m = n + step; step > 0n ? m <= last : m >= last; m += step) if (isLegal(i, m)) return m;
  return null;
};

const total = (q, sizes = state.sizes) => treeValue(quantities[q].total, sizes);
const depends = (q, i) => usedBy[quantities[q].total].has(i) || state.ties.some((t, j) => t === i && depends(q, j));

// the values around the present one for which the total stays the same
const plateau = (i) => {
  const here = total(state.quantity);
  const same = (n) => isLegal(i, n) && total(state.quantity, withSize(i, n)) === here;
  let [first, last] = [state.sizes[i], state.sizes[i]];
  while (last - first < 400n && same(first - 1n)) first -= 1n;
  while (last - first < 400n && same(last + 1n)) last += 1n;
  return [first, last];
};
