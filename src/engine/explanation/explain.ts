import { words } from "../../messages/en/explanation.ts";
import { rowSize, tensorType, type Encoded } from "../data/encoded.ts";
import { cellOf, columnNamed, type Table } from "../data/table.ts";
import { inputEncoder, rowRange } from "../prediction/encode.ts";
import { forward } from "../prediction/forward.ts";
import type { AnsweringModel } from "../prediction/models.ts";
import { streamed } from "../prediction/source.ts";
import { error, failure, success, type Outcome } from "../schema/problem.ts";
import * as tf from "../tf.ts";
import { answerToExplain, type ExplainedAnswer } from "./answer.ts";
import { gradCam, lastMaps } from "./grad-cam.ts";
import type { ExplainRequest, ExplanationMethod, PictureMap } from "./map.ts";
import { meanFalls, occluded, patchesOver } from "./occlusion.ts";
import { whereMost } from "./where.ts";

/** Pictures of one forward pass. */
const BATCH = 16;
/** Falls of a probability that are but rounding. */
const ROUNDING = 1e-5;

type Breathe = () => Promise<void>;

/** What of the picture in row 0 of the table led to an answer, or would lead to another one. */
export async function explainPicture(live: AnsweringModel, table: Table, { output: outputName, input: inputName, method, label }: ExplainRequest, breathe: Breathe): Promise<Outcome<PictureMap>> {
  const feature = live.inputs.find(({ name, control }) => name === inputName && control.kind === "picture");
  const k = live.outputs.findIndex(({ name }) => name === outputName);
  if (!feature || k < 0) return failure(error([], words.notAPicture(inputName)));
  const column = columnNamed(table, feature.column);
  const cell = column ? cellOf(column, 0) : null;
  const place = live.built.inputParts.findIndex((part) => part.feature === inputName);
  const inputs = await inputEncoder(live.inputs, live.built.inputParts, table)(rowRange(0, 1));
  const seen = inputs[place];
  if (cell === null || !seen || !(await isReadable(table, cell))) return failure(error([], words.noPicture(inputName)));

  const logits = await forward(live.passes, streamed(1, inputs), BATCH, breathe);
  const predictions = live.outputs[k]!.predict(logits[k]!, 1);
  const answer = answerToExplain(predictions, label);
  if (!answer) return failure(error([], words.noAnswer(outputName)));
  const asked: Asked = { live, inputs, place, k, answer };
  const raw = method === "grad_cam" ? await convolved(asked) : await covered(asked, breathe);
  if (!raw) return failure(error([], words.noConvolution(inputName)));
  const [height, width, channels] = seen.shape as readonly [number, number, number]; // a picture's
  const values = fromZeroToOne(raw);
  const sentence = sentenceOf(method, answer, values, height, width);
  return success({ method, height, width, channels, pixels: Uint8Array.from(seen.data), values, answer: { label: answer.label, value: answer.valueIn(predictions, 0) }, sentence });
}

async function isReadable({ media }: Table, cell: string): Promise<boolean> {
  const [pixels] = (await media?.pixels([cell], { height: 1, width: 1, channels: 3, resize: "interpolate" })) ?? [];
  return pixels != null;
}

interface Asked {
  readonly live: AnsweringModel;
  /** [1, …] of each input of the model, in its order. */
  readonly inputs: readonly Encoded[];
  /** Which of them is the picture, and which output is explained. */
  readonly place: number;
  readonly k: number;
  readonly answer: ExplainedAnswer;
}

async function convolved({ live, inputs, place, k, answer }: Asked): Promise<Float32Array | null> {
  const { model } = live.built;
  const layer = lastMaps(model, model.inputs[place]!);
  if (!layer) return null;
  const tensors = inputs.map((part) => tf.tensor(tensorType(part) === "int32" ? part.data : Float32Array.from(part.data), [1, ...part.shape], tensorType(part)));
  const [height, width] = inputs[place]!.shape as readonly [number, number, number]; // a picture's
  try {
    return await gradCam(model, layer, tensors, k, answer, [height, width]);
  } finally {
    tf.dispose(tensors);
  }
}

async function covered({ live, inputs, place, k, answer }: Asked, breathe: Breathe): Promise<Float32Array> {
  const picture = inputs[place]!;
  const [height, width, channels] = picture.shape as readonly [number, number, number]; // a picture's
  const patches = patchesOver(height, width);
  const rows = patches.length + 1;
  const many = inputs.map((part, i) => (i === place ? { ...part, data: occluded(Uint8Array.from(part.data), width, channels, patches) } : repeated(part, rows)));
  const logits = await forward(live.passes, streamed(rows, many), BATCH, breathe);
  const predictions = live.outputs[k]!.predict(logits[k]!, rows);
  const whole = answer.valueIn(predictions, 0);
  const falls = patches.map((_, i) => {
    const fall = whole - answer.valueIn(predictions, i + 1);
    const counted = answer.sign === 0 ? Math.abs(fall) : fall;
    return Math.abs(fall) <= ROUNDING * Math.max(1, Math.abs(whole)) ? 0 : counted;
  });
  return meanFalls(falls, patches, height, width);
}

function repeated(part: Encoded, rows: number): Encoded {
  const size = rowSize(part);
  const data = part.dtype === "int32" ? new Int32Array(rows * size) : part.dtype === "uint8" ? new Uint8Array(rows * size) : new Float32Array(rows * size);
  for (let row = 0; row < rows; row++) data.set(part.data, row * size);
  return { ...part, data };
}

function fromZeroToOne(raw: Float32Array): Float32Array {
  const most = raw.reduce((max, value) => Math.max(max, value), 0);
  return most > 0 ? raw.map((value) => value / most) : raw;
}

function sentenceOf(method: ExplanationMethod, { label }: ExplainedAnswer, values: Float32Array, height: number, width: number): string {
  const answer = label === null ? words.theNumber : words.quoted(label);
  const most = whereMost(values, height, width);
  if (!most) return words.nothing[method](answer);
  return most.place === "everywhere" ? words.everywhere(answer) : words.most[method](words.places[most.place], most.share, answer);
}
