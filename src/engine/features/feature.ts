/**
 * The contract of a feature type, in three phases held by types: a **spec** knows parameters, a **configured** feature has
 * read its config, a fitted **feature** also knows its column's facts. Everything downstream of `defineFeature` sees the
 * small interfaces below and never asks which type it is.
 */
import type { Chart, RowAnswers } from "../charts.ts";
import type { Control } from "../controls.ts";
import type { Assets, Begins } from "../data/assets.ts";
import type { Resting } from "../data/rests.ts";
import type { Cells, CellsInTurn } from "../data/table.ts";
import type { Encoded, Encodings } from "../data/encoded.ts";
import type { Media } from "../data/pictures/media.ts";
import type { ColumnProfile } from "../data/profile.ts";
import type { AboutMetric } from "../metrics/metric.ts";
import type { Augmentation } from "../layers/pictures/augment.ts";
import type { Mixing } from "../layers/pictures/mixup.ts";
import type { ReductionParam } from "../layers/reduce.ts";
import type { Loss, LossFn } from "../losses/loss.ts";
import type { BuildContext, Decoded, Decoder, EncoderFn, Encoding, Parts } from "../model/context.ts";
import type { Predictions } from "../predictions.ts";
import type { Answers } from "./answers.ts";
import type { Family } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import type { Params, TObject } from "../schema/params.ts";
import type { Path, Problem, Report } from "../schema/problem.ts";

/** How well a column fits a type, 0 to 1, with what speaks for it and against it, as sentences for the column's card. */
export interface Likeness {
  readonly score: number;
  readonly reasons: readonly string[];
  readonly doubts: readonly string[];
}

/**
 * Says what is wrong with a column while it is fitted: an `error` stops the run, a `note` is shown. `cells`: which of the cells are meant,
 * the first few at least; the sentence then ends with their rows.
 */
export type Complain = (severity: "error" | "note", message: string, cells?: readonly number[]) => void;

/** Where a feature stands: an output has no class "unknown", and needs at least two. */
export type Side = "input" | "output";

/** What `fit` may want to know of the config beyond the preprocessing: facts that one encoder needs are learnt for that one alone. */
export interface FitFor {
  readonly side: Side;
  /** As chosen, defaults filled in; null on the output side. */
  readonly encoder: ChosenEncoder | null;
  /** The files that the config names. */
  readonly assets: Assets;
  /** The files that cells name. */
  readonly media: Media;
}
export interface ChosenEncoder { readonly type: string; readonly [param: string]: Json }

export interface FeatureSpec<P extends TObject, S extends TObject, Facts extends Json> {
  readonly type: string;
  readonly summary: string;
  likeness(column: ColumnProfile): Likeness;
  /** The same parameters on both sides, with the defaults of each; both hold `missing_value_strategy`. */
  readonly preprocessing: { readonly input: P; readonly output: P };
  /** Is a present cell as good as missing ("n.k." in a column of numbers)? Absent: no. `facts`: null until they are learnt. */
  isMissing?(cell: string, params: Params<P>, facts: Facts | null): boolean;
  /** Reads the number of a present cell, in the column's unit, NaN for none, where cells are quantities. */
  quantity?(params: Params<P>): (cell: string) => number;
  /** What the preprocessing must say so that such a column can be read; null, or absent: the defaults do. */
  needs?(column: ColumnProfile): { readonly [key: string]: Json } | null;
  /** The tokens of a present cell as it spells them, where cells are sequences: each is a step. */
  tokens?(cell: string, params: Params<P>): readonly string[];
  /** What is wrong with the files that the preprocessing names, each by its key; absent: it names none. */
  suits?(params: Params<P>, assets: Assets, side: Side): readonly { readonly key: string; readonly message: string }[];
  /**
   * Learn from the TRAINING rows, missing cells included as null; there may be millions, so that no list is made of them, and who goes through
   * them rests. The result is JSON and is saved with the model.
   */
  fit(cells: CellsInTurn, params: Params<P>, complain: Complain, about: FitFor): Facts | Resting<Facts>;
  /** Absent: the type can only be predicted. */
  readonly input?: InputSpec<Facts>;
  readonly output?: OutputSpec<S, Facts>;
  /** For the README of an exported model: how cells become the parts, and logits answers, by the names of the facts. */
  readonly recipe: { readonly input?: string; readonly output?: string };
  /**
   * Cells for the contract checks: typical ones, a missing one, an odd one; at least eight, both classes of anything present. And the
   * preprocessing without which a column of this type cannot be read.
   */
  readonly example: Example;
  /** A made-up cell that says `level`, from 0 to 1; absent: one of the example cells stands for it. */
  sample?(level: number, random: () => number): string;
}

export interface Example {
  readonly cells: Cells;
  readonly preprocessing?: { readonly [key: string]: Json };
  /** The files that the cells name. */
  readonly media?: Media;
}

