/**
 * Things the app can draw. A chart carries its numbers and, where a mark stands for rows, the rows behind it (indexes
 * into the data set), so that clicking a mark can show them. Where a mark is a threshold, its rows follow from `RowAnswers`.
 */
export type Chart =
  | ConfusionChart
  | MistakesChart
  | LargestErrorsChart
  | RocChart
  | PrecisionRecallChart
  | ThresholdsChart
  | CalibrationChart
  | TopKChart
  | CoverageChart
  | GroupsChart
  | { readonly kind: "predicted_against_actual"; readonly output: string; readonly actual: readonly number[]; readonly predicted: readonly number[]; readonly rows: readonly number[] }
  | { readonly kind: "residuals"; readonly output: string; /** bins + 1 edges of predicted minus actual. */ readonly edges: readonly number[]; readonly rows: readonly (readonly number[])[]; readonly mean: number; readonly medianAbsolute: number }
  | ErrorSpreadChart
  | WorstRowsChart
  | BarsChart;

export interface ConfusionChart {
  readonly kind: "confusion_matrix";
  readonly output: string;
  readonly labels: readonly string[];
  /** [truth][predicted] */
  readonly rows: readonly (readonly (readonly number[])[])[];
  /** Is the last label all other classes together? */
  readonly rest?: true;
  /** Where places of sequences are counted: [truth][predicted] how many, in the rows behind. Absent: the rows themselves are. */
  readonly counts?: readonly (readonly number[])[];
}

export interface BarsChart {
  readonly kind: "bars";
  readonly output: string;
  /**
   * What a bar measures: the F1 of a class, a label or a tag, the share right at a place of a sequence or in sequences of a length, the Brier
   * score of a class against all others, the mean error of a dimension, of a share, or of a range of the truth.
   */
  readonly of: "f1_of_class" | "f1_of_label" | "f1_of_tag" | "right_at_place" | "right_by_length" | "brier_of_class" | "error_of_dimension" | "error_of_share" | "error_of_range";
  readonly labels: readonly string[];
  /** null where nothing could be measured. */
  readonly values: readonly (number | null)[];
  /** How often each occurs in the truth. */
  readonly counts: readonly number[];
  /** The rows behind each bar: those with a mistake there, or with the largest errors. */
  readonly rows: readonly (readonly number[])[];
  /** How many bars there would be if none were left out. */
  readonly all: number;
  /** bars + 1, where a bar is a range: it reaches from its edge to the next. */
  readonly edges?: readonly number[];
  /** What an F1 is made of; absent in runs that were kept without. */
  readonly parts?: LabelParts;
}
/** One entry of each list for each bar. */
export interface LabelParts {
  readonly precision: readonly (number | null)[];
  readonly recall: readonly (number | null)[];
  /** The rows in which a label was wrongly given, and those in which it was missed. */
  readonly given: readonly (readonly number[])[];
  readonly missed: readonly (readonly number[])[];
  /** Where a threshold decides each label by itself: the output's own, the one with the best F1 in these rows, and that F1. */
  readonly threshold?: { readonly own: number; readonly best: readonly (number | null)[]; readonly f1: readonly (number | null)[] };
}

/** How far off answers of several parts are, row by row: what `PartAnswers.error` counts, in bins of equal width. */
export interface ErrorSpreadChart {
  readonly kind: "error_spread";
  readonly output: string;
  readonly of: PartAnswers["of"];
  /** bins + 1 */
  readonly edges: readonly number[];
  readonly rows: readonly (readonly number[])[];
  readonly mean: number;
  readonly median: number;
  /** Rows that are answered without any error. */
  readonly exact: number;
}

/** The answers of several parts that are furthest off, the furthest first; what they say is among the `PartAnswers`. */
export interface WorstRowsChart {
  readonly kind: "worst_rows";
  readonly output: string;
  readonly of: PartAnswers["of"];
  readonly rows: readonly number[];
  readonly error: readonly number[];
  /** How many answers there are, and how many of them have an error. */
  readonly all: number;
  readonly wrong: number;
}

