import { words } from "../../messages/en/config.ts";
import type { ColumnRole } from "../api.ts";
import { countedRows, type ColumnProfile, type TableProfile } from "../data/profile.ts";
import { holdsSplit } from "../data/split.ts";
import { writingKeys } from "../data/amounts.ts";
import { parseNumber } from "../data/numbers.ts";
import { itemLists } from "../features/lists.ts";
import { fold, meaning } from "../features/binary/words.ts";
import { flowText, scalarText } from "./render.ts";

interface Marked { readonly column: ColumnProfile; readonly type: string }

/** Categories up to this many get a column each; more get vectors. */
const MOST_COLUMNS = 24;

/**
 * The YAML that Fidelio writes from a table and the chosen columns: it runs as it is, in seconds on a weak machine, and each
 * choice that differs from the language's default says why. The rules and what they were measured on: docs/decisions/0005-starter-config.md.
 */
export function starterConfig(profile: TableProfile, roles: Readonly<Record<string, ColumnRole>>): string {
  const marked = (role: ColumnRole["role"]): readonly Marked[] => profile.columns.flatMap((column) => {
    const given = Object.hasOwn(roles, column.name) ? roles[column.name] : undefined;
    return given?.role === role ? [{ column, type: given.type }] : [];
  });
  const rows = countedRows(profile);
  const inputs = marked("input");
  const outputs = marked("output");
  const tagged = outputs.some(hasTags) ? inputs.find(hasTags) : undefined;
  const nameOf = (output: Marked): string => (output.column.name === "combined" ? freeName("combined_output", outputs) : output.column.name);
  return [
    `# ${words.starter.head(rows)}`,
    ...list("input_features", inputs.map((input) => featureLines(input, input === tagged ? stepLines() : inputLines(input, rows)))),
    "",
    ...list("output_features", outputs.map((output) => featureLines(output, outputLines(output, outputs), nameOf(output)))),
    "",
    ...(tagged ? ["combiner:", `  type: sequence_concat  # ${words.starter.tagCombiner}`] : combinerLines(inputs, rows)),
    "",
    ...trainerLines(inputs, outputs, rows),
    ...splitLines(profile, outputs),
    "",
  ].join("\n");
}

const list = (section: string, features: readonly (readonly string[])[]): readonly string[] =>
  features.length > 0 ? [`${section}:`, ...features.flat()] : [`${section}: []`];

function featureLines({ column, type }: Marked, more: readonly string[], name = column.name): readonly string[] {
  const reads = name === column.name ? [] : [`column: ${scalarText(column.name)}`];
  return [`  - name: ${scalarText(name)}`, ...[...reads, `type: ${type}`, ...more].map((line) => `    ${line}`)];
}

/** A name that no other column has: "combined" itself is the loss of all outputs together. */
function freeName(wanted: string, others: readonly Marked[]): string {
  return others.some(({ column }) => column.name === wanted) ? freeName(`${wanted}_2`, others) : wanted;
}

function inputLines({ column, type }: Marked, rows: number): readonly string[] {
  switch (type) {
    case "number": return numberLines(column);
    case "binary": return binaryLines(column, column.missing > 0 && column.distinct > 1 ? ["missing_value_strategy: fill_with_mode"] : []);
    case "category": return [categoryLine(column)];
    case "text": return textLines(column, rows);
    case "sequence": return [`encoder: {type: parallel_cnn, embedding_size: 32, num_filters: 32, reduce_output: max, num_fc_layers: 1, output_size: 64}  # ${words.starter.shortStretches}`];
    case "set":
    case "bag": return itemLines(column);
    case "vector": return [`encoder: {type: dense, output_size: 64, norm: batch}  # ${words.starter.ownUnits}`];
    case "timeseries": return [`encoder: {type: parallel_cnn, num_filters: 32, norm: batch, reduce_output: max, num_fc_layers: 1, output_size: 64}  # ${words.starter.ownUnits}`];
    case "image": return pictureLines();
    case "date": return [`encoder: {type: wave}  # ${words.starter.wave}`];
    default: return [];
  }
}

/** Over 64 × 64 pixels at most: 6,000 pictures of 28 × 28 train to 0.98 in about a minute of one core. */
const pictureLines = (): readonly string[] => [
  "preprocessing:",
  `  missing_value_strategy: drop_row  # ${words.starter.noPicture}`,
  `  infer_image_max_height: 64  # ${words.starter.smallPictures}`,
  "  infer_image_max_width: 64",
  "encoder:",
  `  type: stacked_cnn  # ${words.starter.convolutions}`,
  "  padding: same",
  "  conv_norm: batch",
  "  conv_layers: [{out_channels: 16}, {out_channels: 32}, {out_channels: 64}]",
  "  output_size: 64",
  "  fc_dropout: 0.2",
];