export interface InputSpec<Facts> {
  /** The shape of every part, before a row is seen. */
  parts(facts: Facts): Parts;
  /**
   * Cells to numbers, the same at training and at prediction; total: missing, unseen and absurd cells give finite numbers. At once, or
   * later where the cells name files.
   */
  encode(cells: Cells, facts: Facts, media: Media): Encodings | Promise<Encodings>;
  readonly encoders: Family<EncoderFn<Facts>>;
  /** Ways to change the cells in training. Absent: there are none. */
  readonly augmentation?: AugmentationSpec;
  control(facts: Facts): Control;
}

/** What the key `augmentation` of a feature may list, and what becomes of it. */
export interface AugmentationSpec {
  readonly family: Family<Augmentation>;
  /** What `true` stands for. */
  readonly usual: readonly { readonly type: string }[];
  /** The context of an encoder whose inputs are changed so in training. */
  apply(context: BuildContext, list: readonly Augmentation[]): BuildContext;
}

export interface OutputSpec<S extends TObject, Facts> {
  /** Keys on the output feature itself: `threshold`, `top_k`, `clip`. */
  readonly settings: S;
  readonly decoders: Family<Decoder<Facts>>;
  readonly losses: Family<LossFn<Facts>>;
  /** The metric that chooses the best round when the config names none. */
  readonly defaultMetric: string;
  readonly metrics: Readonly<Record<string, AboutMetric>>;
  /** Cells to targets in the model's units; rows whose target is missing were dropped before. */
  target(cells: Cells, facts: Facts): Encoded;
  /** Labels of a cell that the training rows did not have, so that no answer gives them; absent: cells hold no labels. */
  unseen?(cell: string, facts: Facts): readonly string[];
  /** logits: [rows, units] as the decoder put them out, a sequence's steps one after another. */
  predict(logits: Float32Array, rows: number, facts: Facts, settings: Params<S>): Predictions;
  /** Every metric that is defined for these facts, in the column's own units. */
  score(logits: Float32Array, target: Encoded, rows: number, facts: Facts, settings: Params<S>): Readonly<Record<string, number>>;
  /** The logits, [units], of the trivial predictor: the majority class or the mean of the training rows. */
  baseline(facts: Facts): Float32Array;
  charts(about: Judged<S, Facts>): readonly Chart[];
  /** Row by row; absent where `answers` says it. */
  each?(about: Judged<S, Facts>): RowAnswers;
  /** For outputs of many numbers a row: what is kept of them to judge a split of any size. Absent: logits are kept whole. */
  answers?(about: Omit<Judged<S, Facts>, "logits" | "rows">): Answers;
  /** What Ludwig's `test_statistics.json` holds beyond the metrics. */
  statistics(about: Judged<S, Facts>): { readonly [key: string]: Json };
  /** The columns of a predictions file, one text per row. */
  columns(name: string, predictions: Predictions): Readonly<Record<string, readonly string[]>>;
}

/** The answers of one output on one split, with the truth beside them. */
export interface Judged<S extends TObject, Facts> {
  readonly name: string;
  readonly logits: Float32Array;
  readonly target: Encoded;
  /** [rows] the rows of the data set that were judged. */
  readonly rows: ArrayLike<number>;
  readonly facts: Facts;
  readonly settings: Params<S>;
}

/**
 * What happens to a missing cell before encoding. `mask_loss`: the row stays, and counts neither in this output's loss nor in its
 * scores; `facts`: the fitted feature fills it with a value of its own.
 */
export type MissingPolicy = "drop_row" | "bfill" | "ffill" | "mask_loss" | "facts";

interface Configured<Fitted> {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly missing: MissingPolicy;
  isMissing(cell: string): boolean;
  /** The preprocessing under which the cells of such a column can be read, what the config says otherwise left as it is; null: nothing is to be changed. */
  preprocessingFor(column: ColumnProfile): { readonly [key: string]: unknown } | null;
  /** The same of two features of one type that read cells alike. */
  readonly readsAs: string;
  /** The number of a present cell, where cells are quantities; null of every other feature. */
  readonly quantityOf: ((cell: string) => number) | null;
  /**
   * How many steps a present cell has: of an input whose encoder keeps them apart, of an output that is decided step by step; null of
   * every other feature.
   */
  readonly stepsOf: ((cell: string) => number) | null;
  /** The files that its config names, and where. */
  readonly assets: readonly NamedAsset[];
  /** What is wrong with those files, at the lines that name them; `fit` asks no more. */
  suits(assets: Assets): Promise<readonly Problem[]>;
  /** What cells name, and what the config names; absent: there are no files, and what they would say is left out. */
  fitting(cells: CellsInTurn, complain: Complain, media?: Media, assets?: Assets): Resting<Fitted>;
  /** The same at one go. */
  fit(cells: CellsInTurn, complain: Complain, media?: Media, assets?: Assets): Fitted;
  /** From facts that an earlier `fit` returned. */
  restore(facts: Json): Fitted;
}
export interface NamedAsset { readonly name: string; readonly path: Path }
/** The input whose encoder and facts this one shares; null: it has its own. */
interface Tied { readonly tied: string | null }
/** How an output reads the model: after which other outputs, and how sequences become vectors on the way. */
interface Reading {
  readonly dependencies: readonly string[];
  readonly reduceInput: ReductionParam;
  readonly reduceDependencies: ReductionParam;
}
/** How it mixes the rows of a batch; null: it does not. */
interface Mixes { readonly mixing: Mixing | null }
export type ConfiguredInput = Configured<InputFeature> & Tied & Mixes;
export type ConfiguredOutput = Configured<OutputFeature> & Reading & Pick<OutputSpec<TObject, Json>, "defaultMetric" | "metrics">;

