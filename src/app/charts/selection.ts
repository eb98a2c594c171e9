import type { Chart, RowAnswers } from "../../engine/charts.ts";
import type { Pictures } from "../pictures/shelf.ts";

/** From here on a matrix is drawn smaller, with names standing upright, and given more room. */
export const MANY_CLASSES = 6;

/** The rows behind a mark that was chosen; every chart on the screen shows where they are. */
export interface Selection {
  /** Tells which mark it is, so that choosing it again lets go. */
  readonly key: string;
  /** "Sex: true Male, predicted Female" */
  readonly label: string;
  /** Indexes into the data set, counting from 0. */
  readonly rows: readonly number[];
}

export type ChartOf<K extends Chart["kind"]> = Extract<Chart, { readonly kind: K }>;

export interface ChartProps<K extends Chart["kind"]> {
  readonly chart: ChartOf<K>;
  /** Place of the output in the config: its colour and shape. */
  readonly outputIndex: number;
  readonly selection: Selection | null;
  readonly onselect: (selection: Selection | null) => void;
  /** How the rows look, where the table holds pictures. */
  readonly pictures?: Pictures | null;
  /** What was answered to each row; absent where an answer is more than a label or a number. */
  readonly answers?: RowAnswers | undefined;
}

/** How many of some rows are chosen. */
export const chosenAmong = (rows: readonly number[], chosen: ReadonlySet<number>): number => (chosen.size === 0 ? 0 : rows.reduce((sum, row) => sum + Number(chosen.has(row)), 0));
