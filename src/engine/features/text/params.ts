import { asset, bool, nullYet, Type } from "../../schema/params.ts";
import { ofInputs, ofOutputs, tokenColumn, type Missing } from "../token-params.ts";

const params = (missing: Missing) =>
  Type.Object({
    ...tokenColumn("space_punct", missing),
    pretrained_model_name_or_path: asset("The file of `hf_tokenizer`: a `tokenizer.json`, or a `vocab.txt` of BERT's."),
    prompt: nullYet("A prompt template."),
    compute_idf: bool(false, "No effect: the `tf_idf` encoder has it computed."),
  });

/** Keys of a text that is predicted, beside `preprocessing`. */
export const settings = Type.Object({ class_similarities: nullYet("How alike tags are; the loss has a key of that name.") });

export const preprocessing = { input: params(ofInputs), output: params(ofOutputs) };