interface Fitted {
  readonly name: string;
  readonly column: string;
  readonly type: string;
  readonly missing: MissingPolicy;
  isMissing(cell: string): boolean;
  readonly facts: Json;
  /** How a programmer repeats what this feature does without Fidelio. */
  readonly recipe: string;
}
export interface InputFeature extends Fitted, Tied {
  readonly parts: Parts;
  encode(cells: Cells, media?: Media): Encodings | Promise<Encodings>;
  /** Adds the encoder's layers. */
  build(context: BuildContext): Encoding;
  /** What weights of the encoder begin with, where a file says so; null: as their initializers draw them. */
  readonly begins: Begins | null;
  /** Its encoder stays as it begins. */
  readonly frozen: boolean;
  /** What it reads of a row is changed by chance while it learns. */
  readonly varies: boolean;
  /** A row of it takes time to make ready: a file is read, or a frozen encoder answers. */
  readonly takesTime: boolean;
  /** The tokens of a present cell as it spells them, where the encoder keeps them apart; null of every other feature. */
  readonly tokensOf: ((cell: string) => readonly string[]) | null;
  readonly control: Control;
}
export interface OutputFeature extends Fitted, Reading {
  /** What the decoder reads. */
  readonly takes: Encoding["kind"];
  readonly loss: Loss;
  readonly defaultMetric: string;
  readonly metrics: Readonly<Record<string, AboutMetric>>;
  /** Adds the decoder's layers; hidden: of the kind that it takes. */
  build(context: BuildContext, hidden: Encoding): Decoded;
  target(cells: Cells): Encoded;
  /** Labels of a cell that the training rows did not have, so that no answer gives them. */
  unseen(cell: string): readonly string[];
  /** What the logits are divided by before they become probabilities (Guo et al., 2017); 1 unless it was calibrated. The loss is without it. */
  readonly temperature: number;
  readonly wantsCalibration: boolean;
  calibrated(temperature: number): OutputFeature;
  /** Logits whose softmax or sigmoid is the answer, from those of the decoder; before the temperature. */
  ordinary(logits: Float32Array): Float32Array;
  /** The other way: logits that a decoder would put out, from those whose softmax or sigmoid is the answer. */
  asDecoded(ordinary: Float32Array): Float32Array;
  predict(logits: Float32Array, rows: number): Predictions;
  /** Takes the answers to rows that all have a target, and judges them with the loss among the scores. */
  judge(target: Encoded, rows: number): Answers;
  score(logits: Float32Array, target: Encoded, rows: number): Readonly<Record<string, number>>;
  readonly baseline: Float32Array;
  charts(logits: Float32Array, target: Encoded, rows: ArrayLike<number>): readonly Chart[];
  statistics(logits: Float32Array, target: Encoded, rows: ArrayLike<number>): { readonly [key: string]: Json };
  columns(predictions: Predictions): Readonly<Record<string, readonly string[]>>;
}

/** A feature type as the registry holds it: parameter and fact types closed over. */
export interface FeatureType {
  readonly type: string;
  readonly summary: string;
  readonly canInput: boolean;
  readonly canOutput: boolean;
  /** Are cells sequences of tokens, so that an output of this type is decided token by token? */
  readonly isSequence: boolean;
  likeness(column: ColumnProfile): Likeness;
  /** The blocks of a config's feature and their parameters, for forms, completion and documentation. */
  readonly blocks: { readonly input?: Blocks; readonly output?: Blocks };
  openInput(raw: FeatureConfig, path: Path, report: Report): ConfiguredInput;
  openOutput(raw: FeatureConfig, path: Path, report: Report): ConfiguredOutput;
  /** The feature's config with every default filled in. */
  resolve(raw: FeatureConfig, side: "input" | "output"): { readonly [key: string]: Json };
  readonly example: Example;
  /** A made-up cell that says `level`, from 0 to 1; absent: one of the example cells stands for it. */
  sample?(level: number, random: () => number): string;
}
export interface Blocks {
  readonly preprocessing: TObject;
  readonly settings?: TObject;
  /** What the list `augmentation` chooses from. */
  readonly augmentation?: Family<unknown> & Pick<AugmentationSpec, "usual">;
  readonly families: Readonly<Record<string, Family<unknown>>>;
}
/** One feature of a config: known keys beside those that the type defines. */
export interface FeatureConfig {
  readonly name: string;
  readonly type: string;
  readonly column?: string;
  readonly [key: string]: unknown;
}