/** The wrong answers that the model was surest of, the surest first; one entry of each list for each. */
export interface MistakesChart {
  readonly kind: "mistakes";
  readonly output: string;
  readonly rows: readonly number[];
  readonly truth: readonly string[];
  readonly predicted: readonly string[];
  /** Probability of the answer that was given. */
  readonly confidence: readonly number[];
  /** How many wrong answers there are. */
  readonly all: number;
}

/** The answers that are farthest from a number's truth, the farthest first; one entry of each list for each. */
export interface LargestErrorsChart {
  readonly kind: "largest_errors";
  readonly output: string;
  readonly rows: readonly number[];
  readonly actual: readonly number[];
  readonly predicted: readonly number[];
  /** How many answers there are. */
  readonly all: number;
}

interface OneLabel {
  readonly positive: string;
  /** Of one class of many: how many rows were looked at; evenly spaced, where there are more. */
  readonly judged?: number;
}
/** Of a yes-or-no answer, or of the class of many that is told from the others worst. */
export interface RocChart extends RocOfLabel {
  readonly kind: "roc_curve";
  readonly output: string;
  /** Of the commonest classes, each against all others; absent where there is one label to tell, and in runs that were kept without. */
  readonly classes?: readonly RocOfLabel[];
}
/** Every point is a threshold: rows whose probability is not below it are called positive. The first threshold is infinite. */
export interface RocOfLabel extends OneLabel {
  /** NaN, and the lists empty, where only one answer occurs in the rows. */
  readonly area: number;
  readonly falsePositiveRate: readonly number[];
  readonly truePositiveRate: readonly number[];
  /** Absent in runs that were kept before there were any. */
  readonly thresholds?: readonly number[];
}

/** Of a yes-or-no answer, or of the class of many that is found worst. */
export interface PrecisionRecallChart extends PrecisionRecallOfLabel {
  readonly kind: "precision_recall";
  readonly output: string;
  /** As of `RocChart`. */
  readonly classes?: readonly PrecisionRecallOfLabel[];
}
/** From the highest threshold to the lowest, so that the recall grows. */
export interface PrecisionRecallOfLabel extends OneLabel {
  /** NaN, and the lists empty, where no row is positive. */
  readonly averagePrecision: number;
  /** The share of positive rows: the precision of guessing. */
  readonly prevalence: number;
  readonly precision: readonly number[];
  readonly recall: readonly number[];
  readonly thresholds: readonly number[];
}

/** What each threshold makes of the rows, from the highest to the lowest. */
export interface ThresholdsChart {
  readonly kind: "thresholds";
  readonly output: string;
  readonly labels: readonly [negative: string, positive: string];
  /** The output's own threshold. */
  readonly chosen: number;
  readonly thresholds: readonly number[];
  /** Rows called positive at each threshold, that are and that are not. */
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  readonly positives: number;
  readonly negatives: number;
}

/** Probabilities against how often they came true, in bins of equal width; empty bins are left out. */
export interface CalibrationChart {
  readonly kind: "calibration";
  readonly output: string;
  /** The label whose probability it is; null: the probability of whatever answer was given. */
  readonly positive: string | null;
  readonly bins: readonly CalibrationBin[];
  /** Expected calibration error and Brier score, over all rows. */
  readonly error: number;
  readonly brier: number;
  /** Of the commonest classes, each against all others; absent where a single probability decides, and in runs that were kept without. */
  readonly classes?: readonly ClassCalibration[];
}
/** How far the probability of one class can be believed, whatever was answered. */
export interface ClassCalibration extends Pick<CalibrationChart, "bins" | "error" | "brier"> {
  readonly label: string;
  /** How many rows were looked at; evenly spaced, where there are more. */
  readonly judged: number;
}
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  /** Mean probability of its rows, and the share that came true with its 95 % interval (Wilson, 1927). */
  readonly promised: number;
  readonly share: number;
  readonly interval: readonly [low: number, high: number];
  readonly rows: readonly number[];
  /** How many rows it has, where `rows` are only those that surprise most. */
  readonly count?: number;
}

