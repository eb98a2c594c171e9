/** The glossary explains every word of the field that is shown, and holds none that is not. */
import { describe, expect, it } from "vitest";
import { describeLanguage } from "../../src/engine/config/language.ts";
import { explain, wordOfKey } from "../../src/app/messages/explain.ts";
import { features } from "../../src/engine/features/index.ts";
import { glossaryKeys } from "../../src/app/messages/glossary-keys.ts";
import { en, t, type GlossaryWord } from "../../src/app/messages/index.ts";
import { late, lateEn } from "../../src/app/messages/late.ts";

/** Every sentence and key under a value; a function's words are read from its source. */
function strings(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") return [value.toString()];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...strings(inner)]);
}
const { glossary, ...sentences } = en;
const language = strings(describeLanguage());
const shown = [...strings(sentences), ...strings(lateEn), ...language];

/** Words a newcomer cannot be expected to know: wherever one is shown, it can be asked for. */
const FIELD = ["feature", "input", "output", "encoder", "combiner", "decoder", "embedding", "epoch", "round", "step", "batch", "learning rate", "loss", "early stopping", "training rows", "validation", "test rows", "baseline", "overfitting", "dropout", "batch normalisation", "nonlinearity", "optimizer", "weight decay", "gradient clipping", "vocabulary", "token", "one-hot", "imputation", "residual", "roc curve", "roc area", "calibration", "confusion matrix", "accuracy", "precision", "recall", "specificity", "r²", "interval", "metric", "seed", "stratified", "split", "threshold", "webgpu", "webassembly", "backend", "parameters", "layer", "cross-entropy", "checkpoint", "standard deviation", "outlier", "convolution"];

/** Labels and parts in everyday words. */
const PLAIN = ["column"];

describe("the glossary", () => {
  it.each(FIELD)("explains %s", (word) => {
    expect(explain(`the ${word} of it`).map((piece) => piece.text)).toContain(word);
  });

  it("explains every metric by the name it is shown under", () => {
    const unexplained = Object.values(late.charts.metrics).filter(({ name }) => !explain(name).some((piece) => piece.word !== null && piece.text === name));
    expect(unexplained).toEqual([]);
  });

  it("has a name for every metric that a feature type scores with", () => {
    const scored = Object.values(features).filter(({ canOutput }) => canOutput).flatMap(({ type, example, ...feature }) => Object.keys(feature.openOutput({ name: "f", type, preprocessing: example.preprocessing }, [], () => {}).metrics));
    expect(scored.filter((metric) => !Object.hasOwn(late.charts.metrics, metric))).toEqual([]);
  });

  it("explains the metrics of the config language, the labels of the form and the kinds of column", () => {
    const keys = [...Object.keys(late.charts.metrics), ...Object.keys(late.model.keys), ...Object.keys(t.data.typeNames)];
    expect(keys.filter((key) => key !== "loss" && !PLAIN.includes(key) && wordOfKey(key) === null)).toEqual([]);
  });

  it("holds no word that is never shown", () => {
    const words = new Set(shown.flatMap((sentence) => explain(sentence).map((piece) => piece.word)));
    const keys = new Set(language);
    const idle = (Object.keys(glossary) as GlossaryWord[]).filter((word) => !words.has(word) && !(glossaryKeys[word] ?? []).some((key) => keys.has(key))); // keys of one object
    expect(idle).toEqual([]);
  });

  it("takes the longest spelling, whole words only, and each once", () => {
    const words = (sentence: string) => explain(sentence).flatMap(({ text, word }) => (word === null ? [] : [text]));
    expect(words("Validation rows choose the round; the rounds after it, and unrounded inputs, do not.")).toEqual(["Validation rows", "round", "inputs"]);
    expect(explain("Nothing of the kind.")).toEqual([{ text: "Nothing of the kind.", word: null }]);
    expect(explain("loss and loss").map(({ text }) => text).join("")).toBe("loss and loss");
  });
});
