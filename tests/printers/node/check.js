// Reads a JSON array of formulas, {tex, display}, and prints a JSON array of [program, formula, fault].
import { readFileSync } from "node:fs";
import katex from "katex";
import { mathjax } from "mathjax-full/js/mathjax.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { SerializedMmlVisitor } from "mathjax-full/js/core/MmlTree/SerializedMmlVisitor.js";
import { STATE } from "mathjax-full/js/core/MathItem.js";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";

RegisterHTMLHandler(liteAdaptor());
const page = mathjax.document("", { InputJax: new TeX({ packages: ["base", "ams"] }) });
const visitor = new SerializedMmlVisitor();
const programs = {
  katex: (tex, display) => { katex.renderToString(tex, { displayMode: display, throwOnError: true, strict: "error" }); },
  mathjax: (tex, display) => {
    const found = visitor.visitTree(page.convert(tex, { display, end: STATE.CONVERT })).match(/data-mjx-error="([^"]*)"/);
    if (found) throw new Error(found[1]);
  },
};
const faults = [];
for (const { tex, display } of JSON.parse(readFileSync(0, "utf8"))) {
  for (const [name, set] of Object.entries(programs)) {
    try { set(tex, display); } catch (error) { faults.push([name, tex, error.message]); }
  }
}
console.log(JSON.stringify(faults));
