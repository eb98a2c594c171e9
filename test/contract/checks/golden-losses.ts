import { binaryLosses, categoryLosses, distributionLosses, sequenceLosses, setLosses, vectorLosses } from "../../../src/engine/losses/index.ts";
import type { Loss, LossFn } from "../../../src/engine/losses/loss.ts";
import type { Choice } from "../../../src/engine/schema/choice.ts";
import * as tf from "../../../src/engine/tf.ts";
import golden from "../../golden/judging_losses.json" with { type: "json" };
import { strict } from "./cases.ts";
import { close, holds, type Check } from "./check.ts";

/** Facts of any output that has labels. */
interface Labels { readonly idx2str: readonly string[]; readonly bool2str: readonly [string, string] }
const families: Readonly<Record<string, Readonly<Record<string, Choice<LossFn<Labels>>>>>> = {
  binary: binaryLosses,
  category: categoryLosses,
  set: setLosses,
  sequence: sequenceLosses,
  vector: vectorLosses,
  distribution: distributionLosses,
};
type Case = (typeof golden.cases)[number];

function lossOf({ family, loss: { type, ...params }, labels }: Case): Loss {
  const [no = "", yes = ""] = labels;
  return families[family]![type]!.open(params, [], strict(type))({ idx2str: labels, bool2str: [no, yes] }, () => {});
}

/** Class numbers are int32, all else float32, as the types' targets are. */
const holdsIndexes = ({ family }: Case): boolean => family === "category" || family === "sequence";

/** As PyTorch and the authors' packages have them (test/golden/judging_losses.py), in float64: gradients of their largest number. */
export const goldenLossChecks = (): readonly Check[] => golden.cases.map((of, i) => ({
  name: `golden ${of.family} loss ${i}, ${JSON.stringify(of.loss)}`,
  async run() {
    const loss = lossOf(of);
    const target = holdsIndexes(of) ? Int32Array.from(of.target) : Float32Array.from(of.target);
    const rows = of.shape[0]!;
    close([loss.value(Float32Array.from(of.logits), target, rows)], [of.value], 1e-6, "value");
    const { value, grad } = tf.tidy(() => {
      const wanted = tf.tensor(target, of.target_shape, holdsIndexes(of) ? "int32" : "float32");
      return tf.valueAndGrad((z) => loss.tensor(z, wanted, tf.ones([rows])))(tf.tensor(of.logits, of.shape));
    });
    const [told, slope] = [await value.data(), await grad.data()];
    tf.dispose([value, grad]);
    close(told, [of.value], 2e-5, "value on tensors");
    const steepest = Math.max(...of.gradient.map(Math.abs));
    close(Array.from(slope, (s) => s / steepest), of.gradient.map((s) => s / steepest), 2e-5, "gradient");
    if (!loss.terms) return;
    const { cost, count } = loss.terms(Float32Array.from(of.logits), target, rows);
    holds(cost.length === rows && count.length === rows, "a cost and a count for each row");
    const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);
    close([sum(cost) / sum(count)], [of.value], 1e-6, "value by rows");
  },
}));
