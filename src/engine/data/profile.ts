import type { NumberWriting } from "./amounts.ts";

/** What one pass over a column tells: the facts on a column's card, and what type inference reads. */
export interface ColumnProfile {
  readonly name: string;
  /** Those that take part: all figures are of them. */
  readonly rows: number;
  readonly missing: number;
  /** Spellings read as missing, with how often each occurs ("" is a blank cell). */
  readonly missingSpellings: Readonly<Record<string, number>>;
  /** Number of distinct values; exact up to `DISTINCT_LIMIT`, then `distinctIsLowerBound`. */
  readonly distinct: number;
  readonly distinctIsLowerBound: boolean;
  /** The most frequent values, at most 50, most frequent first. */
  readonly top: readonly { readonly value: string; readonly count: number; /** The first row that has it, from 0; absent in a profile that an earlier version kept. */ readonly row?: number }[];
  /** Present when every value reads as a number. */
  readonly numbers: NumberProfile | null;
  /** Present when nearly all values are numbers that are written otherwise: beside a unit, with another decimal sign. */
  readonly amounts?: AmountsProfile;
  /** How many values read as a number, as a date. */
  readonly numeric: number;
  readonly dates: number;
  readonly meanWords: number;
  readonly maxWords: number;
  readonly meanLength: number;
  /** True when the values never repeat. */
  readonly unique: boolean;
}

export interface NumberProfile {
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly std: number;
  readonly integers: boolean;
  /** The distinct values are a run of integers without a gap (class codes). */
  readonly consecutive: boolean;
  /** Equal bins from min to max. */
  readonly histogram: readonly number[];
}

export interface AmountsProfile {
  readonly writing: NumberWriting;
  /** Of the cells that read so. */
  readonly numbers: NumberProfile;
  /** How many do; how many of these lack the unit. */
  readonly numeric: number;
  readonly bare: number;
  /** The first cell that does not; null: all do. */
  readonly odd: string | null;
}

/** More of a value, in characters, is not looked at on a screen. */
export const LONGEST_SHOWN = 1000;
/** A value's text as screens show it: a long one ends in "…". */
export const beginning = (text: string, most = LONGEST_SHOWN): string => (text.length > most ? `${text.slice(0, most)}…` : text);
/** Whether a profile holds a value in part. */
export const isCut = (value: string): boolean => value.length === LONGEST_SHOWN + 1 && value.endsWith("…");

export const DISTINCT_LIMIT = 100_000;

export interface TableProfile {
  /** All that the table has. */
  readonly rows: number;
  /** How many of them were left out by the user; absent: none. */
  readonly excluded?: number;
  readonly columns: readonly ColumnProfile[];
}

/** The rows that take part. */
export const countedRows = ({ rows, excluded = 0 }: TableProfile): number => rows - excluded;
