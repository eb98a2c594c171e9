import type { Repeater } from "../acceleration/repeat.ts";
import { rowSize, type Encoded, type Encodings } from "../data/encoded.ts";
import type { Cells } from "../data/table.ts";
import type { Media } from "../data/pictures/media.ts";
import type { InputFeature } from "../features/feature.ts";
import { buildEncoder, inputShapes, type BuiltModel } from "../model/build.ts";
import type { ModelBundle } from "../model/bundle.ts";
import type { Parts } from "../model/context.ts";
import { saveModel } from "../model/save.ts";
import { readWeights, writeWeights } from "../model/weights.ts";
import { forward, forwardPasses, type ForwardPasses } from "../prediction/forward.ts";
import { streamed, streamReader, type Reader } from "../prediction/source.ts";
import { success, type Outcome } from "../schema/problem.ts";
import type { LayersModel } from "../tf.ts";
import type { Prepared } from "./prepare.ts";

type Breathe = () => Promise<void>;

/** Inputs to learn from: what a frozen encoder makes of a row is computed once, and stands in for the row's cells. */
export interface Kept {
  readonly inputs: readonly InputFeature[];
  /** Of the encoders that the model which learns does not hold. */
  readonly parameters: number;
  /** All rows were made ready: lets go of what that took. */
  rest(): void;
  /** The model as it is stored: the whole one, its weights those of the one that has learnt and of the frozen encoders, by their names. */
  whole(learnt: LayersModel, build: () => Outcome<BuiltModel>): Promise<Outcome<Pick<ModelBundle, "topology" | "weights">>>;
  dispose(): void;
}

/** Bytes of what is kept of one input: sequences of more are computed anew at each step. */
const MOST = 2 ** 28;
/** Rows of one forward pass. */
const BATCH = 64;

/** Encoders that stay as they are, of inputs that share them with no other, run by themselves; most: bytes of what is kept of each. */
export function keepFrozen({ inputs, split }: Pick<Prepared, "inputs" | "split">, seed: number, repeater: Repeater, breathe: Breathe, most = MOST): Kept {
  const rows = split.training.length + split.validation.length + split.test.length;
  const encoders = new Map<InputFeature, Frozen>();
  for (const input of inputs) {
    const isShared = inputs.some(({ tied }) => tied === input.name);
    const built = input.frozen && !input.varies && input.tied === null && !isShared ? buildEncoder(input, seed) : null;
    if (!built?.ok) continue; // one that cannot be built is told of with the whole model
    if (4 * rows * numbersOf(built.value.model) <= most) encoders.set(input, frozenOf(input, built.value, repeater));
    else built.value.model.dispose();
  }
  const models = [...encoders.values()].map(({ built }) => built.model);
  const rest = (): void => [...encoders.values()].forEach(({ passes }) => passes.dispose());
  return {
    inputs: inputs.map((input) => {
      const encoder = encoders.get(input);
      return encoder ? standIn(input, encoder, breathe) : input;
    }),
    parameters: models.reduce((sum, model) => sum + model.countParams(), 0),
    whole: (learnt, build) => (models.length === 0 ? saveModel(learnt).then(success) : joined([learnt, ...models], build)),
    rest,
    dispose() {
      rest();
      for (const model of models) model.dispose();
    },
  };
}

const shapesOf = ({ outputs }: LayersModel): readonly (readonly number[])[] => outputs.map(({ shape }) => shape.slice(1) as number[]); // only the batch is left open
const numbersOf = (model: LayersModel): number => shapesOf(model).reduce((sum, shape) => sum + rowSize({ dtype: "float32", shape }), 0);

/** An encoder by itself, and its passes, which serve however many pieces the rows come in. */
interface Frozen { readonly built: BuiltModel; readonly reader: Reader; readonly passes: ForwardPasses }

function frozenOf(input: InputFeature, built: BuiltModel, repeater: Repeater): Frozen {
  const reader = streamReader(inputShapes([input], built));
  return { built, reader, passes: forwardPasses(built.model, reader, repeater) };
}

/** The same input, whose cells become what its encoder makes of them: part `steps`, of a sequence with its `mask`. */
function standIn(input: InputFeature, { built: encoder, reader, passes }: Frozen, breathe: Breathe): InputFeature {
  const shapes = shapesOf(encoder.model);
  const parts: Parts = Object.fromEntries(encoder.outputNames.map((name, i) => [name, { dtype: "float32", shape: shapes[i]! }]));
  return {
    ...input,
    parts,
    begins: null,
    frozen: false,
    takesTime: true,
    async encode(cells: Cells, media?: Media): Promise<Encodings> {
      const encoded = await input.encode(cells, media);
      const columns = encoder.inputParts.map(({ part }) => encoded[part]!);
      const unread = columns.find((column) => column.unread)?.unread;
      const made = cells.length === 0 ? shapes.map(() => new Float32Array(0)) : await forward(passes, streamed(cells.length, columns, reader), BATCH, breathe);
      return Object.fromEntries(encoder.outputNames.map((name, i): [string, Encoded] => [name, { ...parts[name]!, data: made[i]!, ...(unread && { unread }) }]));
    },
    build: (context) =>
      shapes.length === 1 ? { kind: "vector", tensor: context.input("steps") } : { kind: "sequence", tensor: context.input("steps"), mask: context.input("mask") },
  };
}

async function joined(models: readonly LayersModel[], build: () => Outcome<BuiltModel>): ReturnType<Kept["whole"]> {
  const whole = build();
  if (!whole.ok) return whole;
  const { model } = whole.value;
  try {
    const values = new Map<string, Float32Array>();
    for (const part of models) (await readWeights(part)).forEach((weight, i) => values.set(part.weights[i]!.originalName, weight));
    writeWeights(model, model.weights.map(({ originalName }) => {
      const value = values.get(originalName);
      if (!value) throw new Error(`internal: no part of the model has the weight '${originalName}'`);
      return value;
    }));
    return success(await saveModel(model));
  } finally {
    model.dispose();
  }
}
