import { bool, nullYet } from "../schema/params.ts";

/** Keys of Ludwig's tables that every embedding accepts: one that means nothing in a browser, one that is not here yet. */
export const embeddingPlaceholders = {
  embeddings_on_cpu: bool(false, "Where Ludwig keeps the table; means nothing in a browser."),
  pretrained_embeddings: nullYet("Vectors read from a file."),
};
