import { asset, nullYet } from "../schema/params.ts";

/** Ludwig's key of a table of vectors. */
export const pretrained = {
  pretrained_embeddings: asset("A text file of word vectors, as GloVe writes them, that the table begins with.", { impact: "medium" }),
};

/** The same where each row of the table is a column of its own. */
export const notPretrained = { pretrained_embeddings: nullYet("A table of columns takes no vectors.") };

/** What facts say of a table whose vectors come from a file: how wide they are. */
export interface FromFile { readonly outside?: { readonly vectors?: number } }

/** Vectors are never wider than there are words, unless a file says how wide they are. */
export const tableWidth = ({ outside, vocab_size }: FromFile & { readonly vocab_size: number }, size: number): number => outside?.vectors ?? Math.min(vocab_size, size);
