/** Models as files: what is wrong with one that is to be imported. */
import { catalogue } from "../catalogue.ts";
import { bytes, count } from "../format.ts";

export const words = catalogue("export", {
  newer: (app: string, format: number, known: number) =>
    `This model was exported by a newer Fidelio (${app}, format ${format}); this one reads formats up to ${known}. Update Fidelio and import it again.`,
  noFormat: (format: number) => `This model names format ${format}, which there never was; use an untouched copy.`,
  backup: "This is a backup of Fidelio, not a model. Open 'Privacy and storage' and restore it there.",
  noModel: (manifest: string) => `This is not a model that Fidelio exported: it holds no readable '${manifest}'.`,
  missing: (file: string) => `'${file}' is missing from the model; export it again.`,
  changed: (file: string, got: number, expected: number) =>
    `'${file}' is not as it was exported (${count(got)} bytes of ${count(expected)}): it was damaged or changed; use an untouched copy.`,
  notText: (file: string) => `'${file}' is not UTF-8 text.`,
  notAsExpected: (file: string, complaint: string) => `'${file}' does not hold what it should: ${complaint}.`,
  tooDeep: "it is larger or deeper than any model needs",
  notJson: "it is not JSON",
  unusable: (why: string) => `This model cannot be used: ${why}.`,
  unloadable: (why: string) => `This model cannot be loaded: ${why}.`,

  otherNumbers: (feature: string) => `'${feature}' makes other numbers than the model expects`,
  otherLabels: (feature: string) => `'${feature}' counts other labels than it lists`,
  damaged: (feature: string) => `what the model knows about '${feature}' is damaged`,
  layers: "its layers",
  weightAbsent: (weight: string, wanted: string) => `the weight '${weight}' should be ${wanted} and is not there`,
  weightDiffers: (weight: string, wanted: string, found: string) => `the weight '${weight}' should be ${wanted} and is ${found}`,
  otherLayers: "its layers are not those that its config describes; use an untouched copy",

  topology: {
    none: "the topology is not that of a TensorFlow.js layers model",
    tooMany: (most: number) => `it has more than ${count(most)} layers or weights`,
    unknownClass: (name: string) => `the layer class '${name}' is not part of TensorFlow.js`,
    width: (layer: string, key: string, value: string) => `the layer '${layer}' has ${key} ${value}, its weights do not`,
    size: (expected: number, got: number) => `the weights should take ${count(expected)} bytes and take ${count(got)}`,
    twice: (weight: string) => `the weight '${weight}' is there twice`,
    noNumber: (weight: string) => `the weight '${weight}' holds what is no number`,
  },

  /** What only Fidelio has, where a config is taken to Ludwig. */
  ludwig: {
    type: (type: string, side: string) => `Ludwig has no ${type} ${side}`,
    part: (noun: string, name: string) => `the ${noun} '${name}' is Fidelio's own; choose one that Ludwig has to take the config there`,
    key: (key: string) => `'${key}' is Fidelio's own; remove it to take the config to Ludwig`,
    value: (key: string, value: string) => `Ludwig does not take ${value} for '${key}'`,
    metric: (type: string, metric: string) => `the metric '${metric}' of ${type} is Fidelio's own; Ludwig cannot choose the best round by it`,
    tokenizerFile: (name: string) => `Ludwig's hf_tokenizer reads a folder of Hugging Face's, and not '${name}' by itself; with tokenizer: bert and a vocab_file the config can be taken there`,
    fileOutside: (name: string) => `'${name}' lies outside the config's folder and cannot be packed beside it; move it there`,
    sameName: (one: string, other: string) => `Ludwig cannot tell the columns '${one}' and '${other}' apart: it writes "_" for signs such as "("`,
  },

  noZip: "This is not a zip file. Expected the zip file that Fidelio's export wrote.",
  unopened: (why: string) => `This zip file cannot be opened: ${why}.`,
  /** Why an archive is not opened. */
  zip: {
    damaged: "it is damaged or was not downloaded completely",
    tooMany: (most: number) => `it holds more than ${count(most)} files`,
    locked: "it is locked with a password; pack it again without one",
    method: (file: string) => `'${file}' is packed in a way that is not known here; pack it again as an ordinary zip file`,
    twice: (file: string) => `'${file}' is in it twice`,
    leadsOut: (file: string) => `the name '${file}' leads out of it`,
    overlaps: "its files lie over one another",
    tooLarge: (most: number) => `unpacked it is larger than ${bytes(most)}`,
    otherSize: (file: string) => `'${file}' is not as large as the archive says`,
  },
});
