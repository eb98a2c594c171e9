import { logisticRegression, ridgeRegression } from "./linear.ts";
import type { Sparse } from "./matrix.ts";
import { nearest } from "./neighbours.ts";
import { classTargets, decisionTree, numberTargets } from "./tree.ts";

/** One output and the training rows that tell it. */
export interface Task {
  readonly kind: "binary" | "category" | "number";
  /** Of the logits of a row: 1, or the classes. */
  readonly units: number;
  readonly x: Sparse;
  /** [rows] 0 or 1, the class, or the number in the model's units. */
  readonly truth: ArrayLike<number>;
  goOn(): Promise<boolean>;
}
/** [rows, units] logits whose softmax or sigmoid is the answer, or the numbers themselves. */
export type SimpleAnswers = (rows: Sparse) => Promise<Float32Array>;

/** More classes than a linear model learns in seconds. */
const MOST_CLASSES = 200;
/** A class that no neighbour has is not impossible: a little of each, so that logits are finite. */
const UNSEEN = 1e-3;

const classesOf = ({ kind, units }: Task): number => (kind === "binary" ? 2 : units);

/** Logistic or ridge regression; null where there are too many classes, or the training rows know only one. */
export async function linearAnswers(task: Task): Promise<SimpleAnswers | null> {
  const { kind, x, truth, goOn } = task;
  if (kind === "number") {
    const answering = ridgeRegression(x, truth);
    return async (rows) => Float32Array.from(answering(rows));
  }
  const classes = classesOf(task);
  if (classes > MOST_CLASSES) return null;
  const answering = await logisticRegression(x, truth, classes, goOn);
  return async (rows) => {
    const logits = answering(rows);
    return kind === "category" && classes === 2 ? Float32Array.from({ length: 2 * rows.rows }, (_, i) => (i % 2) * logits[i >> 1]!) : Float32Array.from(logits);
  };
}

export async function treeAnswers(task: Task): Promise<SimpleAnswers> {
  const { kind, x, truth, goOn } = task;
  const breathe = async (): Promise<void> => void (await goOn());
  const answering = await decisionTree(x, kind === "number" ? numberTargets(truth) : classTargets(truth, classesOf(task)), breathe);
  return async (rows) => (kind === "number" ? Float32Array.from(answering(rows)) : logitsOf(answering(rows), task));
}

export async function neighbourAnswers(task: Task): Promise<SimpleAnswers> {
  const { kind, x, truth, goOn } = task;
  const breathe = async (): Promise<void> => void (await goOn());
  const classes = kind === "number" ? 1 : classesOf(task);
  return async (rows) => {
    const answers = await nearest(x, rows, classes, (neighbours, out) => {
      for (const row of neighbours) {
        if (kind === "number") out[0]! += truth[row]! / neighbours.length;
        else out[truth[row]!]! += 1 / neighbours.length;
      }
    }, breathe);
    return kind === "number" ? Float32Array.from(answers) : logitsOf(answers, task);
  };
}

/** [rows, classes] shares → logits. */
function logitsOf(shares: Float64Array, { kind }: Task): Float32Array {
  const logs = Float32Array.from(shares, (share) => Math.log(share + UNSEEN));
  return kind === "category" ? logs : Float32Array.from({ length: shares.length / 2 }, (_, row) => logs[2 * row + 1]! - logs[2 * row]!);
}
