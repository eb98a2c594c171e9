/** Files that a config names: vocabularies, word vectors, models. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

export const words = catalogue("assets", {
  nowhere: (name: string) => `'${name}' cannot be read: files have no place here`,
  /** What is wrong with a file, at the key that names it. */
  about: (key: string, name: string, why: string) => `${key}: '${name}': ${why}`,
  tooLarge: (size: number, most: number) => `it is ${bytes(size)}; a file here has at most ${bytes(most)}`,
  needed: (key: string, value: string, wanted: string) => `${key}: ${value} reads a file: name it by ${wanted}, for instance ${wanted}: assets/tokenizer.json`,
  notText: "it is not UTF-8 text",
  trained: {
    noModel: "model: name the file of the earlier model, as its export wrote it, for instance model: assets/earlier.zip",
    noInput: (type: string, names: readonly string[]) => `the model has no ${type} input${names.length > 0 ? `; its inputs are ${list(names)}` : ""}`,
    several: (type: string, names: readonly string[]) => `the model has several ${type} inputs: say by input which one of ${list(names)}`,
    unknown: (name: string, near: string) => `the model has no input '${name}'; ${near}`,
    otherType: (name: string, type: string, wanted: string) => `the model's input '${name}' is of type ${type}, this one of ${wanted}: both must be the same`,
    damaged: (name: string) => `what the model knows of its input '${name}' is damaged`,
    preprocessing: (key: string) => `${key} is not looked at: how cells are read comes with the earlier model`,
  },
  vectors: {
    none: (example: string) => `it holds no word vectors; expected a line for each word, the word and its numbers separated by blanks, such as '${example}'`,
    width: (width: number, asked: number) => `its vectors have ${counted(width, "number", "numbers")} and embedding_size says ${count(asked)}: the file's are taken`,
    sparse: "pretrained_embeddings says what the vectors are, and representation: sparse that there are none; use representation: dense",
    found: (found: number, all: number, name: string) => `${count(found)} of ${counted(all, "word", "words")} have a vector in '${name}'; the others begin near the average of those`,
    noneFound: (all: number, name: string) => `none of ${counted(all, "word", "words")} has a vector in '${name}': are its words written as yours are (small letters, accents)?`,
    odd: (lines: number, name: string) => `${counted(lines, "line", "lines")} of '${name}' ${lines === 1 ? "is" : "are"} no word with its vector and ${lines === 1 ? "was" : "were"} passed over`,
  },
});
