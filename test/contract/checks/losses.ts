import * as tf from "../../../src/engine/tf.ts";
import type { FeatureType, OutputFeature } from "../../../src/engine/features/feature.ts";
import { examplesOf, fitOutput, presentCells, tensorOf, type Block } from "./cases.ts";
import { close, equal, holds, type Check } from "./check.ts";

/** What every loss owes, with its defaults and with its example's parameters. */
export const lossChecks = (type: FeatureType): readonly Check[] =>
  type.blocks.output
    ? examplesOf(type.blocks.output.families["loss"]!).flatMap(({ label, block }) =>
        [{ type: label }, block].flatMap((loss) => checksOf(type, loss)),
      )
    : [];

function checksOf(type: FeatureType, loss: Block): readonly Check[] {
  const cells = presentCells(type);
  const rows = cells.length;
  const made = (): { feature: OutputFeature; logits: Float32Array; units: number } => {
    const feature = fitOutput(type, { loss });
    const units = feature.baseline.length;
    return { feature, units, logits: Float32Array.from({ length: rows * units }, (_, i) => Math.sin(i * 7.77 + 0.4) * 2) };
  };
  const onTensors = async (
    { feature, logits, units }: ReturnType<typeof made>,
    weights: readonly number[],
  ): Promise<{ value: number; slope: Float32Array }> => {
    const target = tensorOf(feature.target(cells));
    const at = tf.tensor2d(logits, [rows, units]);
    const counted = tf.tensor1d([...weights]);
    const { value, grad } = tf.valueAndGrad((x) => feature.loss.tensor(x, target, counted))(at);
    const read = { value: (await value.data())[0]!, slope: await grad.data<"float32">() };
    tf.dispose([target, at, counted, value, grad]);
    return read;
  };
  const even = cells.map(() => 1);
  const checks: readonly Check[] = [
    {
      name: "its two forms agree",
      run: async () => {
        const live = made();
        close(
          [(await onTensors(live, even)).value],
          [live.feature.loss.value(live.logits, live.feature.target(cells).data, rows)],
          2e-5,
          "loss",
        );
      },
    },
    {
      name: "its gradient is that of finite differences",
      run: async () => {
        const live = made();
        const target = live.feature.target(cells).data;
        const { slope } = await onTensors(live, even);
        const expected = live.logits.map((_, i) => {
          const moved = (by: number): number =>
            live.feature.loss.value(
              live.logits.map((z, j) => (j === i ? z + by : z)),
              target,
              rows,
            );
          const [up, down] = [Math.fround(live.logits[i]! + 1e-3) - live.logits[i]!, live.logits[i]! - Math.fround(live.logits[i]! - 1e-3)];
          return (moved(up) - moved(-down)) / (up + down);
        });
        const scale = Math.max(...expected.map(Math.abs));
        holds(scale > 0, "the loss does not depend on the logits");
        close(
          slope.map((s) => s / scale),
          expected.map((e) => e / scale),
          2e-3,
          "gradient",
        );
      },
    },
    {
      name: "rows of weight 0 do not matter",
      run: async () => {
        const live = made();
        const weights = cells.map((_, i) => (i % 3 === 1 ? 0 : 1));
        const first = await onTensors(live, weights);
        live.logits.forEach((_, i) => {
          if (weights[Math.floor(i / live.units)] === 0) live.logits[i] = 1e3;
        });
        const second = await onTensors(live, weights);
        close([second.value], [first.value], 1e-6, "loss");
        close(second.slope, first.slope, 1e-6, "gradient");
      },
    },
    {
      name: "a batch of weight 0 is a loss of 0, not of nothing",
      run: async () => {
        const { value, slope } = await onTensors(
          made(),
          cells.map(() => 0),
        );
        close([value], [0], 2e-6, "loss");
        close(
          slope,
          slope.map(() => 0),
          0,
          "gradient",
        );
      },
    },
    {
      name: "it stays finite far out",
      run: async () => {
        const live = made();
        live.logits.forEach((_, i) => {
          live.logits[i] = i % 2 === 0 ? 200 : -200;
        });
        const { value, slope } = await onTensors(live, even);
        holds(Number.isFinite(value) && Array.from(slope).every(Number.isFinite), `loss ${value}`);
      },
    },
    {
      name: "it is NaN without rows",
      run: async () => holds(Number.isNaN(made().feature.loss.value(new Float32Array(0), new Float32Array(0), 0)), "a number for no rows"),
    },
    {
      name: "it leaves no tensor behind",
      run: async () => {
        const before = tf.memory().numTensors;
        await onTensors(made(), even);
        equal(tf.memory().numTensors, before, "tensors");
      },
    },
  ];
  return checks.map(({ name, run }) => ({ name: `${type.type} loss ${JSON.stringify(loss)}: ${name}`, run }));
}
