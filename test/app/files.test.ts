import { expect, test, vi } from "vitest";
import { setIn } from "../../src/engine/config/edit.ts";
import { joinModels } from "../../src/app/state/model-zip.ts";
import { opened, started } from "./support/penguins.ts";
import { disk } from "./support/ports.ts";

const NOTES = ["note,kind", ...Array.from({ length: 24 }, (_, i) => (i % 2 ? "good and warm day,a" : "bad and cold night,b"))].join("\n");
const GLOVE = "good 0.1 0.2 0.3\nbad 0.3 0.2 0.1\nwarm 1 0 1\n";

async function withNotes() {
  const kept = disk();
  const page = await started(kept);
  await page.app.openText(NOTES);
  const project = opened(page.app);
  await project.setType("note", "text");
  await project.setRole("note", "input");
  await project.setRole("kind", "output");
  return { ...page, kept, project };
}
const eventually = (check: () => void) => vi.waitFor(check, 20_000);
const file = (text: string, path: string) => ({ path, file: new File([text], path) });

test("a file that is recognised is kept with the project, and its use is offered", async () => {
  const { project, kept } = await withNotes();
  await project.files.add([file(GLOVE, "my glove (50d).txt")]);
  expect(project.files.all).toEqual([{ name: "assets/my-glove-50d.txt", size: GLOVE.length, what: { kind: "vectors", words: 3, width: 3 }, problem: "" }]);
  expect(project.files.offered?.name).toBe("assets/my-glove-50d.txt");
  const stored = await kept.storage.get("project", project.id);
  expect(stored.ok && Object.keys(stored.value?.blobs ?? {})).toEqual(["assets/my-glove-50d.txt"]);
  await project.files.add([file(GLOVE, "my glove (50d).txt"), file("[UNK]\ngood\n", "vocab.txt")]);
  expect(project.files.all.map(({ name }) => name)).toEqual(["assets/my-glove-50d-2.txt", "assets/my-glove-50d.txt", "assets/vocab.txt"]);
});

test("one that is nothing is refused with a sentence, and the others are taken", async () => {
  const { project } = await withNotes();
  await project.files.add([file("a,b\n1,2\n", "t.csv"), file("[UNK]\ngood\n", "vocab.txt")]);
  expect(project.files.refused).toEqual([{ name: "t.csv", why: expect.stringMatching(/opened in Data/) as string }]);
  expect(project.files.all.map(({ name }) => name)).toEqual(["assets/vocab.txt"]);
});

test("the config is looked at again when its file comes or goes, and a removed file comes back by Undo", async () => {
  const { app, project } = await withNotes();
  await project.files.add([file(GLOVE, "g.txt")]);
  project.document.apply(setIn(project.document.text, ["input_features", 0, "encoder"], { type: "parallel_cnn", pretrained_embeddings: "assets/g.txt", embedding_size: 3 }), "edit");
  await eventually(() => expect(project.document.inspecting).toBe(false));
  expect(project.document.errors).toEqual([]);
  await project.files.remove("assets/g.txt");
  expect(project.files.all).toEqual([]);
  await eventually(() => expect(project.document.errors.map(({ message }) => message).join()).toMatch(/g\.txt/));
  app.toasts.all.at(-1)?.action?.run();
  await eventually(() => expect(project.files.all).toHaveLength(1));
  await eventually(() => expect(project.document.errors).toEqual([]));
  project.document.edit(`${project.document.text}# later\n`, "typing");
  await project.settle();
  expect(project.files.all).toHaveLength(1);
});

test("files are there again after a reload, and what they are is known once somebody looks", async () => {
  const { project, kept } = await withNotes();
  await project.files.add([file(GLOVE, "g.txt")]);
  await project.close();
  const again = await started(kept);
  await again.app.openProject(project.id);
  const { files } = opened(again.app);
  expect(files.all).toMatchObject([{ name: "assets/g.txt", what: null, problem: "" }]);
  await files.look();
  expect(files.all).toMatchObject([{ what: { kind: "vectors" } }]);
});

test("a finished run becomes a file of another project, without export and import by hand", async () => {
  const { app, project } = await withNotes();
  project.setWish("cpu");
  await eventually(() => expect(project.canTrain).toBe(true));
  await app.train();
  await app.openText(NOTES);
  const later = opened(app);
  const [model] = await later.files.models();
  expect(model).toMatchObject({ project: project.name });
  await later.files.addModel(model!.id);
  expect(later.files.refused).toEqual([]);
  expect(later.files.offered).toMatchObject({ what: { kind: "fidelio_model", inputs: [{ name: "note", type: "text" }], outputs: ["kind"] } });
  expect(later.files.offered?.name).toMatch(/^assets\/[\w-]+\.zip$/);
});

test("the JSON of a model and the files of its weights become one file, whatever they are called; others stay", async () => {
  const names = async (given: Readonly<Record<string, string>>) => (await joinModels(Object.entries(given).map(([path, text]) => file(text, path)))).map(({ path }) => path);
  const model = (...paths: readonly string[]): string => JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths, weights: [] }] });
  expect(await names({ "net/model.json": model("group1-shard1of2.bin", "group1-shard2of2.bin"), "net/group1-shard1of2.bin": "1", "net/group1-shard2of2.bin": "2", "vocab.txt": "" })).toEqual(["net.zip", "vocab.txt"]);
  expect(await names({ "model.json": model("weights.bin"), "weights.bin": "", "vocab.txt": "" })).toEqual(["tfjs-model.zip", "vocab.txt"]);
  expect(await names({ "faces.json": model("faces.bin"), "faces.bin": "1", "hands.json": model("hands.bin"), "hands.bin": "2" })).toEqual(["faces.zip", "hands.zip"]);
  expect(await names({ "faces.json": model("faces.bin"), "hands.bin": "2" })).toEqual(["faces.zip", "hands.bin"]);
  expect(await names({ "model.json": model("weights.bin") })).toEqual(["model.json"]);
  expect(await names({ "tokenizer.json": "{}", "other.bin": "" })).toEqual(["tokenizer.json", "other.bin"]);
  expect(await names({ "broken.json": '{"weightsManifest"', "other.bin": "" })).toEqual(["broken.json", "other.bin"]);
});

test("a model whose weights are another's is refused by the names of those that are missing", async () => {
  const { project } = await withNotes();
  await project.files.add([file(JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths: ["faces.bin"], weights: [] }] }), "faces.json"), file("\0", "hands.bin")]);
  expect(project.files.refused).toEqual([{ name: "faces.zip", why: expect.stringMatching(/weights are not there: faces\.bin; choose the model's \.json together/) as string }, { name: "hands.bin", why: expect.any(String) as string }]);
});
