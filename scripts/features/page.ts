/** FEATURES.md: what of Ludwig's language is here, from the registries and Ludwig's own names; notes.yaml beside this file says what those cannot. */
import type { FamilyDescription, JsonSchema, Language } from "../../src/engine/config/language.ts";
import { ludwig, type FeatureFamily } from "../../src/engine/config/ludwig.ts";

/** Section → (feature type →) names, several separated by commas → a note. One that begins with "no:", "partly:" or "planned:" sets the state. */
export interface Notes {
  readonly types: Readonly<Record<string, string>>;
  readonly encoders: NotesByType;
  readonly decoders: NotesByType;
  readonly losses: NotesByType;
  readonly metrics: NotesByType;
  readonly combiners: Readonly<Record<string, string>>;
  readonly optimizers: Readonly<Record<string, string>>;
  readonly splits: Readonly<Record<string, string>>;
  readonly trainer: Readonly<Record<string, string>>;
  readonly preprocessing: Readonly<Record<string, string>>;
  /** Ludwig's pictures, several separated by commas → what takes their place. */
  readonly visualize: Readonly<Record<string, string>>;
  /** Rows that no registry knows: part → state and note. */
  readonly rest: Readonly<Record<string, string>>;
}
type NotesByType = Readonly<Record<string, Readonly<Record<string, string>>>>;

interface Names { readonly here: readonly string[]; readonly ludwigs: readonly string[] }
interface Row { readonly names: readonly string[]; readonly state: string; readonly note: string }

/** The whole page. Throws where a note is about something that neither side has. */
export function featuresPage(language: Language, notes: Notes): string {
  return [
    HEAD(ludwig.version),
    "## Types", typesTable(language, notes.types),
    "## Encoders", byType("encoder", language, "encoder", notes.encoders),
    "## Combiners", plain("combiner", familyNames(language.combiners, Object.keys(ludwig.shared("combiner"))), notes.combiners),
    "## Decoders", byType("decoder", language, "decoder", notes.decoders),
    "## Losses", byType("loss", language, "loss", notes.losses),
    "## Metrics", metricsTable(language, notes.metrics),
    "## Optimizers", plain("optimizer", familyNames(language.optimizers, Object.keys(ludwig.shared("optimizer"))), notes.optimizers),
    "## Splits", plain("split", familyNames(language.splits, Object.keys(ludwig.shared("split"))), notes.splits),
    "## Trainer", plain("key", { here: [...keysOf(language.trainer), "optimizer"], ludwigs: Object.keys(ludwig.section("trainer")) }, notes.trainer),
    "## Preprocessing of the table", plain("key", { here: [...keysOf(language.preprocessing), "split"], ludwigs: Object.keys(ludwig.section("dataset")) }, notes.preprocessing),
    "## Pictures (`ludwig visualize`)", plain("picture", picturesOf(notes.visualize), notes.visualize),
    "## The rest", table(["part", "state", "notes"], Object.entries(notes.rest).map(([part, text]) => { const { state, note } = readNote(text, "yes"); return [part, state, note]; })),
  ].join("\n\n") + "\n";
}

/** The names after `ludwig visualize -v`. */
const PICTURES = [
  "learning_curves", "compare_performance", "compare_classifiers_performance_from_prob", "compare_classifiers_performance_from_pred", "compare_classifiers_performance_subset",
  "compare_classifiers_performance_changing_k", "compare_classifiers_multiclass_multimetric", "compare_classifiers_predictions", "compare_classifiers_predictions_distribution",
  "confidence_thresholding", "confidence_thresholding_data_vs_acc", "confidence_thresholding_data_vs_acc_subset", "confidence_thresholding_data_vs_acc_subset_per_class",
  "confidence_thresholding_2thresholds_2d", "confidence_thresholding_2thresholds_3d", "binary_threshold_vs_metric", "roc_curves", "roc_curves_from_test_statistics",
  "precision_recall_curves", "precision_recall_curves_from_test_statistics", "calibration_1_vs_all", "calibration_multiclass", "confusion_matrix", "frequency_vs_f1",
  "hyperopt_report", "hyperopt_hiplot",
];

/** Those that a note calls planned or no are not here; every other one needs a note that says what takes its place. */
function picturesOf(notes: Notes["visualize"]): Names {
  const noted = Object.entries(notes).flatMap(([names, text]) => names.split(/,\s*/).map((name) => ({ name, state: readNote(text, "yes").state })));
  const silent = PICTURES.find((picture) => !noted.some(({ name }) => name === picture));
  if (silent !== undefined) throw new Error(`scripts/features/notes.yaml does not say what takes the place of the picture '${silent}'`);
  return { here: noted.filter(({ state }) => state === "yes" || state === "partly").map(({ name }) => name).filter((name) => PICTURES.includes(name)), ludwigs: PICTURES };
}

