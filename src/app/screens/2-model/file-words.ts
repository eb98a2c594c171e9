import type { KnownFile } from "../../../engine/advice/known-file.ts";
import { t } from "../../messages/index.ts";

/** What a file is, in a few words. */
export function kindOf(file: KnownFile): string {
  switch (file.kind) {
    case "vocabulary": return file.pieces ? t.model.files.kinds.pieces(file.tokens) : t.model.files.kinds.vocabulary(file.tokens);
    case "tokenizer": return t.model.files.kinds.tokenizer(file.tokens);
    case "vectors": return t.model.files.kinds.vectors(file.words, file.width);
    case "fidelio_model": return t.model.files.kinds.fidelio_model(file.inputs.map(({ name }) => name), file.outputs);
    case "tfjs_model": return file.takes === "pictures" ? t.model.files.foreign.pictures(file.shape) : t.model.files.foreign.tokens(file.shape[0] ?? null);
    default: return file satisfies never;
  }
}

/** Without the folder that all files of a project lie in. */
export const shortName = (name: string): string => name.split("/").at(-1)!;
