import { t } from "../../../src/app/messages/index.ts";
import { late } from "../../../src/app/messages/late.ts";
import { error, failure, success } from "../../../src/engine/schema/problem.ts";
import RunsScreen from "../../../src/app/screens/runs/RunsScreen.svelte";
import EvaluateScreen from "../../../src/app/screens/4-evaluate/EvaluateScreen.svelte";
import PredictScreen from "../../../src/app/screens/5-predict/PredictScreen.svelte";
import TrainScreen from "../../../src/app/screens/3-train/TrainScreen.svelte";
import type { EvaluateScreenProps, PredictScreenProps, RunsScreenProps, RunView, TrainScreenProps } from "../../../src/app/screens/props.ts";
import type { SplitEvaluation } from "../../../src/engine/evaluation/evaluation.ts";
import { thresholdCharts } from "../../../src/engine/features/threshold-charts.ts";
import { appScenes } from "./app-scenes.ts";
import { fileScenes } from "./file-scenes.ts";
import { doctorScenes } from "./doctor-scenes.ts";
import { trustScenes } from "./trust-scenes.ts";
import ModelScene from "./ModelScene.svelte";
import { choose, framedScreen, press, settled, type Scene } from "./scene.ts";
import { answer } from "../fixtures/answers.ts";
import { kindsAnswer, kindsModel } from "../fixtures/kinds.ts";
import { kindsEvaluation, kindsSimple, ticketCell, ticketColumns } from "../fixtures/kinds-evaluation.ts";
import { drawingsAnswer, drawingsModel, drawingsRun, mapOf } from "../fixtures/drawings.ts";
import { runRecords } from "../fixtures/runs.ts";
import { controlsModel } from "../fixtures/controls.ts";
import { cellOf, columns, evaluations, goodYaml, manyClasses, model, plan, runAt, simpleModels, table, yaml } from "../fixtures/penguins.ts";

const nothing = () => {};

/** From round 18 on it learns its own rows by heart: their loss falls, that of the others rises. */
const byHeart = ((): RunView => {
  const run = runAt(80, "finished");
  const rounds = run.rounds.map((round) => {
    const past = Math.max(0, round.round - 18) / 62;
    const scaled = (scores: typeof round.training, by: number) => ({ ...scores, combined: { loss: scores["combined"]!["loss"]! * by } });
    return { ...round, training: scaled(round.training, 1 - 0.85 * past), validation: scaled(round.validation, 1 + 0.9 * past), best: round.best && round.round <= 18 };
  });
  return { ...run, rounds, bestRound: rounds.findLast(({ best }) => best)?.round ?? null };
})();

const train = (run: RunView | null, more: Partial<TrainScreenProps> = {}) => {
  const props: TrainScreenProps = { run, blockers: [], stale: false, wish: "auto", readOnly: false, busy: "", held: "", onGoOn: nothing, onStartOver: nothing, onDiscard: nothing, onWish: nothing, onTrain: nothing, onPause: nothing, onResume: nothing, onStop: nothing, onEvaluate: nothing, onPredict: nothing, onModel: nothing, ...more };
  return framedScreen("train", TrainScreen, props);
};

const corrections: EvaluateScreenProps["corrections"] = { count: 1, list: "#/", before: (_, row) => (row === 5 ? "Gentoo" : undefined), isExcluded: () => false, correct: () => Promise.resolve(), exclude: () => Promise.resolve(), undo: () => Promise.resolve() };
const evaluate = (more: Partial<EvaluateScreenProps> = {}) => {
  const props: EvaluateScreenProps = {
    runs: [{ id: "r3", name: "Run 3", at: "2026-01-01T12:00:00Z", status: "finished" }, { id: "r2", name: "Run 2", at: "2026-01-01T11:00:00Z", status: "finished" }],
    run: runAt(80, "finished"),
    evaluations,
    testViews: 0,
    onTestView: nothing,
    simple: { models: simpleModels, training: false, why: "", onTrain: nothing },
    corrections,
    columns,
    readRows: (rows) => Promise.resolve(rows.map((r) => columns.map((c) => cellOf(r, c)))),
    pictures: null,
    explain: null,
    looksAt: [],
    onSelectRun: nothing,
    onCompare: nothing,
    onTrain: nothing,
    onPredict: nothing,
    ...more,
  };
  return framedScreen("evaluate", EvaluateScreen, props);
};

