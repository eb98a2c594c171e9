import type { CellChange, DataChange } from "../../engine/data/changes.ts";
import type { Fitting } from "../../engine/data/changes-fit.ts";
import type { Cell, Cells } from "../../engine/data/table.ts";
import type { Outcome } from "../../engine/schema/problem.ts";
import type { DataSet } from "../../ingest/data-api.ts";
import { t } from "../messages/index.ts";
import { moment } from "./moment.ts";
import type { Ports } from "./ports.ts";

/** What the list of changes asks of the project it belongs to. */
export interface ChangesPorts {
  readonly set: () => DataSet | null;
  /** [rows][columns], cells as they stand there now. */
  readonly rows: (rows: readonly number[], columns: { readonly from: number; readonly to: number }) => Promise<readonly Cells[]>;
  /** Make this the list; false when it stayed as it was. */
  readonly become: (changes: readonly DataChange[]) => Promise<boolean>;
  /** A step was made, and none brought back. */
  readonly made: () => void;
}

/** What was done at one moment of this visit. */
interface Made { readonly at: number; readonly changes: readonly DataChange[] }

/**
 * The list of changes to a data set: cells corrected, spellings merged, rows left out. It is kept with the data set, whose file stays as it
 * is; every change can be taken back, the last one by `undo`, any of them by `takeBack`.
 */
export class ChangesState {
  readonly #ports: Pick<Ports, "toasts" | "save" | "now" | "data">;
  readonly #of: ChangesPorts;
  #steps = $state.raw<readonly Made[]>([]);
  /** Next first. */
  #undone = $state.raw<readonly Made[]>([]);
  /** How long the list was that `#undone` follows: where it has become another, there is nothing to bring back. */
  #after = $state(0);
  #turn: Promise<unknown> = Promise.resolve();
  readonly #excluded = $derived.by(() => new Set(this.list.flatMap((change) => (change.kind === "exclude" ? change.rows : []))));
  readonly #cells = $derived.by(() => originals(this.list));

  constructor(ports: Pick<Ports, "toasts" | "save" | "now" | "data">, of: ChangesPorts) {
    this.#ports = ports;
    this.#of = of;
  }

  /** Oldest first. */
  get list(): readonly DataChange[] {
    return this.#of.set()?.changes ?? [];
  }
  get canUndo(): boolean {
    return this.list.length > 0;
  }
  get canRedo(): boolean {
    return this.#undone.length > 0 && this.#after === this.list.length;
  }

