import type { NumberWriting } from "./data/amounts.ts";
import type { Geometry } from "./data/pictures/media.ts";
import type { DateWriting } from "./data/date-reader.ts";

/** Ways to type one value in: described by the engine, drawn by the app. */
export type Control =
  | NumberControl
  | { readonly kind: "choice"; readonly options: readonly string[]; readonly typical: string }
  | { readonly kind: "switch"; readonly labels: readonly [negative: string, positive: string]; readonly typical: string }
  | { readonly kind: "text"; readonly typical: string; /** Some of the commonest words. */ readonly words: readonly string[] }
  | ItemsControl
  | NumbersControl
  | DateControl
  | CodeControl
  | PictureControl;

/** One number. Cells are as `writing` says; absent: plain. */
export interface NumberControl {
  readonly kind: "number";
  readonly min: number;
  readonly max: number;
  readonly typical: number;
  readonly integers: boolean;
  readonly histogram: readonly number[];
  readonly writing?: NumberWriting;
}

/** Several of many, the commonest first; others may be typed. A cell is the items with the separator between them. */
export interface ItemsControl {
  readonly kind: "items";
  readonly options: readonly string[];
  /** Are these all that the model knows? */
  readonly complete: boolean;
  readonly separator: string;
  /** A cell holds one item at most. */
  readonly single: boolean;
  /** An item may be there more than once. */
  readonly repeats: boolean;
  readonly typical: string;
}

/** So many numbers in a row, or up to so many. */
export interface NumbersControl {
  readonly kind: "numbers";
  readonly most: number;
  readonly exactly: boolean;
  readonly typical: string;
}

/** A day, with a time of day where `time`. What is typed in is ISO 8601, as "2012-01-31" and "2012-01-31T10:30:00"; cells of the table are as `writing` says. */
export interface DateControl {
  readonly kind: "date";
  readonly min: string;
  readonly max: string;
  readonly time: boolean;
  readonly writing: DateWriting;
  readonly typical: string;
}

/** One word of a given form, a regular expression. */
export interface CodeControl {
  readonly kind: "code";
  readonly pattern: string;
  readonly typical: string;
}

/** A picture, which the model sees in so many pixels. A cell is its path, or the picture itself as a `data:` URI. */
export interface PictureControl {
  readonly kind: "picture";
  readonly height: number;
  readonly width: number;
  /** Whether it sees the whole picture, or its middle. */
  readonly resize: Geometry["resize"];
  readonly typical: string;
}

/** The column of a model's one input of pictures, whose answers may be asked of pictures alone; null where it has none, or several. */
export function onlyPicture(inputs: readonly { readonly column: string; readonly control: Control }[]): string | null {
  const [input, ...others] = inputs.filter(({ control }) => control.kind === "picture");
  return input && others.length === 0 ? input.column : null;
}