/** Tickets, judged in one output or in all. */
const kinds = (only?: string) => evaluate({
  evaluations: [only === undefined ? kindsEvaluation : { ...kindsEvaluation, outputs: { [only]: kindsEvaluation.outputs[only]! } }],
  simple: { models: kindsSimple, training: false, why: "", onTrain: nothing },
  columns: ticketColumns,
  readRows: (rows) => Promise.resolve(rows.map((row) => ticketColumns.map((column) => ticketCell(row, column)))),
});
/** Opens the row that is furthest off. */
const worst = (output: string) => document.querySelector<HTMLElement>(`ul[aria-label="${late.parts.worst.list(output)}"] button`)?.click();

const runs = (records: RunsScreenProps["records"]) => {
  const props: RunsScreenProps = { records, readOnly: false, columns, readRows: (rows) => Promise.resolve(rows.map((r) => columns.map((c) => cellOf(r, c)))), pictures: null, onRename: nothing, onAnnotate: nothing, onMeasure: () => Promise.resolve(0.0021), onOpen: nothing, onBack: nothing };
  return framedScreen("evaluate", RunsScreen, props);
};

const predict = (more: Partial<PredictScreenProps> = {}) => {
  const props: PredictScreenProps = {
    model,
    opening: false,
    problems: [],
    run: runAt(80, "finished"),
    evaluation: evaluations[1],
    predict: (cells) => Promise.resolve(success(answer(cells))),
    explain: (_, { method }) => Promise.resolve(success(mapOf(0, method))),
    predictFile: () => Promise.resolve(success({ name: "answers_new.csv", rows: 344, csv: new Blob(["a\r\n"]), notes: [] })),
    exportLudwig: () => Promise.resolve(success({ name: "penguins_ludwig.zip", zip: new Blob(["zip"]) })),
    exportModel: () => Promise.resolve(success({ name: "penguins.zip", zip: new Blob(["zip"]) })),
    readRow: (row) => Promise.resolve(Object.fromEntries(columns.map((c) => [c, cellOf(row, c)]))),
    readPicture: () => Promise.resolve(null),
    rows: table.length,
    onTrain: nothing,
    ...more,
  };
  return framedScreen("predict", PredictScreen, props);
};

/** Rows of one sex only: what can be said of them, and what cannot. */
const oneClass = ((): SplitEvaluation => {
  const { outputs, ...split } = evaluations[0];
  const sex = outputs["Sex"]!;
  const rows = Uint32Array.of(3, 7, 12);
  const [probability, truth] = [Float32Array.of(0.9, 0.6, 0.4), Int32Array.of(1, 1, 1)];
  return { ...split, rows: 3, outputs: { Sex: { ...sex, rows: 3, metrics: { ...sex.metrics, roc_auc: NaN }, intervals: {}, charts: [...thresholdCharts({ output: "Sex", labels: ["FEMALE", "MALE"], probability, truth, threshold: 0.5 })],
    answers: { kind: "labels", labels: ["FEMALE", "MALE"], rows, truth, predicted: Int32Array.of(1, 1, 0), confidence: Float32Array.of(0.9, 0.6, 0.6), positive: probability } } } };
})();
/** A model that gave no number for some rows. */
const unanswered = ((): SplitEvaluation => {
  const { outputs, ...split } = evaluations[0];
  const sex = outputs["Sex"]!;
  return { ...split, outputs: { Sex: { ...sex, metrics: Object.fromEntries(Object.keys(sex.metrics).map((name) => [name, NaN])), intervals: {}, charts: [], unanswered: [3, 7] } } };
})();

const modelScreen = (text: string, more: object = {}) => framedScreen("model", ModelScene, { text, ...more });

/** The scene, and then something is done in it. */
const then = (scene: Scene, act: () => unknown): Scene => async (target) => {
  const shown = await scene(target);
  await act();
  await settled();
  return shown;
};

