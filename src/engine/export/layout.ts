/**
 * What lies in an exported model, as a zip or as a folder. `model.json` and `weights.bin` are an ordinary TensorFlow.js
 * layers model; the rest says how cells become its inputs and its outputs become answers.
 */
export const FILES = {
  manifest: "fidelio.json",
  model: "model.json",
  weights: "weights.bin",
  facts: "facts.json",
  yaml: "config.yaml",
  config: "config.resolved.json",
  provenance: "provenance.json",
  examples: "examples.json",
  readme: "README.md",
  licence: "LICENSE.txt",
  /** Only where the model has a layer that TensorFlow.js does not have. */
  layers: "layers.js",
} as const;

/** What an import needs; the others are for people. */
export const ESSENTIAL = [FILES.model, FILES.weights, FILES.facts, FILES.yaml, FILES.config, FILES.provenance] as const;
export type Essential = (typeof ESSENTIAL)[number];

/** `fidelio.json`: the version of this layout, and what every other file must be. */
export interface Manifest {
  readonly format: number;
  readonly app: string;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly crc32: string }>>;
}
