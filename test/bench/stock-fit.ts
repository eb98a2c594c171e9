import * as tf from "@tensorflow/tfjs-core";
import type { Contender, Twin } from "./contender.ts";
import { stockAdam, stockInput, stockLoss, stockModel, stockPredict, stockTarget, takingColumns } from "./stock-model.ts";

/** `model.fit` of the published packages at its best: data resident, no yielding, in order, the loss read once per epoch. */
export async function stockFit(twin: Twin): Promise<Contender> {
  const { rows, outputs, batchSize, learningRate } = twin;
  const model = takingColumns(await stockModel(twin));
  model.compile({
    optimizer: stockAdam(learningRate),
    loss: outputs.map((output) => (target: tf.Tensor, logits: tf.Tensor) => stockLoss(output, target, logits)),
  });
  const whole = { inputs: rows.inputs.map(stockInput), targets: rows.targets.map((part, k) => stockTarget(part, outputs[k]!)) };
  const count = rows.rows / batchSize;
  let next = 0;

  /** An epoch over the given batches; the milliseconds from the beginning of one to that of the next, and the mean loss. */
  const epoch = async (from: number, batches: number) => {
    const cut = (part: tf.Tensor) => tf.slice(part, from * batchSize, batches * batchSize);
    const { inputs, targets } = tf.tidy(() => ({ inputs: whole.inputs.map(cut), targets: whole.targets.map(cut) }));
    const begun: number[] = [];
    const { history } = await model.fit(inputs, targets, {
      batchSize, epochs: 1, shuffle: false, verbose: 0, yieldEvery: "never",
      callbacks: { onBatchBegin: async () => void begun.push(performance.now()) },
    });
    tf.dispose([inputs, targets]);
    const between = begun.slice(1).map((at, i) => at - begun[i]!);
    return { between, loss: history["loss"]![0] as number }; // read by `fit` at the end of the epoch
  };
  return {
    async steps(number) {
      const seen: number[] = [];
      for (let left = number; left > 0; ) {
        const batches = Math.min(left, count);
        seen.push(...(await epoch(0, batches)).between);
        left -= batches;
      }
      return seen.length === 0 ? null : seen.reduce((sum, one) => sum + one, 0) / seen.length;
    },
    async losses(number) {
      const seen: number[] = [];
      for (let i = 0; i < number; i++) seen.push((await epoch(next++ % count, 1)).loss);
      return seen;
    },
    predict: (many, size) => stockPredict(model, whole.inputs, 0, many, size),
    answer: (row) => stockPredict(model, whole.inputs, row, 1, null),
    commands: null,
    dispose() {
      tf.dispose(whole);
      model.optimizer.dispose();
      model.dispose();
    },
  };
}
