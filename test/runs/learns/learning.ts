/** Small seeded problems, learnt by parts of the language without the rest of a run: to see that a part can do what it is for. */
import { startBackend } from "../../../src/engine/acceleration/backends.ts";
import { openConfig } from "../../../src/engine/config/open.ts";
import { takeRows, tensorType, type Encoded, type Encodings } from "../../../src/engine/data/encoded.ts";
import type { Media } from "../../../src/engine/data/pictures/media.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import { buildModel } from "../../../src/engine/model/build.ts";
import * as tf from "../../../src/engine/tf.ts";

export interface Problem {
  readonly inputs: readonly object[];
  readonly outputs: readonly object[];
  readonly combiner?: object;
  /** By column; the last fifth of the rows is never learnt from. */
  readonly cells: Readonly<Record<string, Cells>>;
  /** The files that cells name. */
  readonly media?: Media;
  readonly steps: number;
  readonly rate?: number;
}
export type Scores = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** The scores of each output on the rows that were kept apart, after so many steps of Adam on all others at once. */
export async function learnt({ inputs: given, outputs: wanted, combiner = { type: "concat" }, cells, media, steps, rate = 0.02 }: Problem): Promise<Scores> {
  await startBackend("wasm", { gpu: null, timeout: 30_000 });
  const { opened, problems } = openConfig({ input_features: given, output_features: wanted, combiner });
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  const rows = Object.values(cells)[0]!.length; // there is a column
  const known = Math.floor(rows * 0.8);
  const inputs = opened.inputs.map((feature) => feature.fit(cells[feature.column]!.slice(0, known), () => {}, media));
  const outputs = opened.outputs.map((feature) => feature.fit(cells[feature.column]!.slice(0, known), () => {}));
  const built = buildModel(inputs, outputs, opened.combiner, 1);
  if (!built.ok) throw new Error(built.problems.map(({ message }) => message).join("; "));
  const { model, inputParts } = built.value;
  const targets = outputs.map((output) => output.target(cells[output.column]!));
  const part = async (from: number, to: number) => {
    const at = Array.from({ length: to - from }, (_, i) => from + i);
    const encoded = new Map<string, Encodings>();
    for (const feature of inputs) encoded.set(feature.name, await feature.encode(at.map((row) => cells[feature.column]![row]!), media));
    return { feed: inputParts.map(({ feature, part: name }) => tensorOf(encoded.get(feature)![name]!)), targets: targets.map((target) => takeRows(target, at)) };
  };
  const [seen, unseen] = [await part(0, known), await part(known, rows)];
  const optimizer = tf.train.adam(rate);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable); // a layer's weight is a variable
  const truths = seen.targets.map(tensorOf);
  const even = tf.ones([known]);
  for (let step = 0; step < steps; step++) {
    optimizer.minimize(() => {
      const logits = listed(model.apply(seen.feed, { training: true }) as tf.Tensor | tf.Tensor[]); // eager in, eager out
      return outputs.map(({ loss }, k) => loss.tensor(logits[k]!, truths[k]!, even)).reduce<tf.Scalar>((sum, loss) => tf.add(sum, loss), tf.scalar(0));
    }, false, variables);
  }
  const answers = await Promise.all(listed(model.apply(unseen.feed) as tf.Tensor | tf.Tensor[]).map((tensor) => tensor.data<"float32">())); // the same
  return Object.fromEntries(outputs.map((output, k) => [output.name, output.score(answers[k]!, unseen.targets[k]!, rows - known)]));
}

const tensorOf = ({ data, shape, dtype }: Encoded): tf.Tensor => tf.tensor(data, [data.length / shape.reduce((a, b) => a * b, 1), ...shape], tensorType({ dtype }));
const listed = (result: tf.Tensor | tf.Tensor[]): tf.Tensor[] => (Array.isArray(result) ? result : [result]);
