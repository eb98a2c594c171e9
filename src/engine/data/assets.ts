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
}

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
};