const HEAD = (version: string): string => `# What Fidelio has of Ludwig's language

Compared with Ludwig ${version}. **yes**: works as there (differences, if any, are named) · **own**: Fidelio has it, Ludwig does not ·
**partly**: works with the limits named · **planned**: refused today with a sentence that says so · **no**: will not come, and why.
\`npm run features\` writes this page from the registries, the names of Ludwig's schema and scripts/features/notes.yaml; a test fails when it is stale.`;

function typesTable({ types }: Language, notes: Notes["types"]): string {
  const [inputs, outputs] = [ludwig.types("input"), ludwig.types("output")];
  const names = [...new Set([...Object.keys(types), ...inputs, ...outputs])].sort();
  refuseStrangers(notes, names, "types");
  const state = (here: boolean, theirs: boolean): string => (here ? (theirs ? "yes" : "own") : theirs ? "planned" : "");
  return table(["type", "as input", "as output", "notes"], names.map((name) => {
    const type = types[name];
    const note = notes[name] ?? (inputs.includes(name) && !outputs.includes(name) && !type?.output ? `Ludwig has no ${name} output` : "");
    return [code([name]), state(Boolean(type?.input), inputs.includes(name)), state(Boolean(type?.output), outputs.includes(name)), note];
  }));
}

function byType(noun: string, { types }: Language, family: FeatureFamily, notes: NotesByType): string {
  const names = allTypes(types);
  refuseStrangers(notes, names, noun);
  return table(["type", noun, "state", "notes"], names.flatMap((name) => {
    const side = family === "encoder" ? types[name]?.input : types[name]?.output;
    const rows = rowsOf(familyNames(side?.families[family], Object.keys(ludwig.parts(family, name))), notes[name] ?? {}, `${name} ${noun}`);
    return rows.map((row) => [name, ...cells(row)]);
  }));
}

function metricsTable({ types }: Language, notes: NotesByType): string {
  return table(["type", "metric", "state", "notes"], [
    ...allTypes(types).flatMap((name) => {
      const here = Object.keys(types[name]?.output?.metrics ?? {}).filter((metric) => metric !== "loss");
      return rowsOf({ here, ludwigs: ludwig.metrics(name) }, notes[name] ?? {}, `${name} metric`).map((row) => [name, ...cells(row)]);
    }),
    ...rowsOf({ here: ["loss"], ludwigs: ["loss"] }, notes["combined"] ?? {}, "combined").map((row) => ["combined", ...cells(row)]),
  ]);
}

const plain = (noun: string, names: Names, notes: Readonly<Record<string, string>>): string =>
  table([noun, "state", "notes"], rowsOf(names, notes, noun).map(cells));

const keysOf = ({ properties }: JsonSchema): readonly string[] => Object.keys(properties as object); // an object's schema has properties
const allTypes = (types: Language["types"]): readonly string[] => [...new Set([...Object.keys(types), ...ludwig.types("input"), ...ludwig.types("output")])].sort();
const familyNames = (family: FamilyDescription | undefined, ludwigs: readonly string[]): Names => ({ here: Object.keys(family?.choices ?? {}), ludwigs });

/** Names with a note of their own first, then the others by their state. */
function rowsOf({ here, ludwigs }: Names, notes: Readonly<Record<string, string>>, about: string): readonly Row[] {
  const all = [...new Set([...here, ...ludwigs])];
  const state = (name: string): string => (here.includes(name) ? (ludwigs.includes(name) ? "yes" : "own") : "planned");
  const noted = Object.entries(notes).map(([key, text]): Row => {
    const names = key.split(/,\s*/);
    refuseStrangers(Object.fromEntries(names.map((name) => [name, text])), all, about);
    const row = { names, ...readNote(text, state(names[0]!)) };
    const wrong = names.find((name) => row.state !== "partly" && here.includes(name) === ["no", "planned"].includes(row.state)); // what is approximated is not registered
    if (wrong !== undefined) throw new Error(`scripts/features/notes.yaml says '${row.state}' of ${about} '${wrong}', which is ${here.includes(wrong) ? "" : "not "}registered`);
    return row;
  });
  const rest = all.filter((name) => !noted.some(({ names }) => names.includes(name)));
  const grouped = ["yes", "own", "planned"].map((one): Row => ({ names: rest.filter((name) => state(name) === one), state: one, note: "" }));
  return [...noted, ...grouped.filter(({ names }) => names.length > 0)].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}
const ORDER = ["yes", "own", "partly", "planned", "no"];

function readNote(text: string, otherwise: string): { readonly state: string; readonly note: string } {
  const [, state, note] = /^(no|partly|planned)(?:: ?(.*))?$/s.exec(text) ?? [];
  return state === undefined ? { state: otherwise, note: text } : { state, note: note ?? "" };
}

function refuseStrangers(notes: object, known: readonly string[], about: string): void {
  const stranger = Object.keys(notes).find((name) => !known.includes(name));
  if (stranger !== undefined) throw new Error(`scripts/features/notes.yaml has a note for ${about} '${stranger}', which neither Fidelio nor Ludwig knows`);
}

const code = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
const cells = ({ names, state, note }: Row): readonly string[] => [code(names), state, note];
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`.replaceAll("|  |", "| |")).join("\n");
