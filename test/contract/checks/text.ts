import type { FeatureType } from "../../../src/engine/features/feature.ts";
import * as tf from "../../../src/engine/tf.ts";
import { features } from "../../../src/engine/features/index.ts";
import { answers, build, caseOf, examplesOf, feedOf, fitInput, variantsOf, variablesOf, type Block, type Case } from "./cases.ts";
import { close, type Check } from "./check.ts";

/** Padding is masked in the graph: a row's answer does not know how long the others are, nor on which side it is padded. */
export const paddingChecks = (type: FeatureType = features.text): readonly Check[] => [
  ...[examplesOf, variantsOf].flatMap((list) => list(type.blocks.input!.families["encoder"]!)).filter(({ block }) => block["type"] !== TRAINED).map(({ label, block }) =>
    paddingCheck(`text encoder ${label}`, (steps) => padded(type, block, steps))),
  ...examplesOf(features.timeseries.blocks.input!.families["encoder"]!).filter(({ label }) => ![...WHOLE, TRAINED].includes(label)).map(({ label, block }) =>
    paddingCheck(`timeseries encoder ${label}`, (steps) => paddedSeries(block, steps))),
];

/** That of an earlier model has the steps of that one: it is one of the others. */
const TRAINED = "fidelio_model";

/** An encoder that reads all steps at once, what fills them up included, as a config asks. */
const WHOLE = ["dense"];

const paddingCheck = (label: string, of: (steps: number) => Case): Check => ({
  name: `${label}: longer padding does not change an answer`,
  run: async () => {
    const [short, long] = [of(12), of(18)];
    const [a, b] = [build(short), build(long)];
    const feeds = [await feedOf(short, a), await feedOf(long, b)] as const;
    variablesOf(b.model.weights).forEach((variable, i) => begunWith(variable, variablesOf(a.model.weights)[i]!));
    close((await answers(b.model, feeds[1]))[0]!, (await answers(a.model, feeds[0]))[0]!, 1e-5, "answers");
    tf.dispose([feeds[0], feeds[1]]);
    a.model.dispose();
    b.model.dispose();
  },
});

/** Give a weight another's values. What has some for each step (`concat`, positions) has those of further steps behind them, which stay as they are. */
const begunWith = (variable: tf.Variable, other: tf.Variable): void =>
  tf.tidy(() => variable.assign(tf.concat([other, tf.slice(variable, other.shape[0])])));

/** The longest of the series that are fitted to says how many steps each has. */
function paddedSeries(encoder: Block, steps: number): Case {
  const { cells } = features.timeseries.example;
  return caseOf({ input: [fitInput(features.timeseries, { encoder }, [...cells, new Array<number>(steps).fill(0).join(" ")])] });
}

const padded = (type: FeatureType, encoder: Block, sequence_length: number): Case =>
  caseOf({ input: [fitInput(type, { encoder, preprocessing: { sequence_length, tokenizer: "space" } })] });
