/** Mixup does what it is for: labels of which a third are wrong are not learnt by heart. Zhang et al., 2018, section 3.4. */
import { expect, test } from "vitest";
import { bitmap } from "../../src/engine/data/pictures/bitmap.ts";
import { looseMedia } from "../../src/engine/data/pictures/loose.ts";
import { pictureUri } from "../../src/engine/data/pictures/uri.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { tableFrom } from "../../src/engine/data/table.ts";
import { createEngine } from "../../src/engine/index.ts";

const SIDE = 10;
const [TRAINING, TEST] = [120, 200];
const WRONG = 0.3;

/** A bright bar, lying or standing somewhere, on noise; labels of the training rows are wrong now and then, those of the test rows never. */
function table(seed: number) {
  const random = seededRandom(seed, "bars");
  const upTo = (n: number): number => Math.floor(n * random());
  const rows = Array.from({ length: TRAINING + TEST }, (_, row) => {
    const isLying = random() < 0.5;
    const [wide, high] = isLying ? [7, 2] : [2, 7];
    const [left, top] = [upTo(SIDE - wide + 1), upTo(SIDE - high + 1)];
    const picture = bitmap(SIDE, SIDE, (x, y) => {
      const value = (x >= left && x < left + wide && y >= top && y < top + high ? 130 : 40) + upTo(70);
      return [value, value, value];
    });
    const isWrong = row < TRAINING && random() < WRONG;
    return { photo: pictureUri(picture, "bmp"), kind: isLying !== isWrong ? "lying" : "standing", split: row < TRAINING ? "0" : "2" };
  });
  const column = (name: "photo" | "kind" | "split") => rows.map((row) => row[name]);
  return { ...tableFrom({ photo: column("photo"), kind: column("kind"), split: column("split") }), media: looseMedia() };
}

const yaml = (augmentation: string) => `
input_features:
  - {name: photo, type: image, preprocessing: {num_channels: 1}, augmentation: ${augmentation}, encoder: {type: stacked_cnn, padding: same, conv_layers: [{out_channels: 8}, {out_channels: 8}], output_size: 32}}
output_features: [{name: kind, type: category}]
preprocessing: {split: {type: fixed, column: split}}
trainer: {epochs: 80, batch_size: 30, learning_rate: 0.005, early_stop: -1}
`;

async function judged(seed: number, augmentation: string): Promise<{ readonly loss: number; readonly accuracy: number }> {
  const engine = createEngine({ version: "test", table: async () => ({ table: table(seed), name: "bars", fingerprint: "bars" }) });
  const run = await engine.train({ yaml: yaml(augmentation), dataset: "bars", seed, backend: "wasm" }, () => {});
  if (!run.ok) throw new Error(run.problems[0]!.message);
  const { metrics } = run.value.evaluations.find(({ split }) => split === "test")!.outputs["kind"]!;
  return { loss: metrics["loss"]!, accuracy: metrics["accuracy_micro"]! };
}

test("with a third of the labels wrong, mixed pictures are learnt better than whole ones", async () => {
  const totals = { whole: { loss: 0, accuracy: 0 }, mixed: { loss: 0, accuracy: 0 } };
  for (const seed of [1, 2, 3]) {
    for (const [total, augmentation] of [[totals.whole, "[]"], [totals.mixed, "[{type: mixup, alpha: 1}]"]] as const) {
      const { loss, accuracy } = await judged(seed, augmentation);
      total.loss += loss / 3;
      total.accuracy += accuracy / 3;
    }
  }
  const { whole, mixed } = totals; // 1.24 and 0.67, 0.66 and 0.69
  expect(mixed.loss).toBeLessThan(0.7 * whole.loss);
  expect(mixed.accuracy).toBeGreaterThan(whole.accuracy);
}, 60_000);