const screens: Readonly<Record<string, Scene>> = {
  "runs": runs(runRecords),
  "runs-rows": then(runs(runRecords), () => {
    const bars = document.querySelector<HTMLElement>("[aria-labelledby=agreement] [role=slider]");
    for (const key of ["ArrowRight", "Enter"]) bars?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    document.getElementById("agreement")?.scrollIntoView();
  }),
  "runs-one": runs(runRecords.slice(2)),
  "model-bad": modelScreen(yaml),
  "model-good": modelScreen(goodYaml),
  "model-tight": modelScreen(goodYaml, { verdict: "tight" }),
  "model-too-large": modelScreen(goodYaml, { verdict: "too_large" }),
  "model-compared": then(modelScreen(goodYaml, { runs: [{ id: "r1", name: "Run 1", yaml: goodYaml.replace("batch_size: 16", "batch_size: 64").replace("name: Island", "name: Isle") }] }), () => choose(late.model.compare.with("Run 1"))),
  "model-broken": modelScreen(`${goodYaml}  - x: [`),
  "train-none": train(null),
  "train-blocked": train(null, { blockers: [{ severity: "error", path: [], message: "learning_rat is not a setting of the trainer" }] }),
  "train-starting": train(runAt(0, "starting")),
  "train-fitting": train({ ...runAt(0, "starting"), fitting: { feature: "Island", done: 2, of: 6 } }),
  "train-reading": train({ ...runAt(0, "starting"), reading: 0.37 }),
  "train-running": train(runAt(71, "running")),
  "train-early": train(runAt(4, "running")),
  "train-paused": train(runAt(30, "paused")),
  "train-stopping": train(runAt(30, "stopping")),
  "train-finished": train(runAt(80, "finished")),
  "train-overfitting": train(byHeart),
  "train-stale": train(runAt(80, "finished"), { stale: true }),
  "train-diverged": train({ ...runAt(6, "finished"), reason: "diverged", bestRound: 3 }),
  "train-failed": train({ ...runAt(0, "failed"), plan: null, problems: [{ severity: "error", path: [], message: "Sex has only one value in the training rows, so there is nothing to tell apart. Choose another output." }] }),
  "train-interrupted": train({ ...runAt(30, "interrupted"), keptAt: Date.now() - 40_000 }),
  "train-interrupted-held": train({ ...runAt(3, "interrupted"), keptAt: null }, { held: "Another tab is training. When it has ended, this run can go on." }),
  "train-followed": train(runAt(30, "running"), { readOnly: true, busy: "Another tab is training." }),
  "train-table": then(train(runAt(80, "finished")), () => press(late.charts.table)),
  "evaluate-full": evaluate(),
  "evaluate-rows": then(evaluate(), () => document.querySelector<HTMLElement>("td.cell button:not([aria-disabled])")?.click()),
  "evaluate-corrected": then(evaluate({ corrections: { ...corrections, count: 12, before: (output, row) => (output === "Species" && row % 4 === 1 ? "Gentoo" : undefined) } }), async () => {
    document.querySelector<HTMLElement>("td.cell button:not([aria-disabled])")?.click();
    for (let frame = 0; frame < 100 && !document.querySelector("td button.corrected"); frame++) await settled();
    [...document.querySelectorAll<HTMLElement>("td button[aria-label*=Species]")][1]?.click();
  }),
  "evaluate-table": then(evaluate(), () => press(late.charts.table)),
  "evaluate-many": evaluate({ evaluations: manyClasses }),
  "evaluate-kinds": kinds(),
  "evaluate-kinds-set": then(kinds("topics"), () => worst("topics")),
  "evaluate-kinds-shares": then(kinds("team shares"), () => worst("team shares")),
  "evaluate-kinds-vector": then(kinds("effort (h)"), () => worst("effort")),
  "evaluate-kinds-tags": then(kinds("slots"), () => worst("slots")),
  "evaluate-kinds-recall": then(kinds("topics"), () => choose(late.parts.labels.recall)),
  "evaluate-kinds-table": then(kinds("topics"), () => press(late.charts.table)),
  "evaluate-class": then(evaluate(), () => {
    for (const select of document.querySelectorAll<HTMLSelectElement>("select:has(option[value=Chinstrap])")) {
      select.value = "Chinstrap";
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }),
  "evaluate-pictures": evaluate(drawingsRun),
  "evaluate-picture": then(evaluate(drawingsRun), () => document.querySelector<HTMLElement>("figure li button")?.click()),
  "evaluate-picture-of-two": then(evaluate({ ...drawingsRun, looksAt: ["drawing", "its back"] }), () => document.querySelector<HTMLElement>("figure li button")?.click()),
  "evaluate-picture-rows": then(evaluate(drawingsRun), () => document.querySelector<HTMLElement>("td.cell button:not([aria-disabled])")?.click()),
  "evaluate-test-closed": then(evaluate(), () => document.querySelector<HTMLElement>("input[value=test]")?.click()),
  "evaluate-thresholds": then(evaluate(), () => document.querySelector(".thresholds")?.scrollIntoView()),
  "evaluate-selected": then(evaluate(), () => {
    document.querySelectorAll<HTMLElement>("td.cell button:not([aria-disabled])")[1]?.click();
    document.querySelectorAll("main .ruled")[1]?.scrollIntoView();
  }),
  "evaluate-below": then(evaluate(), async () => {
    const bars = [...document.querySelectorAll<HTMLElement>(".grid [role=slider]")][0];
    bars?.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));
    await settled();
    bars?.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    await settled();
    bars?.closest("figure")?.scrollIntoView();
  }),
  "evaluate-simple-none": evaluate({ simple: { models: null, training: false, why: "", onTrain: nothing } }),
  "evaluate-undefined": evaluate({ evaluations: [oneClass] }),
  "evaluate-unanswered": evaluate({ evaluations: [unanswered] }),
  "evaluate-other-rows": then(evaluate({ corrections: null, readRows: (rows) => Promise.resolve(rows.map(() => columns.map(() => "another"))) }), () => document.querySelector<HTMLElement>("td.cell button:not([aria-disabled])")?.click()),
  "evaluate-none": evaluate({ run: null, runs: [], evaluations: [] }),
  "evaluate-unjudged": evaluate({ run: { ...runAt(80, "finished"), plan: { ...plan, rows: { training: 333, validation: 0, test: 0 } } }, evaluations: [] }),
  "evaluate-running": evaluate({ run: runAt(30, "running"), evaluations: [] }),
  "predict-full": predict(),
  "predict-kinds": predict({ model: kindsModel, evaluation: kindsEvaluation, predict: () => Promise.resolve(success(kindsAnswer)), rows: 0 }),
  "predict-controls": predict({ model: controlsModel, rows: 0, evaluation: null }),
  "predict-picture": predict({ ...drawingsModel, explain: (_, { method }) => Promise.resolve(success(mapOf(0, method))) }),
  "predict-picture-unread": predict({ ...drawingsModel, predict: async () => ({ ok: true, value: drawingsAnswer, notes: [{ severity: "note", path: [], message: "drawing: the picture of 1 row could not be read (lost/picture.png), and the model was shown an even grey instead" }] }) }),
  "predict-picture-map": then(predict({ ...drawingsModel, explain: (_, { method }) => Promise.resolve(success(mapOf(0, method))) }), () => press(t.pictures.explain.open)),
  "predict-picture-unexplained": then(predict({ ...drawingsModel, explain: () => Promise.resolve(failure(error([], "the encoder of drawing has no convolution of its own whose maps could be read; ask for occlusion instead"))) }), () => press(t.pictures.explain.open)),
  "predict-none": predict({ model: null, run: null, evaluation: null }),
  "predict-opening": predict({ model: null, opening: true }),
  "predict-failed": predict({ model: null, problems: [{ severity: "error", path: [], message: "Its weights are not in the storage any more. Train again, or import the model from a file." }] }),
  "predict-file": then(predict(), () => press(late.predict.file.open)),
};

export const scenes: Readonly<Record<string, Scene>> = { ...appScenes, ...doctorScenes, ...trustScenes, ...fileScenes, ...screens };
