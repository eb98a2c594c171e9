import type { OpenedConfig } from "../../config/opened.ts";
import { instantsOf } from "../../data/instants.ts";
import { parseNumber } from "../../data/numbers.ts";
import { seededRandom, shuffle } from "../../data/random.ts";
import type { Split } from "../../data/split.ts";
import { columnNamed, type Table } from "../../data/table.ts";
import type { ConfiguredInput, ConfiguredOutput } from "../../features/feature.ts";
import type { Path } from "../../schema/problem.ts";
import { codesOf, type Codes } from "./codes.ts";

/** What checks compare: classes by name, numbers by size, writing by its words, dates in their order, the rest only for being equal. */
export type Kind = "classes" | "numbers" | "writing" | "dates" | "other";
/** prose: writing in a language; yesOrNo: two classes, whatever their capitals. */
interface Nature { readonly kind: Kind; readonly prose?: true; readonly yesOrNo?: true }
const NATURES: Readonly<Record<string, Nature>> = {
  binary: { kind: "classes", yesOrNo: true },
  category: { kind: "classes" },
  number: { kind: "numbers" },
  text: { kind: "writing", prose: true },
  sequence: { kind: "writing" },
  date: { kind: "dates" },
};

/** A feature of the config with its cells; what its type cannot read is missing. */
export interface Seen extends Nature {
  readonly name: string;
  readonly column: string;
  readonly side: "input" | "output";
  readonly path: Path;
  readonly missing: ConfiguredInput["missing"];
  readonly codes: Codes;
  /** [rows of the table] NaN where it is missing or no number. */
  readonly numbers: Float64Array;
}

/** Probabilities of the classes of one output. */
export interface Answers {
  readonly output: string;
  readonly labels: readonly string[];
  /** [rows] of the data set. */
  readonly rows: Uint32Array;
  /** [rows, labels] */
  readonly probabilities: Float32Array;
}
type Given = Pick<Subject, "table" | "opened" | "split" | "seed" | "now"> & { readonly answers?: readonly Answers[]; readonly columns?: Columns };

/** More rows than this are not compared two by two: a seeded sample of them is. */
export const COMPARED = 20_000;

/** What every check looks at: a table as a run of this config would meet it, each column read once and only when asked for. */
export class Subject {
  readonly table: Table;
  readonly opened: OpenedConfig;
  readonly split: Split;
  readonly seed: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** All rows that take part, ascending. */
  readonly rows: Uint32Array;
  /** [rows of the table] 0 training, 1 validation, 2 test; −1: it takes no part. */
  readonly part: Int8Array;
  readonly inputs: readonly Seen[];
  readonly outputs: readonly Seen[];
  /** What a model that had not seen them says of rows; empty: there is no model yet. */
  readonly answers: readonly Answers[];
  readonly #columns: Columns;
  readonly #samples = new Map<number, Uint32Array>();
  readonly #counts = new Map<Codes, Uint32Array>();
  readonly #sorted = new Map<Float64Array, Float64Array>();

