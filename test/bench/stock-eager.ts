import * as tf from "@tensorflow/tfjs-core";
import { rowSize, type Encoded } from "../../src/engine/data/encoded.ts";
import { caseNamed } from "./cases/index.ts";
import type { Contender, Twin } from "./contender.ts";
import { stockAdam, stockInput, stockLoss, stockModel, stockPredict, stockTarget, takingColumns } from "./stock-model.ts";

/**
 * The published packages in a loop of one's own, as a good user would write it: every batch a tensor before the first step, one
 * `minimize` per step in a `tidy`, nothing read back until the end of an epoch. Where the case says so, pictures are made into tensors batch by batch.
 */
export async function stockEager(twin: Twin): Promise<Contender> {
  const { rows, outputs, batchSize, learningRate } = twin;
  const model = await stockModel(twin);
  const whole = { inputs: rows.inputs.map(stockInput), targets: rows.targets.map((part, k) => stockTarget(part, outputs[k]!)) };
  const count = rows.rows / batchSize;
  const cut = (part: tf.Tensor, i: number) => tf.slice(part, i * batchSize, batchSize);
  const batches = tf.tidy(() => Array.from({ length: count }, (_, i) => ({ inputs: whole.inputs.map((part) => cut(part, i)), targets: whole.targets.map((part) => cut(part, i)) })));
  const pictures = caseNamed(twin.name).layers?.fromPixels ? pixelsOf(rows.inputs[0]!) : null;
  const optimizer = stockAdam(learningRate);
  const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable); // a layer's weight is a variable
  const asked = takingColumns(model);
  let next = 0;
  const step = (): tf.Scalar => {
    const at = next++ % count;
    const { inputs: ready, targets } = batches[at]!;
    const combined = () => {
      const inputs = pictures ? [tf.stack(pictures.slice(at * batchSize, (at + 1) * batchSize).map((each) => tf.browser.fromPixels(each)))] : ready;
      const made = model.apply(inputs, { training: true }) as tf.Tensor | tf.Tensor[]; // applied to tensors, a model makes tensors
      const logits = Array.isArray(made) ? made : [made];
      return outputs.map((output, k) => stockLoss(output, targets[k]!, logits[k]!)).reduce((sum, one): tf.Scalar => tf.add(sum, one));
    };
    return tf.tidy(() => optimizer.minimize(combined, true, variables)!); // the loss, asked for by `true`
  };
  return {
    async steps(number) {
      let own = 0;
      let last: tf.Scalar | null = null;
      for (let i = 0; i < number; i++) {
        const before = performance.now();
        last?.dispose();
        last = step();
        own += performance.now() - before;
      }
      await last?.data(); // a reading waits for all that came before it
      last?.dispose();
      return own / number;
    },
    async losses(number) {
      const seen: number[] = [];
      for (let i = 0; i < number; i++) {
        const loss = step();
        seen.push((await loss.data<"float32">())[0]!);
        loss.dispose();
      }
      return seen;
    },
    predict: (many, size) => stockPredict(asked, whole.inputs, 0, many, size),
    answer: (row) => stockPredict(asked, whole.inputs, row, 1, null),
    commands: null,
    dispose() {
      tf.dispose([whole, batches]);
      optimizer.dispose();
      model.dispose();
    },
  };
}

/** Decoded pictures, as a canvas hands them out. */
function pixelsOf({ data, shape, dtype }: Encoded): readonly { readonly width: number; readonly height: number; readonly data: Uint8Array }[] {
  const [height, width] = shape as [number, number, number]; // red, green and blue
  const size = rowSize({ shape, dtype });
  return Array.from({ length: data.length / size }, (_, row) => {
    const rgba = new Uint8Array(4 * width * height).fill(255);
    for (let place = 0; place < width * height; place++) for (let k = 0; k < 3; k++) rgba[4 * place + k] = data[row * size + 3 * place + k]!;
    return { width, height, data: rgba };
  });
}
