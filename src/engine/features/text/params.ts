import { falseYet, nullYet, Type } from "../../schema/params.ts";
import { tokenColumn, type Fill } from "../token-params.ts";

const params = (missing: Fill) =>
  Type.Object({
    ...tokenColumn("space_punct", missing),
    pretrained_model_name_or_path: nullYet("A pretrained tokenizer."),
    prompt: nullYet("A prompt template."),
    compute_idf: falseYet("For the tf_idf encoder."),
  });

export const preprocessing = { input: params("fill_with_const"), output: params("drop_row") };
