/** Files that a config names: vocabularies, word vectors, models. */
import { catalogue } from "../catalogue.ts";
import { bytes, count, counted, list } from "../format.ts";

export const words = catalogue("assets", {
  nowhere: (name: string) => `'${name}' cannot be read: files have no place here`,
  unreadable: "the browser cannot read it: it was moved, changed or locked since it was chosen",
  /** What is wrong with a file, at the key that names it. */
  about: (key: string, name: string, why: string) => `${key}: '${name}': ${why}`,
  tooLarge: (size: number, most: number) => `it is ${bytes(size)}; a file here has at most ${bytes(most)}`,
  /** What a file is not that was to be kept with a project. */
  recognise: {
    empty: "it is empty",
    unknown: "it is none of the files that a model can use: a vocabulary (one token a line), a tokenizer.json, word vectors (GloVe, word2vec as text), or a model",
    table: "it looks like a table or a running text; a vocabulary has one token in each line, word vectors a word and its numbers. Tables are opened in Data",
    otherJson: "it is JSON, but no tokenizer.json: that has a model with a vocabulary",
    noJson: "it begins like JSON and is none; was it cut short?",
  },
  tokenizer: {
    needed: (tokenizer: string, keys: readonly string[]) => `tokenizer: ${tokenizer} is read from a file: name it by ${list(keys)}, for instance ${keys[0]}: assets/tokenizer.json`,
    unread: (tokenizer: string) => `pretrained_model_name_or_path is read by tokenizer: hf_tokenizer alone, and this one is ${tokenizer}`,
    ofOutputs: (tokenizer: string) => `tokenizer: ${tokenizer} cuts words into pieces, and an output's tags are whole; use another tokenizer`,
    not_json: "it is neither JSON nor a list of pieces",
    not_text: "it is no UTF-8 text, or larger than 64 MB",
    notUnderstood: (part: string, what: string) => `its ${part} is '${what}', which is not known here; a tokenizer.json of WordPiece, BPE or WordLevel is read, or a vocab.txt with [UNK]`,
    noTokens: "it holds no token",
  },
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
