// What the bundle offers to Qt's JavaScript engine: TeX in, SVG and its measures out.
import { mathjax } from "mathjax-full/js/mathjax.js";
import { TeX } from "mathjax-full/js/input/tex.js";
import { SVG } from "mathjax-full/js/output/svg.js";
import { liteAdaptor } from "mathjax-full/js/adaptors/liteAdaptor.js";
import { RegisterHTMLHandler } from "mathjax-full/js/handlers/html.js";
import "mathjax-full/js/input/tex/base/BaseConfiguration.js";
import "mathjax-full/js/input/tex/ams/AmsConfiguration.js";
import "mathjax-full/js/input/tex/boldsymbol/BoldsymbolConfiguration.js";
import "mathjax-full/js/input/tex/braket/BraketConfiguration.js";
import "mathjax-full/js/input/tex/color/ColorConfiguration.js";
import "mathjax-full/js/input/tex/cancel/CancelConfiguration.js";
import "mathjax-full/js/input/tex/enclose/EncloseConfiguration.js";
import "mathjax-full/js/input/tex/extpfeil/ExtpfeilConfiguration.js";
import "mathjax-full/js/input/tex/gensymb/GensymbConfiguration.js";
import "mathjax-full/js/input/tex/mathtools/MathtoolsConfiguration.js";
import "mathjax-full/js/input/tex/mhchem/MhchemConfiguration.js";
import "mathjax-full/js/input/tex/newcommand/NewcommandConfiguration.js";
import "mathjax-full/js/input/tex/textmacros/TextMacrosConfiguration.js";
import "mathjax-full/js/input/tex/unicode/UnicodeConfiguration.js";

const adaptor = liteAdaptor();
RegisterHTMLHandler(adaptor);

// A formula is a stranger's program: macros and their text are bounded. One formula's definitions end with it.
function made() {
    return mathjax.document("", {
        InputJax: new TeX({
            packages: ["base", "ams", "boldsymbol", "braket", "cancel", "color", "enclose", "extpfeil", "gensymb", "mathtools",
                       "mhchem", "newcommand", "textmacros", "unicode"],
            maxMacros: 200,
            maxBuffer: 8192,
            tags: "none",
            formatError(jax, error) {
                throw error;
            },
        }),
        OutputJax: new SVG({ fontCache: "local" }),
    });
}

let page = made();

/** A number at the right edge would need a page's width: it follows its line instead. */
function numbered(source) {
    return source.replace(/\\label\s*\{[^{}]*\}/g, "").replace(/\\tag\s*\{([^{}]*)\}/g, "\\qquad\\text{($1)}")
        .replace(/\\tag\s*\*\s*\{([^{}]*)\}/g, "\\qquad\\text{$1}");
}

/** {svg, width, height, depth} of a formula, measures in em from its baseline; throws what is wrong with it. */
export function typeset(source, display) {
    try {
        const container = page.convert(numbered(source), { display, em: 16, ex: 8, containerWidth: 80 * 16 });
        const svg = adaptor.firstChild(container);
        const box = (adaptor.getAttribute(svg, "viewBox") || "").split(" ").map(Number);
        if (box.length !== 4)
            throw new Error("it has no size");
        adaptor.removeAttribute(svg, "role");
        adaptor.removeAttribute(svg, "focusable");
        const text = adaptor.outerHTML(svg);
        if (text.includes('data-mml-node="merror"'))
            throw new Error("it is no formula");
        return {
            svg: text.replace(/ data-[a-z-]+="[^"]*"/g, "").replace(/ aria-hidden="true"/g, ""),
            width: box[2] / 1000,
            height: -box[1] / 1000,
            depth: (box[3] + box[1]) / 1000,
        };
    } finally {
        if (/\\(?:(?:re)?newcommand|def|let|(?:re)?newenvironment|Declare|definecolor)/.test(source))
            page = made();
    }
}
