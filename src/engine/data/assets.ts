import type { ForeignPlan } from "../layers/foreign/plan.ts";
import type { Json } from "../schema/json.ts";
import type { Outcome, Problem } from "../schema/problem.ts";

/** Bytes that are read when they are asked for: a file as the page has it crosses to a worker so, and nothing of it is copied. */
export interface Readable { arrayBuffer(): Promise<ArrayBuffer> }

/** Vectors of half a million words and three hundred numbers take a gigabyte. */
export const LARGEST_ASSET = 2 ** 30;

/**
 * The files that a config names, read before anything is fitted: vocabularies, word vectors, models. What a model needs of them to answer
 * is learnt into its facts and weights, so that nobody needs the files once it is trained.
 */
export interface Assets {
  /** What a file holds; undefined where none of that name was read. */
  bytes(name: string): Uint8Array | undefined;
  /** What the model in a file learnt for one of its inputs; null: the only one of that type. */
  trained(name: string, input: string | null, type: string): Outcome<TrainedInput>;
  /** The model of TensorFlow.js in a file. */
  foreign(name: string): Outcome<Foreign>;
}

/** A model of TensorFlow.js from elsewhere, read and checked: what an encoder may take of it. */
export interface Foreign {
  readonly format: "layers" | "graph";
  /** What it reads of a row: a picture [height, width, channels], or token ids [time]. */
  readonly takes: "pictures" | "tokens";
  /** Of a row; null where any size goes. */
  readonly shape: readonly (number | null)[];
  /** It reads whole numbers: of pixels, those from 0 to 255. */
  readonly whole: boolean;
  /** The layers or nodes whose answers can be taken, its own answers last and the first of them the very last; and that one. */
  readonly outputs: readonly string[];
  readonly output: string;
  /** What its last dense layer reads: of a classifier, its features; null where there is none. */
  readonly features: string | null;
  /** Its table of vectors has so many rows; null where it is not known. */
  readonly ids: number | null;
  take(wish: ForeignWish): Outcome<ForeignTaken>;
}
/** output: one of its names, null is the one it ends with; padding: the id that only fills a text up. */
export interface ForeignWish { readonly output: string | null; readonly padding: number | null }
export interface ForeignTaken { readonly plan: ForeignPlan; readonly weights: Weights }

/** An input of a trained model: how its cells are read, its encoder, and what its layers weigh. */
export interface TrainedInput {
  readonly facts: { readonly [key: string]: Json };
  readonly encoder: { readonly [key: string]: Json };
  readonly weights: Weights;
  /** Tries what the file says on a few cells: a file may say anything. */
  unsound(): Promise<readonly Problem[]>;
}

/** Name of a weight inside its feature ("embedding/embeddings") → its values, row-major. */
export type Weights = ReadonlyMap<string, Float32Array>;

/** What weights of an encoder begin with; `whole`: all of them do. */
export interface Begins { readonly weights: Weights; readonly whole: boolean }

export const NO_ASSETS: Assets = {
  bytes: () => undefined,
  trained: () => ({ ok: false, problems: [] }),
  foreign: () => ({ ok: false, problems: [] }),
};
