/** The states that only the whole app has: its first screen, data coming in, the library, dialogs over it, messages. */
import { mount } from "svelte";
import StartFailed from "../../../src/app/shell/StartFailed.svelte";
import { words } from "../../../src/app/messages/en/camera.ts";
import { words as combining } from "../../../src/app/messages/en/combine.ts";
import { t } from "../../../src/app/messages/index.ts";
import { late } from "../../../src/app/messages/late.ts";
import { picturesFile, picturesFolder, shapes } from "../fixtures/pictures.ts";
import { inApp, penguinsFile, press, pressable, settled, until, type Page, type Scene } from "./scene.ts";

const file = (text: string, name = "table.csv") => new File([text], name);

async function penguins({ app }: Page): Promise<void> {
  await app.openFile(penguinsFile());
  await app.project?.setRole("Species", "output");
}
/** A table of drawings, whose shape is the answer. */
async function drawings({ app }: Page): Promise<void> {
  await app.openFile(picturesFile());
  await app.project?.setRole("shape", "output");
}
/** Small pictures are made one message after the other. */
const drawn = (): Promise<void> => until("small pictures", () => document.querySelector(".picture") && !document.querySelector(".picture.coming"));

/** The drawings changed in training in such ways. */
async function changing(page: Page, augmentation: string): Promise<void> {
  await drawings(page);
  const { project } = page.app;
  if (!project) return;
  await project.setRole("weight", "off");
  project.document.edit(project.document.text.replace("type: image\n", `type: image\n    augmentation: ${augmentation}\n`), "changes");
  await page.app.warm();
  page.app.go(project.id, "model");
}
async function openedDrawing(): Promise<void> {
  const button = () => document.querySelector<HTMLElement>(`[aria-label="${late.model.form.settings("drawing")}"]`);
  await until("the language, which comes from the engine", button);
  button()?.click();
  await until("a preview", () => document.querySelector(".preview[aria-busy=false]"));
}

const hostile = '"<img src=x onerror=alert(1)>","a very long name of a column that does not end soon, and then some more of it",,a\n' +
  Array.from({ length: 30 }, (_, i) => `"<script>",${i},${i % 3 ? "NA" : ""},"line one\nline two ${"long ".repeat(30)}"`).join("\n");

async function shelf(page: Page): Promise<void> {
  await penguins(page);
  for (const name of ["Support tickets", "A project whose name is so long that no line of any screen has room for it"]) {
    await page.app.openFile(file("a,b\n1,2\n3,4\n", `${name}.csv`));
  }
  await page.app.openFile(file("a,b\n1,2\n", "In the bin.csv"));
  const binned = page.app.project?.id;
  if (binned) await page.app.removeProject(binned);
  page.app.router.go({ screen: "library" });
}

/** What a camera sees: a drawing that does not change. */
function drawnStream(): MediaStream {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [320, 240];
  const context = canvas.getContext("2d")!;
  const paint = () => {
    context.fillStyle = "#8fb7a8";
    context.fillRect(0, 0, 320, 240);
    context.fillStyle = "#a4452f";
    context.fillRect(110, 60, 100, 120);
  };
  paint();
  const stream = canvas.captureStream(20);
  const timer = setInterval(() => (canvas.isConnected || stream.active ? paint() : clearInterval(timer)), 50);
  return stream;
}
/** The recorder, over a camera of which there is none here; and then something is done. */
const camera = (see: () => Promise<MediaStream>, act: () => unknown = () => {}): Scene => inApp(async () => {}, async () => {
  Object.defineProperty(navigator.mediaDevices, "getUserMedia", { value: see, configurable: true });
  press(t.welcome.camera);
  await settled();
  await act();
});
/** The recorder over a table of pictures in folders; and then something is done. */
const moreFrom = (act: () => unknown): Scene => inApp(({ app }) => app.openFiles(picturesFolder()), async () => {
  Object.defineProperty(navigator.mediaDevices, "getUserMedia", { value: () => Promise.resolve(drawnStream()), configurable: true });
  await until("a camera to press", () => pressable(t.data.takePictures));
  press(t.data.takePictures);
  await until("the classes there are", () => document.querySelector("dialog[open] h3"));
  await drawn();
  await act();
});
/** A quarter of a second of a class. */
const burst = async (name: string): Promise<void> => {
  press(words.secondsFor(name));
  await new Promise((done) => setTimeout(done, 250));
  document.querySelector<HTMLElement>("button.hold:not(:disabled)")?.dispatchEvent(new FocusEvent("blur"));
  await new Promise((done) => setTimeout(done, 250));
};
const filming = async (): Promise<void> => {
  press(words.start);
  await until("a camera, or a refusal", () => document.querySelector("button.hold:not(:disabled), dialog[open] .note"));
};

