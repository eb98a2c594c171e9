/**
 * The tables of the runs beside this file, from a seeded generator of ours: `node test/runs/generate.mjs` writes them. What is
 * to be learnt is known, and so is how well it can be learnt.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** mulberry32 (Tommy Ettinger, public domain). @param {number} seed */
function generator(seed) {
  const uniform = () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    /** @template T @param {readonly T[]} list @returns {T} */
    pick: (list) => /** @type {T} */ (list[Math.floor(uniform() * list.length)]), // an index below its length
  };
}

/** @param {readonly (readonly (string | number)[])[]} rows @param {string} delimiter */
const csv = (rows, delimiter = ",") => `${rows.map((row) => row.join(delimiter)).join("\n")}\n`;

/** Three outputs from one hidden size: a class by thresholds, a number by a line, and a coin that falls with the size. One cell in twenty is missing. */
function multitaskTabular() {
  const { uniform, normal, pick } = generator(1);
  const rows = Array.from({ length: 300 }, () => {
    const size = normal();
    const [colour, shift] = pick(/** @type {const} */ ([["red", -0.5], ["green", 0], ["blue", 0.5]]));
    /** @param {string | number} cell */
    const seldomMissing = (cell) => (uniform() < 0.05 ? "" : cell);
    return [
      seldomMissing((10 + 2 * size + 0.3 * normal()).toFixed(2)),
      seldomMissing((5 - size + 0.3 * normal()).toFixed(2)),
      seldomMissing(colour),
      size + shift < -0.6 ? "small" : size + shift < 0.6 ? "middle" : "large",
      (100 + 20 * (size + shift) + 4 * normal()).toFixed(1),
      uniform() < 1 / (1 + Math.exp(-4 * size)) ? "yes" : "no",
    ];
  });
  return csv([["length", "depth", "colour", "class", "price", "sold"], ...rows]);
}

/** A topic from words that belong to it, among words that belong to none; one text in ten says another topic than it is. */
function text() {
  const { uniform, pick } = generator(2);
  const topics = {
    weather: ["rain", "sun", "storm", "cloud", "snow", "wind"],
    food: ["bread", "soup", "cheese", "apple", "rice", "bean"],
    travel: ["train", "plane", "ticket", "hotel", "border", "map"],
  };
  const names = /** @type {(keyof typeof topics)[]} */ (Object.keys(topics));
  const common = ["the", "a", "we", "was", "very", "today", "again", "and", "my"];
  const rows = Array.from({ length: 300 }, () => {
    const topic = pick(names);
    const said = uniform() < 0.1 ? pick(names) : topic;
    const words = Array.from({ length: 4 + Math.floor(uniform() * 6) }, (_, i) => (i % 3 === 0 ? pick(topics[said]) : pick(common)));
    return [words.join(" "), topic];
  });
  return csv([["sentence", "topic"], ...rows]);
}

/** A number along a line, written as in Europe; every tenth target is missing, and a column says which rows train, validate and test. */
function fixedSplit() {
  const { uniform, normal } = generator(3);
  const rows = Array.from({ length: 200 }, (_, i) => {
    const x = 10 * uniform();
    const y = 3 * x - 7 + 0.5 * normal();
    /** @param {number} value */
    const european = (value) => value.toFixed(3).replace(".", ",");
    return [european(x), i % 10 === 9 ? "" : european(y), i % 5 === 0 ? 2 : i % 5 === 1 ? 1 : 0];
  });
  return csv([["x", "y", "part"], ...rows], ";");
}

export const tables = { multitask_tabular: multitaskTabular, text, fixed_split: fixedSplit };

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, make] of Object.entries(tables)) writeFileSync(new URL(`${name}/data.csv`, import.meta.url), make());
}