/** The separator that makes lists of the column; a plain column of words has the language's default. */
function itemLines(column: ColumnProfile): readonly string[] {
  const lists = itemLists(column);
  return lists ? [`preprocessing: {tokenizer: ${lists.tokenizer}}  # ${words.starter.items(lists.items)}`] : [];
}

/** Standard deviations beyond which a value is taken for a slip: one alone can spoil the loss of every row. */
const FAR_OUT = 12;

/** How the column writes its numbers, where it is not as a program would. */
const writingLines = ({ amounts }: ColumnProfile): readonly string[] =>
  (amounts ? Object.entries(writingKeys(amounts.writing)).map(([key, value]) => `${key}: ${flowText(value)}`) : []);

function numberLines(column: ColumnProfile): readonly string[] {
  const { missing, amounts } = column;
  const numbers = column.numbers ?? amounts?.numbers ?? null;
  const farthest = numbers && numbers.std > 0 ? Math.max(numbers.max - numbers.mean, numbers.mean - numbers.min) / numbers.std : 0;
  const parts = [
    ...writingLines(column),
    ...(missing > 0 || (amounts?.numeric ?? column.numeric) < column.rows - missing ? ["missing_value_strategy: fill_with_mean"] : []),
    ...(farthest > FAR_OUT ? ["outlier_strategy: fill_with_mean", `outlier_threshold: ${FAR_OUT}`] : []),
  ];
  const why = farthest > FAR_OUT ? `  # ${words.starter.farOut(Math.round(farthest))}` : "";
  return parts.length > 0 ? [`preprocessing: {${parts.join(", ")}}${why}`] : [];
}

function categoryLine({ distinct, distinctIsLowerBound }: ColumnProfile): string {
  if (distinct <= MOST_COLUMNS) return `encoder: {type: onehot}  # ${words.starter.fewCategories(distinct)}`;
  return `encoder: {type: dense, embedding_size: 16}  # ${words.starter.manyCategories(distinct, distinctIsLowerBound)}`;
}

function textLines(column: ColumnProfile, rows: number): readonly string[] {
  return [
    "preprocessing:",
    "  lowercase: true",
    `  max_sequence_length: ${textLength(column)}  # ${words.starter.textLength(Math.round(column.meanWords), column.maxWords)}`,
    `  most_common: ${rows < 20_000 ? 5_000 : 10_000}`,
    `encoder: {type: embed, embedding_size: 64, reduce_output: mean, dropout: 0.2}  # ${words.starter.bagOfWords}`,
  ];
}

/** Tokens to keep: all of the longest text, but no more than six times the average, up to 256; punctuation makes more tokens than words. */
function textLength({ meanWords, maxWords }: ColumnProfile): number {
  const tokens = 1.3 * Math.min(maxWords, Math.max(16, 6 * meanWords)) + 2;
  return Math.min(256, 8 * Math.ceil(tokens / 8));
}