const tables = (files: Readonly<Record<string, string>>) => Object.entries(files).map(([path, text]) => ({ path, file: new File([text], path) }));
const people = (rows: number): string => `age,height,smokes\n${Array.from({ length: rows }, (_, i) => `${20 + (i * 7) % 60},${150 + (i * 3) % 45},${i % 3 ? "no" : "yes"}`).join("\n")}\n`;
/** Orders look up customers, and these regions; some keys are nowhere, some twice. */
const shop = tables({
  "regions.csv": "region,tax\nnorth,19\nsouth,7\n",
  "customers.csv": "id,name,region\n1,Ada,north\n2,Ben,south\n3,Cleo,north\n4,Dan,south\n5,Eve,north\n6,Fay,north\n7,Gus,south\n8,Hal,south\n9,Ina,north\n10,Jon,north\n11,Kim,south\n1,Ada again,south\n",
  "orders.csv": `order,customer_id,price,returned\n${Array.from({ length: 60 }, (_, i) => `${i + 1},${1 + (i * 5) % 13},${10 + (i * 7) % 90},${i % 4 ? "no" : "yes"}`).join("\n")}\n`,
});

export const appScenes: Readonly<Record<string, Scene>> = {
  "welcome-first": inApp(async () => {}),
  "welcome-again": inApp(async (page) => {
    await shelf(page);
    page.app.router.go({ screen: "welcome" });
  }),
  "welcome-drag": inApp(async ({ app }) => app.hover(true)),
  "welcome-paste": inApp(async () => {}, () => press(t.welcome.paste, false)),
  "welcome-reading": inApp(async ({ app, ports }) => {
    // A reading that has begun and does not end.
    Object.assign(ports.data, { open: (...all: Parameters<typeof ports.data.open>) => (all[3]?.({ stage: "reading", done: 0.4, rows: 120_000 }), new Promise(() => {})) });
    void app.reading.read("x", "a large file.csv", file(""));
  }),
  "welcome-unreadable": inApp(async ({ app }) => app.openFile(file(""))),
  "data-full": inApp(penguins),
  "data-hinted": inApp(async ({ app }) => app.openFile(file("a,b\n1,2\n3,4\n5,9\n"))),
  "data-hostile": inApp(async ({ app }) => app.openFile(file(hostile))),
  "data-how-read": inApp(penguins, () => press(t.data.change)),
  "data-tables-parts": inApp(({ app }) => app.openFiles(tables({ "test.csv": people(8), "train.csv": people(40), "notes-2021.csv": "a,b\n1,2\n" }))),
  "data-tables-join": inApp(({ app }) => app.openFiles(shop)),
  "data-tables-stack": inApp(({ app }) => app.openFiles(tables({ "clinic-2021.csv": people(30), "clinic-2022.csv": people(20), "clinic-2023.csv": "age,height\n1,2\n" })), async () => {
    await until("ways to combine", () => pressable(combining.ways.stack));
    press(combining.ways.stack);
    await settled();
  }),
  "data-tables-many": inApp(({ app }) => app.openFiles(tables(Object.fromEntries(Array.from({ length: 120 }, (_, i) => [`month-${i + 1}.csv`, people(5)]))))),
  "data-drawings": inApp(drawings, async () => {
    [...document.querySelectorAll<HTMLElement>("th button")].find((one) => one.textContent === "drawing")?.click();
    await drawn();
  }),
  "data-pictures": inApp(drawings, async () => {
    press(t.pictures.asPictures);
    await settled();
    await drawn();
  }),
  "data-picture-row": inApp(drawings, async () => {
    press(t.pictures.asPictures);
    await settled();
    const fifth = () => document.querySelector<HTMLElement>("li button[data-place='4']");
    await until("a grid of pictures", fifth);
    fifth()?.click();
    await until("the picture of a row, and its cells", () => document.querySelector<HTMLImageElement>("dialog[open] img")?.complete && document.querySelector("dialog[open] dd"));
  }),
  "model-augmentation": inApp(async (page) => changing(page, "[{type: random_rotate, degree: 40, probability: 1}, {type: cut_out}, {type: mixup, alpha: 1}]"), openedDrawing),
  "model-augmentation-auto": inApp(async (page) => changing(page, "[{type: auto_augmentation}]"), openedDrawing),
  "model-augmentation-refused": inApp(async (page) => changing(page, "[{type: random_swirl}]"), openedDrawing),
  "data-empty": inApp(async (page) => {
    await penguins(page);
    const id = page.app.project?.id ?? "";
    await page.app.library.duplicate(id);
    const copy = page.app.library.projects.find((project) => project.id !== id);
    if (!copy) return;
    await page.app.library.put({ ...copy, dataset: null, yaml: "" }, copy.changedAt);
    await page.app.openProject(copy.id);
    page.app.go(copy.id, "data");
  }),
  "data-gone": inApp(async (page, disk) => {
    await penguins(page);
    const { app } = page;
    const id = app.project?.id ?? "";
    await app.openFile(file("a,b\n1,2\n3,4\n"));
    await disk.tables.remove(app.library.find(id)?.dataset ?? "");
    await app.openProject(id);
    app.go(id, "data");
  }),
  "library-full": inApp(shelf),
  "library-empty": inApp(async ({ app }) => app.router.go({ screen: "library" })),
  "library-runs": inApp(shelf, () => document.querySelector<HTMLElement>("main [aria-expanded=false]")?.click()),
  "trust-open": inApp(async ({ app }) => app.router.go({ screen: "trust", part: null })),
  "project-gone": inApp(async ({ app }) => app.router.go({ screen: "project", project: "nowhere", step: "train", run: null })),
  "shortcuts-open": inApp(penguins, () => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "?", bubbles: true }))),
  "glossary-open": inApp(penguins, () => press(t.shell.glossary)),
  "messages-open": inApp(async (page) => {
    await penguins(page);
    page.app.toasts.say(t.library.finished("Run 3", "Penguins"), { label: t.shell.step.evaluate, run: () => {} });
    page.app.toasts.complain("The project could not be saved: the disk is full. Export what you need, then make room.");
  }),
  "camera-off": camera(() => Promise.resolve(drawnStream())),
  "camera-refused": camera(() => Promise.reject(new DOMException("", "NotAllowedError")), filming),
  "camera-recording": camera(() => Promise.resolve(drawnStream()), async () => {
    await filming();
    for (const n of [1, 2]) await burst(words.classNumber(n));
  }),
  "data-folders": inApp(({ app }) => app.openFiles(picturesFolder())),
  "camera-more": moreFrom(() => {}),
  "camera-more-recording": moreFrom(async () => {
    await filming();
    await burst(shapes[1]);
    press(words.add);
    await settled();
    await burst(words.classNumber(4));
  }),
  "start-failed": async (target) => mount(StartFailed, { target, props: { reason: "The storage of this browser could not be opened: another tab holds an older version. Close it and load again." } }),
};
