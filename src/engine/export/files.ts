import type { ModelBundle } from "../model/bundle.ts";
import { crc32 } from "../data/checksum.ts";
import type { Examples } from "./examples.ts";
import { FILES, type Manifest } from "./layout.ts";
import { layersModule } from "./own-layers.ts";
import { layerClasses } from "./topology.ts";
import type { Files } from "./zip.ts";

/** What goes into an export beside the bundle itself. */
export interface Companions {
  readonly examples: Examples;
  readonly readme: string;
}

/** A bundle as the files of an export; the same bundle gives the same bytes. */
export function filesOf(bundle: ModelBundle, { examples, readme }: Companions): Files {
  const layers = layersModule(layerClasses(bundle.topology));
  const files: Record<string, Uint8Array> = {
    [FILES.model]: json(layersModel(bundle)),
    [FILES.weights]: bundle.weights.data,
    [FILES.facts]: json(bundle.facts),
    [FILES.yaml]: utf8(bundle.yaml),
    [FILES.config]: json(bundle.config),
    [FILES.provenance]: json(bundle.made),
    [FILES.examples]: json(examples),
    [FILES.readme]: utf8(readme),
    [FILES.licence]: utf8(LICENCE),
    ...(layers !== null && { [FILES.layers]: utf8(layers) }),
  };
  return { [FILES.manifest]: json(manifest(bundle, files)), ...files };
}

/** `model.json` as `tf.loadLayersModel` reads it. */
const layersModel = ({ topology, weights, made }: ModelBundle) => ({
  format: "layers-model",
  generatedBy: `Fidelio ${made.app}`,
  convertedBy: null,
  modelTopology: topology,
  weightsManifest: [{ paths: [FILES.weights], weights: weights.specs }],
});

const manifest = ({ format, made }: ModelBundle, files: Files): Manifest => ({
  format,
  app: made.app,
  files: Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, { bytes: bytes.length, crc32: crc32(bytes) }])),
});

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Indented, for people; undefined figures are left out, since JSON has no word for them. */
const json = (value: unknown): Uint8Array =>
  utf8(`${JSON.stringify(value, (_, v: unknown) => (typeof v === "number" && !Number.isFinite(v) ? undefined : v), 1)}\n`);

const LICENCE = `This model was made with Fidelio, which is published under the Apache License, version 2.0
(https://www.apache.org/licenses/LICENSE-2.0). That licence covers the program, not what you make with it: the weights,
the configuration and the other files here are yours to license as you like.

A model remembers something of the data it learnt from. facts.json and examples.json hold words, labels and cells of that
data word for word. Before you hand the model on, make sure that the terms of the data, and the people in it, allow it.
`;
