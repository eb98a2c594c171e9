import { mount } from "svelte";
import { success } from "../../../src/engine/schema/problem.ts";
import EvaluateScreen from "../../../src/app/screens/4-evaluate/EvaluateScreen.svelte";
import PredictScreen from "../../../src/app/screens/5-predict/PredictScreen.svelte";
import TrainScreen from "../../../src/app/screens/3-train/TrainScreen.svelte";
import type { EvaluateScreenProps, PredictScreenProps, RunView, TrainScreenProps } from "../../../src/app/screens/props.ts";
import ModelScene from "./ModelScene.svelte";
import { answer } from "../fixtures/answers.ts";
import { cellOf, columns, evaluations, goodYaml, manyClasses, model, runAt, table, yaml } from "../fixtures/penguins.ts";

const nothing = () => {};

const train = (run: RunView | null, more: Partial<TrainScreenProps> = {}) => (target: Element) => {
  const props: TrainScreenProps = { run, blockers: [], stale: false, wish: "auto", readOnly: false, busy: "", held: "", onGoOn: nothing, onStartOver: nothing, onDiscard: nothing, onWish: nothing, onTrain: nothing, onPause: nothing, onResume: nothing, onStop: nothing, onEvaluate: nothing, onPredict: nothing, onModel: nothing, ...more };
  mount(TrainScreen, { target, props });
};

const evaluate = (more: Partial<EvaluateScreenProps> = {}) => (target: Element) => {
  const props: EvaluateScreenProps = {
    runs: [{ id: "r3", name: "Run 3", at: "2026-01-01T12:00:00Z", status: "finished" }, { id: "r2", name: "Run 2", at: "2026-01-01T11:00:00Z", status: "finished" }],
    run: runAt(80, "finished"),
    evaluations,
    columns,
    readRows: (rows) => Promise.resolve(rows.map((r) => columns.map((c) => cellOf(r, c)))),
    onSelectRun: nothing,
    onTrain: nothing,
    onPredict: nothing,
    ...more,
  };
  mount(EvaluateScreen, { target, props });
};

const predict = (more: Partial<PredictScreenProps> = {}) => (target: Element) => {
  const props: PredictScreenProps = {
    model,
    opening: false,
    problems: [],
    run: runAt(80, "finished"),
    evaluation: evaluations[1]!,
    predict: (cells) => Promise.resolve(success(answer(cells))),
    predictFile: (file) => Promise.resolve(success({ name: `answers_${file.name}`, rows: 344, csv: new Blob(["a\r\n"]) })),
    exportModel: () => Promise.resolve(success({ name: "penguins.zip", zip: new Blob(["zip"]) })),
    readRow: (row) => Promise.resolve(Object.fromEntries(columns.map((c) => [c, cellOf(row, c)]))),
    rows: table.length,
    onTrain: nothing,
    ...more,
  };
  mount(PredictScreen, { target, props });
};

export const scenes: Readonly<Record<string, (target: Element) => unknown>> = {
  "model-bad": (target) => mount(ModelScene, { target, props: { text: yaml } }),
  "model-good": (target) => mount(ModelScene, { target, props: { text: goodYaml } }),
  "model-broken": (target) => mount(ModelScene, { target, props: { text: `${goodYaml}  - x: [` } }),
  "train-none": train(null),
  "train-blocked": train(null, { blockers: [{ severity: "error", path: [], message: "learning_rat is not a setting of the trainer" }] }),
  "train-starting": train(runAt(0, "starting")),
  "train-running": train(runAt(71, "running")),
  "train-early": train(runAt(4, "running")),
  "train-paused": train(runAt(30, "paused")),
  "train-finished": train(runAt(80, "finished")),
  "train-stale": train(runAt(80, "finished"), { stale: true }),
  "train-diverged": train({ ...runAt(6, "finished"), reason: "diverged", bestRound: 3 }),
  "train-failed": train({ ...runAt(0, "failed"), plan: null, problems: [{ severity: "error", path: [], message: "Sex has only one value in the training rows, so there is nothing to tell apart. Choose another output." }] }),
  "evaluate-full": evaluate(),
  "predict-full": predict(),
  "predict-none": predict({ model: null, run: null, evaluation: null }),
  "predict-opening": predict({ model: null, opening: true }),
  "predict-failed": predict({ model: null, problems: [{ severity: "error", path: [], message: "Its weights are not in the storage any more. Train again, or import the model from a file." }] }),
  "evaluate-many": evaluate({ evaluations: manyClasses }),
  "evaluate-none": evaluate({ run: null, runs: [], evaluations: [] }),
};