/** Of two labels that do not say which means yes, the rarer does: what is asked about is usually what happens less. */
function binaryLines({ top, distinct }: ColumnProfile, preprocessing: readonly string[]): readonly string[] {
  const labels = top.map(({ value }) => value.trim());
  const rarer = labels.at(-1);
  const plain = distinct !== 2 || labels.every((label) => meaning(fold(label)) !== undefined || !Number.isNaN(parseNumber(label)));
  const lines = plain || rarer === undefined ? preprocessing : [...preprocessing, `fallback_true_label: ${flowText(rarer)}`];
  return lines.length > 0 ? [`preprocessing: {${lines.join(", ")}}${plain ? "" : `  # ${words.starter.countsAsYes}`}`] : [];
}

/** A column of tokens; as an output, of a tag for each token of an input. */
const hasTags = ({ type }: Marked): boolean => type === "text" || type === "sequence";

/** An input whose tokens are kept apart, each knowing those before and after it. */
const stepLines = (): readonly string[] =>
  ["preprocessing: {tokenizer: space}", `encoder: {type: rnn, cell_type: gru, bidirectional: true, embedding_size: 64, state_size: 64, reduce_output: null}  # ${words.starter.tagSteps}`];

/** An output with more gaps than this is not worth the other outputs' rows. */
const MANY_GAPS = 0.05;

function outputLines({ column, type }: Marked, outputs: readonly Marked[]): readonly string[] {
  const hasGaps = outputs.length > 1 && column.missing > MANY_GAPS * column.rows;
  const gaps = hasGaps ? ["missing_value_strategy: mask_loss"] : [];
  const prepared = (keys: readonly string[], why: string): string =>
    `preprocessing: {${[...keys, ...gaps].join(", ")}}${why === "" ? "" : `  # ${why}`}`;
  const masked = hasGaps ? words.starter.gaps(column.missing / column.rows) : "";
  switch (type) {
    case "text":
    case "sequence": return [prepared(["tokenizer: space"], masked), `decoder: {type: tagger}  # ${words.starter.tagger}`];
    case "number": return [prepared([...writingLines(column), "normalization: zscore"], masked || words.starter.zscore)];
    case "binary": return binaryLines(column, gaps);
    case "set": {
      const lists = itemLists(column);
      return lists || hasGaps ? [prepared(lists ? [`tokenizer: ${lists.tokenizer}`] : [], masked || words.starter.itemsOut(lists?.items ?? 0))] : [];
    }
    default: return hasGaps ? [prepared([], masked)] : [];
  }
}

/** One hidden layer; wider when there is more to learn from. */
function combinerLines(inputs: readonly Marked[], rows: number): readonly string[] {
  const width = rows < 2_000 ? 64 : rows < 20_000 ? 128 : 256;
  const layers = rows < 2_000 ? 1 : 2;
  return [
    "combiner:",
    `  type: concat  # ${inputs.length > 2 ? words.starter.notTransformer : words.starter.concat}`,
    `  num_fc_layers: ${layers}`,
    `  output_size: ${width}`,
    ...(rows < 20_000 ? [`  dropout: ${rows < 2_000 ? 0.1 : 0.05}`] : []),
  ];
}

/** Inputs whose encoders large steps throw off. */
const DEEP = ["text", "image"];

interface Pace { readonly epochs: number; readonly batch: number; readonly rate: number; readonly patience: number; readonly cycle: boolean }

function paceOf(inputs: readonly Marked[], rows: number): Pace {
  const has = (types: readonly string[]): boolean => inputs.some(({ type }) => types.includes(type));
  // A step costs much the same for 16 rows as for 64: few larger steps train a small table in seconds on any machine.
  if (rows < 2_000) return { epochs: 100, batch: 64, rate: has(DEEP) ? 0.002 : 0.01, patience: 15, cycle: false };
  const batch = rows < 20_000 ? 128 : 256;
  // A rate that falls to nothing over a run of known length settles sooner, and better, than one that stays until early stopping. Fewer pictures are learnt by heart before it has fallen.
  if (has(["image"])) return { epochs: rows < 6_000 ? 20 : rows < 20_000 ? 10 : 8, batch, rate: 0.004, patience: 6, cycle: true };
  if (rows >= 20_000) return { epochs: 20, batch, rate: 0.001, patience: 6, cycle: false };
  return { epochs: 50, batch, rate: has(DEEP) ? 0.002 : 0.003, patience: 6, cycle: false };
}

function trainerLines(inputs: readonly Marked[], outputs: readonly Marked[], rows: number): readonly string[] {
  const { epochs, batch, rate, patience, cycle } = paceOf(inputs, rows);
  return [
    "trainer:",
    `  epochs: ${epochs}${cycle ? "" : `  # ${words.starter.epochs}`}`,
    `  batch_size: ${batch}`,
    `  learning_rate: ${rate}`,
    ...(cycle ? [`  learning_rate_scheduler: {decay: one_cycle}  # ${words.starter.cycle}`] : []),
    `  early_stop: ${patience}`,
    `  validation_field: combined  # ${outputs.length > 1 ? words.starter.allLosses : words.starter.oneLoss}`,
  ];
}

/** A column that says so splits the table; else a rare class is shared out evenly, so that every part holds some of it. */
function splitLines(profile: TableProfile, outputs: readonly Marked[]): readonly string[] {
  const given = profile.columns.find(holdsSplit);
  const lines = (...split: string[]): readonly string[] => ["", "preprocessing:", ...split.map((line) => `  ${line}`)];
  if (given && !outputs.some(({ column }) => column === given)) {
    return lines(`split: {type: fixed, column: ${flowText(given.name)}}  # ${words.starter.givenSplit}`);
  }
  const uneven = outputs.find(({ column, type }) => hasClasses(type) && column.distinct > 1 && column.distinct <= 20 && rarestShare(column) < 0.2);
  if (!uneven) return [];
  const share = Math.max(0.01, rarestShare(uneven.column));
  return lines(`split: {type: stratify, column: ${flowText(uneven.column.name)}}  # ${words.starter.rareClass(share)}`);
}

const hasClasses = (type: string): boolean => type === "category" || type === "binary";
const rarestShare = (column: ColumnProfile): number =>
  Math.min(...column.top.map(({ count }) => count)) / Math.max(1, column.rows - column.missing);
