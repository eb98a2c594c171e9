/** What the doctor says of a table: what it found, why that matters, what each button does, and what it looked for. */
import { catalogue } from "../catalogue.ts";
import { count, counted, list, number, percent, wholePercent } from "../format.ts";

const quoted = (texts: readonly string[], most = 4): string => {
  const shown = texts.slice(0, most).map((text) => `“${text.length > 30 ? `${text.slice(0, 29)}…` : text}”`);
  return list(texts.length > most ? [...shown, `${count(texts.length - most)} more`] : shown);
};

export const words = catalogue("doctor", {
  targetCopy: {
    equal: (input: string, output: string) => `${input} is ${output} once more.`,
    recoded: (input: string, output: string) => `${input} is ${output} in other words: each value of the one is a value of the other.`,
    decides: (input: string, output: string) => `${input} alone decides ${output}, nearly without exception.`,
    monotone: (input: string, output: string) => `${input} rises and falls with ${output}, nearly without exception.`,
    follows: (input: string, output: string) => `${output} is a function of ${input}, but for the last digits.`,
    named: (input: string, output: string) => `The texts in ${input} name their own ${output}.`,
    why: "Is it known before the answer is? If not, the model learns to read the answer off, scores almost perfectly here, and knows nothing where the column is empty.",
  },
  formula: {
    sum: (inputs: readonly string[], output: string) => `${output} is a weighted sum of ${list(inputs)}.`,
    product: (inputs: readonly string[], output: string) => `${output} is a product of powers of ${list(inputs)}.`,
    why: "The answer was computed from these inputs. A model can only find the formula again; if one of them is not known beforehand, it gives the answer away.",
  },
  timeLeak: {
    calm: (date: string, output: string) => `${output} changes slowly along ${date}, and the rows are shared out by chance.`,
    drift: (date: string, output: string) => `${output} drifts along ${date}, and the rows are shared out by chance.`,
    why: "The rows that judge lie between rows that were learnt. A forecast has no such neighbours: its score would be lower than the one shown.",
  },
  groupLeak: {
    title: (group: string, output: string, rows: number, all: number) =>
      `Rows of one ${group} share their ${output}: ${count(rows)} of ${counted(all, "row", "rows")} have relatives on the other side of the split.`,
    why: "The model can learn each group's answer by heart and be right in the test. For groups it has never met, the score says nothing.",
  },
  classSupport: {
    title: (output: string, classes: readonly string[], untaught: number) =>
      untaught > 0
        ? `${counted(untaught, "class", "classes")} of ${output} ${untaught === 1 ? "has" : "have"} no row to learn from${classes.length > untaught ? `, and ${counted(classes.length - untaught, "other has", "others have")} too few` : ""}: ${quoted(classes)}.`
        : `${counted(classes.length, "class", "classes")} of ${output} ${classes.length === 1 ? "has" : "have"} no row in a part, or hardly any to learn from: ${quoted(classes)}.`,
    why: "A class that training does not have is never answered; one that the test does not have is never judged.",
  },
  duplicates: {
    title: (again: number, leaked: number, judged: number) =>
      leaked > 0
        ? `${counted(again, "row stands", "rows stand")} in the table again: ${count(leaked)} of the ${count(judged)} rows that judge were also learnt from.`
        : `${counted(again, "row stands", "rows stand")} in the table again.`,
    why: "A row that was learnt by heart is no test, and a row that stands there twice counts twice.",
  },
  nearDuplicates: {
    title: (rows: number, judged: number) => `${count(rows)} of the ${count(judged)} rows that judge stand in the training rows in nearly the same form.`,
    why: "Rounded anew or with a word changed, a row is still the same: the model has seen its answer.",
  },
  labelErrors: {
    title: (output: string, rows: number, judged: number) => `${counted(rows, "label", "labels")} of ${output} may be wrong: of ${counted(judged, "row", "rows")} judged by models that had not seen them, these are denied with confidence.`,
    why: "Wrong labels teach wrong things, and make a good model look bad. Look at the rows before you change them.",
  },
  missingness: {
    title: (input: string, output: string, rows: number) => `Whether ${input} is missing (as in ${counted(rows, "row", "rows")}) tells much of ${output}.`,
    why: "Will it be missing for the same reason when the model is asked? If the gap came after the answer, it gives the answer away.",
  },
  spellings: {
    one: (column: string, to: string, from: readonly string[], rows: number) => `In ${column}, ${quoted(from)} ${from.length === 1 ? "looks" : "look"} like another spelling of “${to}” (${counted(rows, "row", "rows")}).`,
    several: (column: string, merges: readonly { readonly to: string; readonly from: string }[], rows: number) =>
      `${count(merges.length)} values of ${column} are spelt in several ways (${counted(rows, "row", "rows")}), such as ${list(merges.slice(0, 3).map(({ to, from }) => `“${from}” for “${to}”`))}.`,
    why: "To the model these are different classes, each with fewer rows to learn from.",
  },
  standIns: {
    title: (column: string, value: number, rows: number) => `${number(value)} stands in ${counted(rows, "row", "rows")} of ${column}, far from every other value.`,
    why: "It looks like a stand-in for “not known”. The model takes it for a quantity.",
  },
  outliers: {
    far: (column: string, rows: number, values: readonly number[]) => `${counted(rows, "value", "values")} of ${column} ${rows === 1 ? "lies" : "lie"} far beyond all others: ${list(values.slice(0, 3).map(number))}.`,
    negative: (column: string, rows: number, values: readonly number[]) => `${counted(rows, "value", "values")} of ${column} ${rows === 1 ? "is" : "are"} below zero: ${list(values.slice(0, 3).map(number))}.`,
    why: "A slip of the decimal sign or of the unit squeezes all true values together, and a single one can spoil the loss of a round.",
  },
  dates: {
    zero: (column: string, rows: number, example: string) => `${counted(rows, "cell", "cells")} of ${column} ${rows === 1 ? "holds" : "hold"} ${example}, the day a program counts from.`,
    future: (column: string, rows: number, example: string) => `${counted(rows, "date", "dates")} of ${column} ${rows === 1 ? "is" : "are"} still to come, such as ${example}.`,
    why: "Such dates are written where none is known. The model takes them for what they say.",
  },
  identifier: {
    serial: (column: string, _values: number) => `${column} numbers the rows.`,
    key: (column: string, values: number) => `${column} names the rows: ${counted(values, "value", "values")}, hardly one of them twice.`,
    rare: (column: string, values: number) => `Most of the ${counted(values, "value", "values")} of ${column} occur only once.`,
    why: "A name can be learnt by heart, and says nothing of a row that is new.",
  },
  unseen: {
    title: (column: string, values: number, rows: number, judged: number) => `${counted(values, "value", "values")} of ${column} ${values === 1 ? "stands" : "stand"} in no training row, yet in ${percent(rows / judged)} of the rows that judge.`,
    why: "To the model they are all “unknown”. New rows will bring more of them.",
  },
  imbalance: {
    major: (output: string, value: string, share: number) => `${wholePercent(share)} of the rows have “${value}” as ${output}.`,
    minor: (output: string, value: string, rows: number, all: number) => `“${value}” is rare among the classes of ${output}: ${count(rows)} of ${counted(all, "row", "rows")}.`,
    why: "Always giving the commonest answer scores high on accuracy. Look at recall and precision of the rare class, and let its rows count more.",
  },
  constant: {
    same: (column: string, value: string, _others: number) => `${column} is “${value}” in every row.`,
    nearly: (column: string, value: string, others: number) => `${column} is “${value}” in all but ${counted(others, "row", "rows")}.`,
    why: "What never changes cannot tell rows apart.",
  },
  small: {
    title: (validation: number, test: number) => `${counted(validation, "row chooses", "rows choose")} the best round, and ${counted(test, "row judges", "rows judge")} it.`,
    why: (rows: number) => `With ${counted(rows, "row", "rows")}, two models whose accuracy differs by less than ${percent(rows === 0 ? 1 : Math.min(1, 1.4 / Math.sqrt(rows)))} cannot be ranked: the difference may be luck.`,
  },

  remedy: {
    off: (column: string) => `Leave ${column} out`,
    exclude: (rows: number) => (rows === 1 ? "Leave the row out" : `Leave ${counted(rows, "row", "rows")} out`),
    empty: (cells: number) => (cells === 1 ? "Empty the cell" : `Empty ${counted(cells, "cell", "cells")}`),
    missing: (value: string) => `Read ${value} as missing`,
    mergeAll: (many: number) => `Merge the spellings of ${count(many)} values`,
    merge: (to: string) => `Read all as “${to}”`,
    relabel: (rows: number) => `Take the model's answer in ${counted(rows, "row", "rows")}`,
    oversample: "Repeat rows of the rarer class",
    weights: "Let rare classes count more",
    larger: "Judge by more rows",
    split: {
      stratify: (column: string) => `Share out each class of ${column} evenly`,
      datetime: (column: string) => `Train on the past, test on the future by ${column}`,
      hash: (column: string) => `Keep the rows of one ${column} together`,
    },
  },

  /** By check, what is looked for. */
  looked: {
    target_copy: "inputs that are the answer in other words",
    formula: "answers that were computed from inputs",
    time_leak: "answers that move in time while rows are shared out by chance",
    group_leak: "groups of rows that stand on both sides of the split",
    class_support: "classes without examples in a part",
    duplicates: "rows that stand there twice",
    near_duplicates: "judged rows that were learnt in nearly the same form",
    label_errors: "labels that the model denies with confidence",
    missingness: "gaps that tell the answer",
    spellings: "classes that are spelt in several ways",
    stand_ins: "numbers that stand for “not known”",
    outliers: "values far beyond all others, or that cannot be",
    dates: "dates that no one meant",
    identifier: "inputs that only name rows",
    unseen: "categories that training never meets",
    imbalance: "answers of which one is nearly everything",
    constant: "inputs that never change",
    small: "parts too small to rank models",
  },
});
