import { nullYet } from "../schema/params.ts";

/** A key of Ludwig's tables that is not here yet. */
export const embeddingPlaceholders = {
  pretrained_embeddings: nullYet("Vectors read from a file."),
};
