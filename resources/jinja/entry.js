// What the bundle offers to Qt's JavaScript engine, which lacks Array.prototype.at and String.prototype.at.
import { Environment, Interpreter, Template } from "@huggingface/jinja";

for (const type of [Array, String])
    if (!type.prototype.at)
        Object.defineProperty(type.prototype, "at", {
            value(index) {
                const i = Math.trunc(index) || 0;
                return this[i < 0 ? this.length + i : i];
            },
        });

// A file's template is a stranger's program: it gets so many steps, and lists of so many numbers.
const mostSteps = 2000000;
const longestRange = 10000;
let steps = 0;

for (const name of ["evaluate", "evaluateBlock"]) {
    const original = Interpreter.prototype[name];
    Interpreter.prototype[name] = function (...given) {
        if (++steps > mostSteps)
            throw new Error("it runs for too long");
        return original.apply(this, given);
    };
}

function range(start, stop, step = 1) {
    if (stop === undefined)
        [start, stop] = [0, start];
    if (!(step !== 0 && (stop - start) / step <= longestRange))
        throw new Error("range() is given too much");
    const numbers = [];
    for (let i = start; step > 0 ? i < stop : i > stop; i += step)
        numbers.push(i);
    return numbers;
}

const set = Environment.prototype.set;
Environment.prototype.set = function (name, value) {
    return set.call(this, name, name === "range" && typeof value === "function" ? range : value);
};

const compiled = new Map();

/** Renders a chat template's source with a context given as JSON; throws what is wrong with either. */
export function render(source, context) {
    if (!compiled.has(source)) {
        compiled.clear(); // one model at a time
        compiled.set(source, new Template(source));
    }
    steps = 0;
    return compiled.get(source).render(JSON.parse(context));
}
