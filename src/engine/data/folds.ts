import { words } from "../../messages/en/data.ts";
import { error, failure, note, success, type Outcome, type Report } from "../schema/problem.ts";
import { hashesOf } from "./hash-split.ts";
import { seededRandom, shuffle } from "./random.ts";
import type { Resting } from "./rests.ts";
import { classesOf, cut, type Shares, type Split, type SplitParams } from "./split.ts";
import { cellsInTurn, columnNamed, type Table } from "./table.ts";

/** One of several equal parts, counted from 0, that takes its turn as the test rows. */
export interface Fold { readonly index: number; readonly of: number }

/** Where the split says nothing of shares: an eighth of what trains, as by its default. */
const USUAL: Shares = [0.7, 0.1, 0.2];

/**
 * The split of one fold of a cross-validation: the fold is tested; of the other rows, validation keeps the share that the config's split gives it
 * beside training, so that a fold's run can stop early (Ludwig trains folds without validation). Folds are drawn by the seed: evenly by class
 * where the split is stratified, by the column's values where it is a hash. Every row is tested in one fold.
 */
export function* folding(params: SplitParams, { index, of }: Fold, seed: number, table: Table, eligible: Uint32Array, report: Report = () => {}): Resting<Outcome<Split>> {
  if (eligible.length < 2 * of) return failure(error([], words.split.fewForFolds(of, eligible.length)));
  const [training, validation] = "probabilities" in params ? params.probabilities : USUAL;
  const kept = training + validation > 0 ? training / (training + validation) : 1;
  if (params.type === "fixed" || params.type === "datetime") report(note(["preprocessing", "split"], words.split.foldsAnew(params.type)));
  const column = "column" in params ? columnNamed(table, params.column) : undefined;
  if ("column" in params && !column) return failure(error(["preprocessing", "split", "column"], words.split.noColumn(params.column)));
  if (params.type === "hash" && column) {
    const hashes = yield* hashesOf(cellsInTurn(column));
    const place = (row: number): number => (of * hashes[row]!) / 2 ** 32;
    const [others, test] = parted(eligible, (row) => Math.floor(place(row)) === index);
    const [train, held] = parted(others, (row) => place(row) % 1 >= kept);
    return complete(train, held, test);
  }
  const random = seededRandom(seed, "folds");
  const groups = params.type === "stratify" && column ? yield* classesOf(column, eligible) : [eligible.slice()];
  // Groups are dealt out one after another, so that neither a fold nor a class is ahead by more than a row.
  const dealt = groups.flatMap((group) => [...shuffle(group, random)]);
  const test = dealt.filter((_, i) => i % of === index);
  const others = dealt.filter((_, i) => i % of !== index);
  if (params.type !== "stratify") {
    const [train, held] = cut(Uint32Array.from(others), [kept, 1 - kept, 0]);
    return complete(train, held, test);
  }
  // Every so manieth row of classes that follow one another: each class gives its share.
  const isHeld = (i: number): boolean => Math.floor((i + 1) * (1 - kept) + 1e-9) > Math.floor(i * (1 - kept) + 1e-9);
  return complete(others.filter((_, i) => !isHeld(i)), others.filter((_, i) => isHeld(i)), test);
}

function parted(rows: Uint32Array, isSecond: (row: number) => boolean): readonly [Uint32Array, Uint32Array] {
  return [rows.filter((row) => !isSecond(row)), rows.filter((row) => isSecond(row))];
}

function complete(training: ArrayLike<number>, validation: ArrayLike<number>, test: ArrayLike<number>): Outcome<Split> {
  if (training.length === 0) return failure(error(["preprocessing", "split"], words.split.noTraining));
  const sorted = (rows: ArrayLike<number>): Uint32Array => Uint32Array.from(rows).sort();
  return success({ training: sorted(training), validation: sorted(validation), test: sorted(test) });
}
