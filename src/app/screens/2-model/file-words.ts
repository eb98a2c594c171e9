import type { KnownFile } from "../../../engine/advice/known-file.ts";
import { late } from "../../messages/late.ts";

/** What a file is, in a few words. */
export function kindOf(file: KnownFile): string {
  switch (file.kind) {
    case "vocabulary": return file.pieces ? late.model.files.kinds.pieces(file.tokens) : late.model.files.kinds.vocabulary(file.tokens);
    case "tokenizer": return late.model.files.kinds.tokenizer(file.tokens);
    case "vectors": return late.model.files.kinds.vectors(file.words, file.width);
    case "fidelio_model": return late.model.files.kinds.fidelio_model(file.inputs.map(({ name }) => name), file.outputs);
    case "tfjs_model": return file.takes === "pictures" ? late.model.files.foreign.pictures(file.shape) : late.model.files.foreign.tokens(file.shape[0] ?? null);
    default: return file satisfies never;
  }
}

/** Without the folder that all files of a project lie in. */
export const shortName = (name: string): string => name.split("/").at(-1)!;