  constructor({ table, opened, split, seed, now, answers = [], columns = new Columns(table) }: Given) {
    this.table = table;
    this.opened = opened;
    this.split = split;
    this.seed = seed;
    this.now = now;
    this.answers = answers;
    this.#columns = columns;
    this.part = new Int8Array(table.rows).fill(-1);
    [split.training, split.validation, split.test].forEach((rows, part) => { for (const row of rows) this.part[row] = part; });
    this.rows = Uint32Array.from({ length: table.rows }, (_, row) => row).filter((row) => this.part[row] !== -1);
    const { inputs, outputs, places } = opened;
    this.inputs = inputs.map((feature, i) => this.#seen(feature, "input", places.inputs[i]!));
    this.outputs = outputs.map((feature, i) => this.#seen(feature, "output", places.outputs[i]!));
  }

  get features(): readonly Seen[] {
    return [...this.inputs, ...this.outputs];
  }

  codes(column: string): Codes {
    return this.#columns.codes(column);
  }
  numbers(column: string): Float64Array {
    return this.#columns.numbers(column);
  }
  instants(column: string): readonly (number | null)[] {
    return this.#columns.instants(column);
  }

  /** How many of the rows that take part have each value, by its code. */
  counts(codes: Codes): Uint32Array {
    return remembered(this.#counts, codes, () => {
      const counts = new Uint32Array(codes.values.length);
      for (const row of this.rows) if (codes.of[row]! >= 0) counts[codes.of[row]!]!++;
      return counts;
    });
  }

  /** The numbers of the rows that take part, rising; missing ones left out. */
  sorted(numbers: Float64Array): Float64Array {
    return remembered(this.#sorted, numbers, () => Float64Array.from(this.rows, (row) => numbers[row]!).filter((value) => !Number.isNaN(value)).sort());
  }

  /** At most so many of the rows, ascending; the same for the same seed. */
  sample(most = COMPARED): Uint32Array {
    const known = this.#samples.get(most);
    if (known) return known;
    const drawn = this.rows.length <= most ? this.rows : shuffle(this.rows.slice(), seededRandom(this.seed, "doctor")).slice(0, most).sort();
    this.#samples.set(most, drawn);
    return drawn;
  }

  /** Rows where all of these have a value, out of `rows`. */
  present(rows: Uint32Array, ...features: readonly Seen[]): Uint32Array {
    return rows.filter((row) => features.every(({ codes, kind, numbers }) => (kind === "numbers" ? !Number.isNaN(numbers[row]!) : codes.of[row]! >= 0)));
  }

  #seen(feature: ConfiguredInput | ConfiguredOutput, side: Seen["side"], path: Path): Seen {
    const columns = this.#columns;
    let codes: Codes | undefined;
    let numbers: Float64Array | undefined;
    return {
      name: feature.name, column: feature.column, side, path, missing: feature.missing, ...(NATURES[feature.type] ?? { kind: "other" }),
      get codes() { return (codes ??= columns.readable(feature)); },
      get numbers() { return (numbers ??= feature.quantityOf ? columns.quantities(feature.column, feature.quantityOf, feature.readsAs) : columns.numbers(feature.column)); },
    };
  }
}

/** The columns of one table, each read when it is first asked for; kept, so that the next look at the same table is quick. */
export class Columns {
  readonly #table: Table;
  readonly #codes = new Map<string, Codes>();
  readonly #numbers = new Map<string, Float64Array>();
  /** By column and type, with how the cells were read: an edit of the config may read them otherwise. */
  readonly #readable = new Map<string, As<Codes>>();
  readonly #quantities = new Map<string, As<Float64Array>>();
  readonly #instants = new Map<string, readonly (number | null)[]>();

  constructor(table: Table) {
    this.#table = table;
  }

  codes(name: string): Codes {
    return remembered(this.#codes, name, () => codesOf(columnNamed(this.#table, name), this.#table.rows));
  }

  /** Values that the feature cannot read are missing. */
  readable({ column, type, readsAs, ...feature }: ConfiguredInput | ConfiguredOutput): Codes {
    return rememberedAs(this.#readable, `${type}\n${column}`, readsAs, () => {
      const { of, values, counts } = this.codes(column);
      const odd = values.map((value) => feature.isMissing(value));
      if (!odd.includes(true)) return { of, values, counts };
      return { of: of.map((code) => (code < 0 || odd[code] ? -1 : code)), values, counts: counts.map((count, code) => (odd[code] ? 0 : count)) };
    });
  }

  /** Plain ones, whatever the config says of the column. */
  numbers(name: string): Float64Array {
    return remembered(this.#numbers, name, () => numbersOf(this.codes(name), parseNumber));
  }

  quantities(name: string, read: (cell: string) => number, readsAs: string): Float64Array {
    return rememberedAs(this.#quantities, name, readsAs, () => numbersOf(this.codes(name), read));
  }

  instants(name: string): readonly (number | null)[] {
    return remembered(this.#instants, name, () => {
      const { of, values } = this.codes(name);
      const read = instantsOf(values);
      return Array.from(of, (code) => (code < 0 ? null : read[code]!));
    });
  }
}

function numbersOf({ of, values }: Codes, read: (cell: string) => number): Float64Array {
  const parsed = values.map(read);
  return Float64Array.from(of, (code) => (code < 0 ? Number.NaN : parsed[code]!));
}

interface As<T> { readonly readsAs: string; readonly value: T }

/** The latest reading alone is kept. */
function rememberedAs<T>(known: Map<string, As<T>>, name: string, readsAs: string, make: () => T): T {
  const before = known.get(name);
  if (before?.readsAs === readsAs) return before.value;
  const value = make();
  known.set(name, { readsAs, value });
  return value;
}

function remembered<K, T>(known: Map<K, T>, name: K, make: () => T): T {
  const before = known.get(name);
  if (before !== undefined) return before;
  const made = make();
  known.set(name, made);
  return made;
}
