/** Encoders of pictures, each on a problem that only a working one can solve, beside a twin without what it needs; and pictures among other inputs. */
import { describe, expect, test } from "vitest";
import { bitmap } from "../../../src/engine/data/pictures/bitmap.ts";
import { pictureUri } from "../../../src/engine/data/pictures/uri.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { learnt, type Scores } from "./learning.ts";

const SLOW = 60_000;
const SIDE = 12;
const random = seededRandom(11, "pictures");
const upTo = (n: number): number => Math.floor(n * random());

interface Drawn { readonly left: number; readonly top: number; readonly isBar: boolean; readonly cell: string }
/** A bright square of four pixels a side, or a bar of as many pixels, somewhere on a dark ground of noise. */
const drawn = Array.from({ length: 240 }, (): Drawn => {
  const isBar = random() < 0.5;
  const [wide, high] = isBar ? [8, 2] : [4, 4];
  const [left, top] = [upTo(SIDE - wide + 1), upTo(SIDE - high + 1)];
  const isIn = (x: number, y: number) => x >= left && x < left + wide && y >= top && y < top + high;
  const bytes = bitmap(SIDE, SIDE, (x, y) => { const value = (isIn(x, y) ? 180 : 20) + upTo(60); return [value, value, value]; });
  return { left: left + wide / 2, top: top + high / 2, isBar, cell: pictureUri(bytes, "bmp") };
});
const cells = drawn.map(({ cell }) => cell);
const yesNo = (yes: boolean): string => (yes ? "yes" : "no");
const isRight = drawn.map(({ left }) => yesNo(left > SIDE / 2));
const isBar = drawn.map((each) => yesNo(each.isBar));

const pictureOf = (encoder: object, more: object = {}) => ({ name: "x", type: "image", preprocessing: { num_channels: 1 }, encoder, ...more });
const asked = async (encoder: object, y: readonly string[], steps = 50, more: object = {}): Promise<number> =>
  (await learnt({ inputs: [pictureOf(encoder, more)], outputs: [{ name: "y", type: "binary" }], cells: { x: cells, y }, steps, rate: 0.01 }))["y"]!["accuracy"]!;

const cnn = { type: "stacked_cnn", padding: "same", conv_layers: [{ out_channels: 8 }, { out_channels: 8 }], output_size: 16 };
/** Sees the mean of the picture alone. */
const blind = { type: "stacked_cnn", conv_layers: [{ out_channels: 4, kernel_size: 1, pool_function: "mean", pool_kernel_size: SIDE }], output_size: 16 };
const mixer = { type: "mlp_mixer", patch_size: 4, embed_size: 16, token_size: 16, channel_dim: 16, num_layers: 1 };
const vit = { type: "vit", patch_size: 4, hidden_size: 16, num_layers: 1, num_heads: 2, transformer_output_size: 16 };

describe("which half of the picture something is in", () => {
  test.each([{ encoder: cnn, steps: 50 }, { encoder: mixer, steps: 50 }, { encoder: vit, steps: 300 }])("is learnt by $encoder.type", async ({ encoder, steps }) => expect(await asked(encoder, isRight, steps)).toBeGreaterThan(0.9), SLOW);
  test("is not by its mean brightness", async () => expect(await asked(blind, isRight)).toBeLessThan(0.7), SLOW);
});

describe("what shape it has, wherever it is", () => {
  test.each([cnn, { type: "resnet", width: 4 }, { type: "mobilenetv2", num_stages: 2, width: 0.5 }])("is learnt by $type", async (encoder) => {
    expect(await asked(encoder, isBar, 60)).toBeGreaterThan(0.9);
  }, SLOW);
  test("is not by its mean brightness, which is the same", async () => expect(await asked(blind, isBar)).toBeLessThan(0.7), SLOW);
});

test("two labels are learnt from one picture", async () => {
  const outputs = [{ name: "side", type: "binary" }, { name: "shape", type: "binary" }];
  const scores = await learnt({ inputs: [pictureOf(cnn)], outputs, cells: { x: cells, side: isRight, shape: isBar }, steps: 60, rate: 0.01 });
  expect(Math.min(scores["side"]!["accuracy"]!, scores["shape"]!["accuracy"]!)).toBeGreaterThan(0.88);
}, SLOW);

describe("a picture, a number and a text", () => {
  // Each adds a third of what is to be said: which half, how much, and which of two words.
  const numbers = drawn.map(() => random());
  const words = drawn.map(() => (random() < 0.5 ? "calm" : "loud"));
  const fill = () => ["the", "sea", "was"][upTo(3)]!;
  const texts = words.map((word) => [fill(), word, fill()].join(" "));
  const target = drawn.map(({ left }, i) => String((left > SIDE / 2 ? 1 : 0) + 2 * numbers[i]! + (words[i] === "loud" ? 1 : 0)));
  const inputs = {
    picture: { ...pictureOf(cnn), name: "picture" },
    number: { name: "number", type: "number", preprocessing: { normalization: "zscore" } },
    text: { name: "text", type: "text", encoder: { type: "embed", embedding_size: 8, reduce_output: "mean" } },
  };
  const explained = async (...names: readonly (keyof typeof inputs)[]): Promise<number> => {
    const scores: Scores = await learnt({
      inputs: names.map((name) => inputs[name]), outputs: [{ name: "y", type: "number", preprocessing: { normalization: "zscore" } }],
      cells: { picture: cells, number: numbers.map(String), text: texts, y: target }, steps: 80, rate: 0.01,
    });
    return scores["y"]!["r2"]!;
  };
  test("together say what none of them says alone", async () => {
    expect(await explained("picture", "number", "text")).toBeGreaterThan(0.85);
    for (const name of ["picture", "number", "text"] as const) expect(await explained(name)).toBeLessThan(0.6);
  }, SLOW);
});
