import { Type, type Static } from "typebox";
import { Errors } from "typebox/value";
import { words } from "../../messages/en/training.ts";
import type { KeptCheckpoint } from "../api.ts";
import type { LayersModel } from "../tf.ts";
import type { Round, TrainingPlan } from "./events.ts";
import type { Position } from "./position.ts";

/** A run's position, with what it belongs to: it fits no other run. */
export interface Checkpoint {
  readonly origin: Origin;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly position: Position;
}

/** What must be the same for a run to go on from a position, and to end where it would have ended. */
export interface Origin {
  readonly yaml: string;
  readonly seed: number;
  /** Names the bytes of the data set. */
  readonly data: string;
  /** What the app made of config and data, as JSON: another version may plan otherwise. */
  readonly plan: string;
  /** The weights by name and size, as JSON. */
  readonly weights: string;
}

export function originOf(yaml: string, data: string, plan: TrainingPlan, model: LayersModel): Origin {
  const { baseline: _, ...decided } = plan;
  const weights = model.weights.map((weight) => [weight.originalName, weight.shape]);
  return { yaml, seed: plan.seed, data, plan: JSON.stringify(decided), weights: JSON.stringify(weights) };
}

/** What keeps a run from going on from a checkpoint, as a sentence; null when nothing does. */
export function misfit(found: Origin, wanted: Origin): string | null {
  if (found.yaml !== wanted.yaml) return words.differs.config;
  if (found.data !== wanted.data) return words.differs.data;
  if (found.seed !== wanted.seed) return words.differs.seed(found.seed, wanted.seed);
  if (found.plan !== wanted.plan || found.weights !== wanted.weights) return words.differs.version;
  return null;
}

export const CHECKPOINT_FORMAT = 1;
const NUMBERS = "numbers";
const SOUP = "soup/";

const count = Type.Integer({ minimum: 0 });
const Meta = Type.Object({
  format: Type.Literal(CHECKPOINT_FORMAT),
  origin: Type.Object({ yaml: Type.String(), seed: Type.Number(), data: Type.String(), plan: Type.String(), weights: Type.String() }),
  at: Type.Number(),
  steps: count,
  /** null: no number. */
  loss: Type.Union([Type.Number(), Type.Null()]),
  seconds: Type.Number(),
  /** The whole of a round is what this format wrote there. */
  rounds: Type.Array(Type.Unsafe<Round>(Type.Object({ round: count, step: count, best: Type.Boolean() }))),
  ended: Type.Union([Type.Null(), Type.Literal("all_rounds"), Type.Literal("early_stop"), Type.Literal("stopped"), Type.Literal("diverged")]),
  /** The runs of 32-bit numbers that lie in the blob one after another, and the sum of its words. */
  parts: Type.Array(Type.Object({ part: Type.String(), name: Type.String(), length: count })),
  checksum: count,
});

/** As a host keeps it: what can be read in `meta`, all numbers in one blob. */
export function packCheckpoint({ origin, at, position }: Checkpoint): KeptCheckpoint {
  const { steps, loss, seconds, rounds, ended, weights, best, soup = [], moments, answers } = position;
  const listed = (part: string, lists: readonly Float32Array[]) => lists.map((values, i) => ({ part, name: String(i), values }));
  const runs = [
    ...listed("weights", weights),
    ...listed("best", best),
    ...soup.flatMap(({ round, weights: values }) => listed(`${SOUP}${round}`, values)),
    ...Object.entries(moments).map(([name, values]) => ({ part: "moments", name, values })),
    ...(answers ? [{ part: "rows", name: "", values: answers.rows }, ...listed("answers", answers.logits)] : []),
  ];
  const bytes = new Uint8Array(runs.reduce((sum, { values }) => sum + values.byteLength, 0));
  let offset = 0;
  for (const { values } of runs) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), offset);
    offset += values.byteLength;
  }
  const meta: Static<typeof Meta> = {
    format: CHECKPOINT_FORMAT, origin, at, steps, loss: Number.isFinite(loss) ? loss : null, seconds, rounds: [...rounds], ended,
    parts: runs.map(({ part, name, values }) => ({ part, name, length: values.length })),
    checksum: checksum(bytes),
  };
  return { meta, blobs: { [NUMBERS]: bytes } };
}

/** What was kept, made a position again; "newer" when another format follows this one, "damaged" when it is not whole. */
export function unpackCheckpoint({ meta, blobs }: KeptCheckpoint): Checkpoint | "newer" | "damaged" {
  if (isNewer(meta)) return "newer";
  const bytes = blobs[NUMBERS];
  if (!isMeta(meta) || !bytes) return "damaged";
  const length = meta.parts.reduce((sum, part) => sum + part.length, 0);
  if (bytes.length !== 4 * length || checksum(bytes) !== meta.checksum) return "damaged";
  const { buffer } = bytes.slice(); // a blob may begin at any offset
  let offset = 0;
  const runs = meta.parts.map(({ part, name, length: size }) => {
    const from = offset;
    offset += 4 * size;
    return { part, name, from, values: new Float32Array(buffer, from, size) };
  });
  const valuesOf = (wanted: string) => runs.filter(({ part }) => part === wanted);
  const rows = valuesOf("rows")[0];
  const { origin, at, steps, loss, seconds, rounds, ended } = meta;
  const soup = [...new Set(runs.map(({ part }) => part).filter((part) => part.startsWith(SOUP)))]
    .map((part) => ({ round: Number(part.slice(SOUP.length)), weights: valuesOf(part).map(({ values }) => values) }));
  const position: Position = {
    steps, loss: loss ?? NaN, seconds, rounds, ended,
    weights: valuesOf("weights").map(({ values }) => values),
    best: valuesOf("best").map(({ values }) => values),
    ...(soup.length > 0 && { soup }),
    moments: Object.fromEntries(valuesOf("moments").map(({ name, values }) => [name, values])),
    answers: rows ? { rows: new Int32Array(buffer, rows.from, rows.values.length), logits: valuesOf("answers").map(({ values }) => values) } : null,
  };
  return { origin, at, position };
}

const isMeta = (meta: unknown): meta is Static<typeof Meta> => Errors(Meta, meta).length === 0;

const isNewer = (meta: unknown): boolean =>
  typeof meta === "object" && meta !== null && "format" in meta && Number.isInteger(meta.format) && Number(meta.format) > CHECKPOINT_FORMAT;

/** FNV-1a over 32-bit words: finds a cut or a changed bit, and costs a millisecond for some megabytes. */
function checksum(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2);
  let hash = 0x811c9dc5;
  for (const word of words) hash = Math.imul(hash ^ word, 0x01000193);
  return hash >>> 0;
}