/** The share of rows whose true class is among the first k guesses, k = 1, 2, …. */
export interface TopKChart {
  readonly kind: "top_k";
  readonly output: string;
  readonly classes: number;
  readonly shares: readonly number[];
  /** For each k, the rows whose true class is not among them. */
  readonly rows: readonly (readonly number[])[];
}

/** If only the surest answers were given: how many that are, and how many of them are right. From few answers to all. */
export interface CoverageChart extends CoverageCurve {
  readonly kind: "coverage";
  readonly output: string;
  /** Of the rows of each of the commonest classes by themselves; absent in runs that were kept without. */
  readonly classes?: readonly (CoverageCurve & { readonly label: string })[];
}
export interface CoverageCurve {
  /** The least confidence of an answer that is given. */
  readonly thresholds: readonly number[];
  readonly coverage: readonly number[];
  readonly accuracy: readonly number[];
  /** For each point, the wrong answers among those given. */
  readonly wrong: readonly number[];
}

/** How good the answers are in groups of rows that are alike in one input; the inputs whose groups differ most come first. */
export interface GroupsChart {
  readonly kind: "groups";
  readonly output: string;
  /** The share that is right, the mean size of the errors, or the mean share of an answer that is off. */
  readonly of: "right" | "error" | "share_off";
  readonly overall: number;
  /** How many rows were looked at; evenly spaced, where there are more. */
  readonly judged: number;
  readonly inputs: readonly GroupedInput[];
}
export interface GroupedInput {
  readonly column: string;
  /** Ranges of numbers, or values; null: the cell is missing. */
  readonly groups: readonly Group[];
}
export interface Group {
  readonly name: { readonly value: string | null } | { readonly from: number; readonly to: number } | { readonly others: number };
  readonly value: number;
  readonly count: number;
  /** Is it worse than the other rows beyond what chance among so many groups makes? */
  readonly worse: boolean;
  /** Those that are wrong, or the furthest off; at most 200. */
  readonly rows: readonly number[];
}

/** What was answered to each judged row, one entry of each list for each: what a mark's rows show, and what a threshold is moved over. */
export type RowAnswers = LabelAnswers | NumberAnswers | PartAnswers;
export interface LabelAnswers {
  readonly kind: "labels";
  readonly labels: readonly string[];
  /** Where each stands in the data set. */
  readonly rows: Uint32Array;
  /** Index into `labels`; −1: a label that the training rows did not have. */
  readonly truth: Int32Array;
  readonly predicted: Int32Array;
  /** Probability of the answer that was given. */
  readonly confidence: Float32Array;
  /** Probability of the second label, where there are two and one question decides between them. */
  readonly positive?: Float32Array;
}
export interface NumberAnswers {
  readonly kind: "numbers";
  readonly rows: Uint32Array;
  readonly truth: Float64Array;
  readonly predicted: Float64Array;
}

/** Answers of several parts each: items, tags, numbers, or shares of classes. */
export interface PartAnswers {
  readonly kind: "parts";
  readonly of: "set" | "sequence" | "vector" | "distribution";
  /** What parts are called; none where they are numbers in their places. */
  readonly labels: readonly string[];
  readonly rows: Uint32Array;
  readonly truth: RowParts;
  readonly predicted: RowParts;
  /** How many parts of each row are not among these: of long vectors and of many classes some are kept. */
  readonly more: number;
  /**
   * [rows] how far the answer is from the truth, 0 where it is exact: of a set 1 − what both share of either (Jaccard), of a sequence the share
   * of its places that are wrong, of a vector the mean size of the errors, of shares half their summed distance (total variation).
   */
  readonly error: Float32Array;
  /** [rows] probability of the decision that was least sure: of any label, at any place; absent where nothing is decided. */
  readonly confidence?: Float32Array;
}
/** The parts of each row, one row after another: those of row i from `starts[i]` to `starts[i + 1]`. */
export interface RowParts {
  readonly starts: Uint32Array;
  /** Index into the labels; below 0: a tag that has no label. Absent where parts are numbers. */
  readonly labels?: Int32Array;
  /** The numbers, or the shares. Absent where parts are labels. */
  readonly values?: Float32Array;
}
