import type { KnownFile } from "../../../engine/advice/known-file.ts";
import { t } from "../../messages/index.ts";

/** What a file is, in a few words. */
export function kindOf(file: KnownFile): string {
  const { kinds } = t.model.files;
  switch (file.kind) {
    case "vocabulary": return file.pieces ? kinds.pieces(file.tokens) : kinds.vocabulary(file.tokens);
    case "tokenizer": return kinds.tokenizer(file.tokens);
    case "vectors": return kinds.vectors(file.words, file.width);
    case "fidelio_model": return kinds.fidelio_model(file.inputs.map(({ name }) => name), file.outputs);
    default: return file satisfies never;
  }
}

/** Without the folder that all files of a project lie in. */
export const shortName = (name: string): string => name.split("/").at(-1)!;
