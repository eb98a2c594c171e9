/** The files of a project on the model screen, and the dialogues that say where they are used. */
import { late } from "../../../src/app/messages/late.ts";
import type { FilesProps } from "../../../src/app/screens/props.ts";
import type { ProjectFile } from "../../../src/app/state/files.svelte.ts";
import ModelScene from "./ModelScene.svelte";
import { framedScreen, press, settled, type Scene } from "./scene.ts";

const TEXTS = `input_features:
  - name: note
    type: text
    encoder:
      type: parallel_cnn
      pretrained_embeddings: assets/glove.6B.50d.txt
      embedding_size: 50
  - {name: title, type: text}
  - {name: Body mass (g), type: number}
  - {name: photo, type: image}
output_features:
  - {name: Species, type: category}
`;
const glove: ProjectFile = { name: "assets/glove.6B.50d.txt", size: 171_350_079, what: { kind: "vectors", words: 400_000, width: 50 }, problem: "" };
const pieces: ProjectFile = { name: "assets/vocab.txt", size: 231_508, what: { kind: "vocabulary", tokens: 30_522, pieces: true }, problem: "" };
const earlier: ProjectFile = { name: "assets/Support-tickets-Run-4.zip", size: 1_204_224, what: { kind: "fidelio_model", inputs: [{ name: "subject", type: "text" }, { name: "body", type: "text" }, { name: "age", type: "number" }], outputs: ["urgency"] }, problem: "" };
const pictures: ProjectFile = { name: "assets/digits.zip", size: 804_224, what: { kind: "fidelio_model", inputs: [{ name: "drawing", type: "image" }], outputs: ["digit"] }, problem: "" };
const foreign: ProjectFile = { name: "assets/mobilenet.zip", size: 17_204_224, what: { kind: "tfjs_model", format: "layers", takes: "pictures", shape: [224, 224, 3], whole: false, output: "classes", features: "global_average_pooling2d", last: ["classes", "dropout", "global_average_pooling2d", "out_relu"] }, problem: "" };
const sentences: ProjectFile = { name: "assets/sentences.zip", size: 27_204_224, what: { kind: "tfjs_model", format: "graph", takes: "tokens", shape: [null], whole: true, output: "pooled", features: null, last: ["pooled"] }, problem: "" };
const broken: ProjectFile = { name: "assets/a-name-that-is-so-long-that-no-line-has-room-for-it.zip", size: null, what: null, problem: "This is not a model that Fidelio exported: it holds no readable 'fidelio.json'." };
const fresh: ProjectFile = { name: "assets/tokenizer.json", size: 466_062, what: null, problem: "" };

const files = (given: Partial<FilesProps>): Scene => framedScreen("model", ModelScene as never, { text: TEXTS, files: given }); // as every screen of the gallery
const down = (scene: Scene): Scene => async (target) => {
  const shown = await scene(target);
  document.querySelector(`[aria-label="${late.model.files.title}"]`)?.scrollIntoView({ block: "center" });
  await settled();
  return shown;
};
const later = (scene: Scene, act: () => unknown): Scene => async (target) => {
  const shown = await scene(target);
  act();
  await settled();
  await settled();
  return shown;
};

export const fileScenes: Readonly<Record<string, Scene>> = {
  "files-none": down(files({})),
  "files-some": down(files({ all: [glove, pieces, earlier, broken, fresh], adding: "a-large-model.zip", refused: [{ name: "table.csv", why: "it looks like a table or a running text; a vocabulary has one token in each line, word vectors a word and its numbers. Tables are opened in Data" }] })),
  "files-use-vocabulary": files({ all: [pieces], offered: pieces }),
  "files-use-model": files({ all: [earlier], offered: earlier }),
  "files-use-pictures": files({ all: [foreign], offered: foreign }),
  "files-use-sentences": files({ all: [sentences], offered: sentences }),
  "files-use-unfit": files({ all: [glove], offered: glove, check: () => Promise.resolve([{ severity: "error", path: ["input_features", 0, "encoder", "pretrained_embeddings"], message: "pretrained_embeddings: 'assets/glove.6B.50d.txt': it holds no word vectors" }]) }),
  "files-use-checking": files({ all: [glove], offered: glove, check: () => new Promise(() => {}) }),
  "files-use-nobody": files({ all: [pictures], offered: { ...pictures, what: { kind: "fidelio_model", inputs: [{ name: "when", type: "date" }], outputs: ["digit"] } } }),
  "files-own-models": later(files({ models: () => Promise.resolve([{ id: "r4", run: "Run 4", project: "Support tickets" }, { id: "r1", run: "Run 1", project: "Penguins" }]) }), () => press(late.model.files.own)),
  "files-own-none": later(files({}), () => press(late.model.files.own)),
};
