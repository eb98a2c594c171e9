import type { Foreign, Readable } from "../data/assets.ts";

/** What a file is that a project may keep beside its table: its content says so, not its name. */
export type KnownFile =
  /** A list of tokens; `pieces`: those of WordPiece, so that it is a tokenizer too. */
  | { readonly kind: "vocabulary"; readonly tokens: number; readonly pieces: boolean }
  | { readonly kind: "tokenizer"; readonly tokens: number }
  /** width: numbers of each vector. */
  | { readonly kind: "vectors"; readonly words: number; readonly width: number }
  | { readonly kind: "fidelio_model"; readonly inputs: readonly { readonly name: string; readonly type: string }[]; readonly outputs: readonly string[] }
  | ({ readonly kind: "tfjs_model" } & ForeignFacts);

/** A model of TensorFlow.js: what it reads of a row, and where its answer can be taken. */
export interface ForeignFacts extends Pick<Foreign, "format" | "takes" | "shape" | "whole" | "output" | "features"> {
  /** The last layers or nodes, the very last first. */
  readonly last: readonly string[];
}

/** A file that was just chosen, or one that lies with a project. */
export type FileSource = { readonly file: Readable } | { readonly project: string };
