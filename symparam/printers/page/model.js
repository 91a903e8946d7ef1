// The model: its sizes, whether they are legal, and its quantities at them.

const data = JSON.parse(document.getElementById("data").textContent);
const { symbols, quantities, layers, stages, conditions, trees } = data;
const FAR = 5000n; // how far a nearest legal size is looked for

const treeValue = (i, sizes) => evaluate(trees[i], sizes);
const usedBy = trees.map((tree) => symbolsOf(tree));

// who refuses these sizes and why; null where nobody does
const refusal = (sizes) => {
  for (const [i, symbol] of symbols.entries()) {
    if (sizes[i] < BigInt(symbol.least)) return { layer: data.names[0], why: `${symbol.name} is at least ${symbol.least}` };
  }
  for (const { layer, op, left, right, why } of conditions) {
    const a = treeValue(left, sizes);
    const b = treeValue(right, sizes);
    if (!HOLDS[op](a, b)) return { layer, why: `${why}; ${CAME[op](a, b)}` };
  }
  return null;
};

const state = {
  sizes: symbols.map((s) => (s.default === null ? 8n : BigInt(s.default))),
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

const isLegal = (i, n) => refusal(withSize(i, n)) === null;

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