  /** The latest step of this visit, which `undo` takes back; null: there is none. */
  get latest(): Made | null {
    return this.#steps.at(-1) ?? null;
  }
  /** What `redo` brings back; null: nothing. */
  get next(): Made | null {
    return (this.canRedo ? this.#undone[0] : null) ?? null;
  }

  /** Does a row take no part? Counted from 0. */
  isExcluded(row: number): boolean {
    return this.#excluded.has(row);
  }
  /** What stood in a cell before it was corrected; undefined where it was not. */
  before(column: string, row: number): Cell | undefined {
    return this.#cells.get(column)?.get(row);
  }

  /** `from`: what stands there now, as the table shows it. */
  correct(column: string, cells: readonly CellChange[]): Promise<boolean> {
    const real = cells.filter(({ from, to }) => from !== to);
    return real.length > 0 ? this.add({ kind: "cells", column, cells: real }) : Promise.resolve(false);
  }

  exclude(rows: readonly number[]): Promise<boolean> {
    const fresh = rows.filter((row) => !this.isExcluded(row));
    return fresh.length > 0 ? this.add({ kind: "exclude", rows: fresh }) : Promise.resolve(false);
  }

  /** Says what was done, with a button that undoes it. Those that do not say when they were made are made now. */
  add(...asked: readonly DataChange[]): Promise<boolean> {
    const changes = asked.map((change) => ({ at: this.#ports.now(), ...change }));
    return this.#inTurn(async () => {
      const [first] = changes;
      if (!first || !(await this.#of.become([...this.list, ...changes]))) return false;
      this.#undone = [];
      this.#steps = [...this.#steps, { at: moment(), changes }];
      this.#of.made();
      const said = changes.length === 1 ? t.changes.done(first) : t.changes.several(changes.length);
      this.#ports.toasts.say(said, { label: t.changes.undo, run: () => void this.#takeBack(changes) });
      return true;
    });
  }

  /** The latest step; where this visit made none, the last of the list. */
  undo(): Promise<boolean> {
    return this.#inTurn(async () => {
      const last = this.list.at(-1);
      const step = this.latest ?? (last && { at: 0, changes: [last] });
      const undone = this.canRedo ? this.#undone : [];
      if (!step) return false;
      if (!(await this.#of.become(this.#without(step.changes)))) return false;
      this.#steps = this.#steps.slice(0, -1);
      this.#undone = [step, ...undone];
      this.#after = this.list.length;
      return true;
    });
  }

  redo(): Promise<boolean> {
    return this.#inTurn(async () => {
      const [next, ...rest] = this.canRedo ? this.#undone : [];
      if (!next || !(await this.#of.become([...this.list, ...next.changes]))) return false;
      this.#undone = rest;
      this.#steps = [...this.#steps, next];
      this.#after = this.list.length;
      return true;
    });
  }

  /** Nothing is brought back any more. */
  forget(): void {
    this.#undone = [];
  }

  /** Take back one of them, wherever it stands in the list. */
  takeBack(index: number): Promise<boolean> {
    const change = this.list[index];
    return change ? this.#takeBack([change]) : Promise.resolve(false);
  }

  /** As a JSON file. */
  async export(): Promise<void> {
    (await import("./changes-files.ts")).saveJson(this.#ports, this.#of, this.list);
  }

  /** As a CSV file, a line for each cell and row; others than the list where they are given. */
  async exportCsv(list = this.list): Promise<void> {
    (await import("./changes-files.ts")).saveCsv(this.#ports, this.#of, list);
  }

  /** Adds what fits of a list that was saved, as one step; the others come back, each with its reason. */
  async import(file: Blob): Promise<Outcome<Fitting>> {
    return (await import("./changes-files.ts")).takeIn(file, this.#ports, this.#of, this);
  }

  #takeBack(changes: readonly DataChange[]): Promise<boolean> {
    return this.#inTurn(async () => {
      const rest = this.#without(changes);
      if (rest.length === this.list.length || !(await this.#of.become(rest))) return false;
      this.#undone = [];
      this.#steps = this.#steps.map(({ at, changes: made }) => ({ at, changes: made.filter((one) => !changes.some((other) => areEqual(one, other))) })).filter(({ changes: made }) => made.length > 0);
      return true;
    });
  }

  #without(changes: readonly DataChange[]): readonly DataChange[] {
    const gone = new Set(changes.map((change) => this.list.findLastIndex((other) => areEqual(other, change))));
    return this.list.filter((_, i) => !gone.has(i));
  }

  /** One after the other, so that quick clicks do not overtake each other. */
  #inTurn(work: () => Promise<boolean>): Promise<boolean> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => null);
    return turn;
  }
}

/** The list comes back from a worker: its changes are equal to those that went there, not the same. */
const areEqual = (one: DataChange, other: DataChange): boolean => JSON.stringify(one) === JSON.stringify(other);

/** column → row → what stood there first. */
function originals(changes: readonly DataChange[]): ReadonlyMap<string, ReadonlyMap<number, Cell>> {
  const found = new Map<string, Map<number, Cell>>();
  for (const change of changes) {
    if (change.kind !== "cells") continue;
    const cells = found.get(change.column) ?? new Map<number, Cell>();
    for (const { row, from } of change.cells) if (!cells.has(row)) cells.set(row, from);
    found.set(change.column, cells);
  }
  return found;
}
