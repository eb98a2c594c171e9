import { words } from "../../messages/en/config.ts";
import { error, fixRemove, note, type Problem, type Report } from "../schema/problem.ts";
import { refuseUnknownKeys } from "../schema/read.ts";
import { setAside } from "./aside.ts";
import { crossCheck } from "./cross-checks.ts";
import { readDefaults } from "./defaults.ts";
import { locate, parseDocument } from "./document.ts";
import { modernise } from "./legacy.ts";
import { openCombiner } from "./open-combiner.ts";
import { noteLeaks, openInputs, openOutputs } from "./open-features.ts";
import type { OpenedConfig, Opening } from "./opened.ts";
import { Origins } from "./origins.ts";
import { withPreset } from "./presets.ts";
import { readPreprocessing } from "./preprocessing.ts";
import { checkSteps } from "./steps.ts";
import { readTrainer } from "./trainer.ts";
import { chooseValidation, chooseWatched } from "./validation.ts";

export const SECTIONS = [
  "input_features", "output_features", "combiner", "trainer", "preprocessing", "defaults",
  "model_type", "preset", "hyperopt", "backend", "ludwig_version",
] as const;

/** Read a config from its YAML: every problem with the line and column it stands at. Never throws. */
export const openYaml = (text: string): Opening => withoutErrors(readYaml(text));

/** Read a config from plain data, in the order in which Ludwig reads one. Never throws: all problems at once. */
export const openConfig = (value: unknown): Opening => withoutErrors(readConfig(value));

const withoutErrors = ({ opened, problems }: Opening): Opening =>
  ({ opened: problems.some(({ severity }) => severity === "error") ? null : opened, problems });

/** What could be read of a config though there are errors: for further checks, never for training. `further` may add problems. */
export function readYaml(text: string, further: (opened: OpenedConfig) => readonly Problem[] = () => []): Opening {
  const document = parseDocument(text);
  if (document.value === undefined) return { opened: null, problems: document.problems };
  const { opened, problems } = readConfig(document.value);
  return { opened, problems: placed(document, [...problems, ...(opened ? further(opened) : [])]) };
}

/** Problems with the line and column they stand at, in the order of the text. */
export const placeProblems = (text: string, problems: readonly Problem[]): readonly Problem[] => placed(parseDocument(text), problems);

function placed(document: ReturnType<typeof parseDocument>, problems: readonly Problem[]): readonly Problem[] {
  const found = problems.map((problem): Problem => {
    const { line, column } = locate(document, problem.path, problem.fix?.kind === "rename" ? "key" : "value");
    return { ...problem, line, column };
  });
  return found.sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

function readConfig(value: unknown): Opening {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { opened: null, problems: [error([], words.shape)] };
  }
  const origins = new Origins();
  const problems: Problem[] = [];
  const report: Report = (found) => {
    const problem = origins.trace(found);
    if (!problems.some((p) => p.message === problem.message && JSON.stringify(p.path) === JSON.stringify(problem.path))) problems.push(problem);
  };
  const config = withPreset(modernise(value, origins, report), origins, report);
  setAside(config, report);
  return { opened: openSections(config, origins, report), problems };
}

function openSections(config: Readonly<Record<string, unknown>>, origins: Origins, report: Report): Opening["opened"] {
  refuseUnknownKeys(config, SECTIONS, "section", [], report);
  reportUnsupported(config, report);
  const defaults = readDefaults(config["defaults"], ["defaults"], report);
  const inputs = openInputs(config["input_features"], defaults, origins, report);
  const outputs = openOutputs(config["output_features"], defaults, origins, report);
  noteLeaks(inputs, outputs, report);
  const combiner = openCombiner(config["combiner"], inputs, report);
  checkSteps(inputs, outputs, combiner.resolved, report);
  const trainer = readTrainer(config["trainer"], ["trainer"], report);
  const preprocessing = readPreprocessing(config["preprocessing"], { inputs: inputs.features, outputs: outputs.features }, ["preprocessing"], report);
  crossCheck({ inputs, outputs }, preprocessing.params.split).forEach(report);
  if (inputs.features.length === 0 || outputs.features.length === 0) return null;
  const validation = chooseValidation(trainer.validation, outputs.features, ["trainer"], report);
  return {
    inputs: inputs.features,
    outputs: outputs.features,
    places: { inputs: inputs.paths, outputs: outputs.paths },
    combiner: combiner.combine,
    trainer: trainer.params,
    preprocessing: preprocessing.params,
    validation,
    watched: chooseWatched(trainer.watches, validation.field, outputs.features, report),
    resolved: {
      model_type: "ecd",
      input_features: inputs.resolved,
      output_features: outputs.resolved,
      combiner: combiner.resolved,
      trainer: trainer.resolved,
      preprocessing: preprocessing.resolved,
    },
  };
}

/** Sections that Ludwig knows and that ask for something Fidelio does not do. */
function reportUnsupported({ model_type, hyperopt, backend }: Readonly<Record<string, unknown>>, report: Report): void {
  const given = (value: unknown): boolean => value !== undefined && value !== null;
  const refuse = (key: string, message: string): void => report(error([key], message, fixRemove([key])));
  const tell = (key: string, message: string): void => report(note([key], message, fixRemove([key])));
  if (given(model_type) && model_type !== "ecd") {
    const name = typeof model_type === "string" ? model_type : JSON.stringify(model_type);
    const why = name === "llm" || name === "gbm" ? words.elsewhere[name] : words.elsewhere.otherModel;
    refuse("model_type", words.elsewhere.modelType(name, why));
  }
  if (given(hyperopt)) tell("hyperopt", words.elsewhere.hyperopt);
  if (given(backend)) tell("backend", words.elsewhere.backend);
}
