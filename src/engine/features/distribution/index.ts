import { defineFeature } from "../define.ts";
import { fit, readShares } from "./facts.ts";
import { likeness } from "./likeness.ts";
import { output } from "./output.ts";
import { preprocessing } from "./params.ts";

/** Shares of known classes in each row, to be predicted: votes, mixtures, soft labels. */
export const categoryDistribution = defineFeature({
  type: "category_distribution",
  summary: "Shares of several classes in each row: votes, mixtures, opinions that differ.",
  likeness,
  preprocessing: { input: preprocessing, output: preprocessing },
  isMissing: (cell, { vocab }) => readShares(cell, vocab.length) === null,
  fit,
  output,
  recipe: {
    output: [
      "A softmax over the row gives the shares of the classes in `idx2str`, in their order.",
      "A cell of the truth holds as many numbers, which are divided by their sum.",
    ].join(" "),
  },
  example: {
    cells: ["0.7 0.2 0.1", "[0, 1, 0]", null, "1;1;2", "0.5 0.5", "20, 30, 50", "-1 1 1", "0 0 0", "0.1 0.1 0.8"],
    preprocessing: { vocab: ["north", "east", "west"] },
  },
});
