import { at, NotUnderstood, textAt, type Block } from "./reading.ts";
import type { CutWord } from "./tokenizer.ts";

/** The longest piece that a word begins with, then the longest of the rest, whose pieces are marked (Wu et al., 2016); a word that has none is unknown as a whole. */
export function wordPiece(model: Block, ids: ReadonlyMap<string, number>): CutWord {
  const prefix = textAt(model, "continuing_subword_prefix") ?? "##";
  const limit = at(model, "max_input_chars_per_word");
  const longest = typeof limit === "number" ? limit : 100;
  const name = textAt(model, "unk_token") ?? "[UNK]";
  const unknown = ids.get(name);
  if (unknown === undefined) throw new NotUnderstood("model WordPiece, unk_token", name);
  return (word) => {
    const characters = Array.from(word);
    if (characters.length > longest) return [unknown];
    const pieces: number[] = [];
    for (let start = 0; start < characters.length; ) {
      let end = characters.length;
      let found: number | undefined;
      for (; end > start && found === undefined; end--) found = ids.get((start > 0 ? prefix : "") + characters.slice(start, end).join(""));
      if (found === undefined) return [unknown];
      pieces.push(found);
      start = end + 1;
    }
    return pieces;
  };
}
