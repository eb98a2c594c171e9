import { logisticRegression, oneVersusRest, ridgeRegression, shareRegression, type Answering } from "./linear.ts";
import type { Sparse } from "./matrix.ts";
import { nearest } from "./neighbours.ts";
import { classTargets, decisionTree, numberTargets } from "./tree.ts";

/** One output and the training rows that tell it. */
export interface Task {
  readonly kind: "binary" | "category" | "number" | "set" | "vector" | "distribution";
  /** Of the logits of a row: 1, or the classes, labels or numbers. */
  readonly units: number;
  readonly x: Sparse;
  /** [rows] 0 or 1, the class, or the number in the model's units; [rows, units] where an answer has several. */
  readonly truth: ArrayLike<number>;
  goOn(): Promise<boolean>;
}
/** [rows, units] logits whose softmax or sigmoid is the answer, or the numbers themselves. */
export type SimpleAnswers = (rows: Sparse) => Promise<Float32Array>;

/** More classes, or numbers of a vector, than a simple model learns in seconds. */
const MOST_UNITS = 200;
/** A class that no neighbour has is not impossible: a little of each, so that logits are finite. */
const UNSEEN = 1e-3;

const isClasses = ({ kind }: Task): boolean => kind === "binary" || kind === "category";
const classesOf = ({ kind, units }: Task): number => (kind === "binary" ? 2 : units);
const isLarge = (task: Task): boolean => task.units > MOST_UNITS;

/** Logistic or ridge regression; null where there are too many classes or numbers. */
export async function linearAnswers(task: Task): Promise<SimpleAnswers | null> {
  if (isLarge(task)) return null;
  const answering = await linearModel(task);
  return async (rows) => {
    const logits = answering(rows);
    return task.kind === "category" && task.units === 2 ? Float32Array.from({ length: 2 * rows.rows }, (_, i) => (i % 2) * logits[i >> 1]!) : Float32Array.from(logits);
  };
}

function linearModel(task: Task): Answering | Promise<Answering> {
  const { kind, units, x, truth, goOn } = task;
  switch (kind) {
    case "number":
    case "vector":
      return ridgeRegression(x, truth, units);
    case "set":
      return oneVersusRest(x, truth, units, goOn);
    case "distribution":
      return shareRegression(x, truth, units, goOn);
    default:
      return logisticRegression(x, truth, classesOf(task), goOn);
  }
}

/** null where an answer has too many numbers; classes are counted, and may be many. */
export async function treeAnswers(task: Task): Promise<SimpleAnswers | null> {
  const { x, truth, units, goOn } = task;
  if (!isClasses(task) && isLarge(task)) return null;
  const breathe = async (): Promise<void> => void (await goOn());
  const answering = await decisionTree(x, isClasses(task) ? classTargets(truth, classesOf(task)) : numberTargets(truth, units), breathe);
  return async (rows) => logitsOf(answering(rows), task);
}

export async function neighbourAnswers(task: Task): Promise<SimpleAnswers> {
  const { x, truth, units, goOn } = task;
  const breathe = async (): Promise<void> => void (await goOn());
  const classes = isClasses(task);
  return async (rows) => logitsOf(await nearest(x, rows, classes ? classesOf(task) : units, (neighbours, out) => {
    for (const row of neighbours) {
      if (classes) out[truth[row]!]! += 1 / neighbours.length;
      else for (let u = 0; u < units; u++) out[u]! += truth[row * units + u]! / neighbours.length;
    }
  }, breathe), task);
}

/** [rows, classes or labels] shares → logits; numbers as they are. */
function logitsOf(shares: Float64Array, { kind }: Task): Float32Array {
  const log = (share: number): number => Math.log(share + UNSEEN);
  switch (kind) {
    case "number":
    case "vector":
      return Float32Array.from(shares);
    case "set":
      return Float32Array.from(shares, (share) => log(share) - log(1 - share));
    case "binary":
      return Float32Array.from({ length: shares.length / 2 }, (_, row) => log(shares[2 * row + 1]!) - log(shares[2 * row]!));
    default:
      return Float32Array.from(shares, log);
  }
}
