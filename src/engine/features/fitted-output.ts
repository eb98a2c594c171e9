import type { Encoded } from "../data/encoded.ts";
import { logSoftmax } from "../losses/classes.ts";
import type { Loss } from "../losses/loss.ts";
import type { BuildContext, Decoded, Decoder, Encoding } from "../model/context.ts";
import type { Params, TObject } from "../schema/params.ts";
import { wholeAnswers, withLoss, type WholeJudge } from "./answers.ts";
import type { OutputFeature, OutputSpec } from "./feature.ts";

/** What an output is made of, once its config was read and its facts are known. */
interface Made<S extends TObject, Facts> {
  readonly spec: OutputSpec<S, Facts>;
  readonly settings: Params<S>;
  readonly decoder: Decoder<Facts>;
  readonly loss: Loss;
  readonly facts: Facts;
}
/** What it has in common with the output as it was configured. */
type Common = Pick<OutputFeature, "name" | "column" | "type" | "missing" | "isMissing" | "facts" | "recipe" | "dependencies" | "reduceInput" | "reduceDependencies" | "defaultMetric" | "metrics">;

/**
 * An output feature around its spec, which only ever sees logits whose softmax or sigmoid is the answer: what the decoder puts out is first
 * read by the loss's own map, where it has one, and divided by the temperature.
 */
export function fittedOutput<S extends TObject, Facts>(common: Common, made: Made<S, Facts>, temperature = 1): OutputFeature {
  const { spec, settings, decoder, loss, facts } = made;
  const { name } = common;
  const { link } = loss;
  const trivial = spec.baseline(facts);
  const units = trivial.length;
  const ordinary = (logits: Float32Array): Float32Array => (link ? eachRow(logits, units, link.logProbabilities) : logits);
  const asDecoded = (logits: Float32Array): Float32Array => (link ? eachRow(logits, units, (row) => link.logits(logSoftmax(row).map(Math.exp))) : logits);
  const read = (logits: Float32Array): Float32Array => (temperature === 1 ? ordinary(logits) : ordinary(logits).map((z) => z / temperature));
  const judge: WholeJudge = {
    score: (logits, target, rows) => spec.score(logits, target, rows, facts, settings),
    charts: (logits, target, rows) => spec.charts({ name, logits, target, rows, facts, settings }),
    ...(spec.each && { each: (logits: Float32Array, target: Encoded, rows: ArrayLike<number>) => spec.each!({ name, logits, target, rows, facts, settings }) }),
    statistics: (logits, target, rows) => spec.statistics({ name, logits, target, rows, facts, settings }),
  };
  return {
    ...common,
    recipe: link ? `${common.recipe} ${link.recipe}` : common.recipe,
    loss,
    baseline: asDecoded(trivial),
    takes: decoder.takes,
    build: (context, hidden) => decoded(decoder, context, hidden, facts),
    target: (cells) => spec.target(cells, facts),
    unseen: (cell) => spec.unseen?.(cell, facts) ?? [],
    temperature,
    wantsCalibration: "calibration" in settings && settings.calibration === true,
    calibrated: (by) => fittedOutput(common, made, by),
    ordinary,
    asDecoded,
    predict: (logits, rows) => spec.predict(read(logits), rows, facts, settings),
    score: (logits, target, rows) => judge.score(read(logits), target, rows),
    charts: (logits, target, rows) => judge.charts(read(logits), target, rows),
    statistics: (logits, target, rows) => judge.statistics(read(logits), target, rows),
    judge(target: Encoded, rows) {
      const answers = spec.answers?.({ name, target, facts, settings }) ?? wholeAnswers(judge, target, rows, units);
      return withLoss(answers, { loss, target, rows, units }, read);
    },
    columns: (predictions) => spec.columns(name, predictions),
  };
}

/** [rows, units] → the same, each row by itself. */
function eachRow(values: Float32Array, units: number, of: (row: Float32Array) => Float32Array): Float32Array {
  const made = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += units) made.set(of(values.subarray(at, at + units)), at);
  return made;
}

function decoded<Facts>(decoder: Decoder<Facts>, context: BuildContext, hidden: Encoding, facts: Facts): Decoded {
  if (decoder.takes === "vector" && hidden.kind === "vector") return decoder.build(context, hidden, facts);
  if (decoder.takes === "sequence" && hidden.kind === "sequence") return decoder.build(context, hidden, facts);
  throw new Error(`internal: a decoder of ${decoder.takes}s was given a ${hidden.kind}`);
}
