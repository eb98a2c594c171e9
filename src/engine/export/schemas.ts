/** The JSON files of an export as schemas: what comes from outside is checked before it is believed. */
import { Type, type Static, type TSchema } from "typebox";
import { Errors } from "typebox/value";
import type { Provenance } from "../model/bundle.ts";
import type { Manifest } from "./layout.ts";

const count = Type.Integer({ minimum: 0 });
const scores = Type.Record(Type.String(), Type.Number());
const backend = Type.Union([Type.Literal("webgpu"), Type.Literal("wasm"), Type.Literal("cpu")]);
const anything = Type.Record(Type.String(), Type.Unknown());

export const ManifestSchema = Type.Object({
  format: count,
  app: Type.String(),
  files: Type.Record(Type.String(), Type.Object({ bytes: count, crc32: Type.String({ pattern: "^[0-9a-f]{8}$" }) })),
});

export const ModelSchema = Type.Object({
  format: Type.Literal("layers-model"),
  modelTopology: anything,
  weightsManifest: Type.Array(Type.Object({
    paths: Type.Array(Type.String(), { minItems: 1, maxItems: 1 }),
    weights: Type.Array(Type.Object({
      name: Type.String(),
      shape: Type.Array(count),
      dtype: Type.Union([Type.Literal("float32"), Type.Literal("int32"), Type.Literal("bool")]),
    })),
  }), { minItems: 1, maxItems: 1 }),
});

const temperatures = Type.Record(Type.String(), Type.Number({ exclusiveMinimum: 0 }));
export const FactsSchema = Type.Object({ inputs: anything, outputs: anything, calibration: Type.Optional(temperatures) });
export const ConfigSchema = anything;

export const ProvenanceSchema = Type.Object({
  app: Type.String(),
  at: Type.String(),
  dataset: Type.Object({ name: Type.String(), fingerprint: Type.String(), rows: count, changes: Type.Optional(Type.Object({ cells: count, excluded: count })) }),
  backend: Type.Object({
    chosen: backend,
    device: Type.String(),
    tried: Type.Array(Type.Object({
      backend,
      verdict: Type.Union([Type.Literal("chosen"), Type.Literal("slower"), Type.Literal("refused"), Type.Literal("not_tried")]),
      reason: Type.String(),
      milliseconds: Type.Union([Type.Number(), Type.Null()]),
      step: Type.Optional(Type.Number()),
    })),
  }),
  plan: Type.Object({
    rows: Type.Object({ training: count, validation: count, test: count }),
    dropped: Type.Record(Type.String(), count),
    parameters: count,
    stepsPerRound: count,
    rounds: count,
    batchSize: count,
    learningRate: Type.Number(),
    seed: Type.Number(),
    validation: Type.Object({ field: Type.String(), metric: Type.String(), goal: Type.Union([Type.Literal("max"), Type.Literal("min")]) }),
    baseline: Type.Record(Type.String(), scores),
  }),
  bestRound: count,
  test: Type.Optional(Type.Object({
    rows: count,
    outputs: Type.Record(Type.String(), Type.Object({
      metrics: scores,
      baseline: scores,
      intervals: Type.Record(Type.String(), Type.Tuple([Type.Number(), Type.Number()])),
    })),
  })),
});

/** The compiler holds the schemas and the types they stand for together. */
type Holds<A extends B, B> = [A, B];
export type Checked = [Holds<Static<typeof ManifestSchema>, Manifest>, Holds<Static<typeof ProvenanceSchema>, Provenance>];

/** The first thing wrong with a value, as the end of a sentence; null when nothing is. */
export function firstComplaint(schema: TSchema, value: unknown): string | null {
  const [first] = Errors(schema, value);
  return first ? `${first.instancePath === "" ? "it" : first.instancePath} ${first.message}` : null;
}
