/** Two thousand classes: a split is judged in pieces, without room for all of its logits. */
import { expect, it } from "vitest";
import { evaluateJudged } from "../../../src/engine/evaluation/evaluate.ts";
import { baselineScores, judgeOf } from "../../../src/engine/evaluation/scores.ts";
import { seededRandom } from "../../../src/engine/data/random.ts";
import { output } from "../features/open.ts";

const [CLASSES, ROWS, PIECE] = [2000, 10_000, 256];
/** All logits at once. */
const WHOLE = 4 * CLASSES * ROWS;

it("are judged in a fraction of the room that their logits would take", () => {
  const random = seededRandom(4, "many classes");
  const labels = Array.from({ length: CLASSES }, (_, c) => `ticket ${c}`);
  const { feature } = output("category", labels);
  const cells = Array.from({ length: ROWS }, () => labels[Math.floor(CLASSES * random() ** 2)]!);
  const target = feature.target(cells);
  const held = (): number => process.memoryUsage().arrayBuffers;
  const before = held();
  let most = 0;
  const answers = judgeOf(feature, target, ROWS);
  const piece = new Float32Array(PIECE * CLASSES);
  const noise = Float32Array.from({ length: 65_537 }, random);
  for (let from = 0; from < ROWS; from += PIECE) {
    const rows = Math.min(PIECE, ROWS - from);
    for (let i = 0; i < rows * CLASSES; i++) piece[i] = noise[(i + 31 * from) % noise.length]!;
    for (let row = 0; row < rows; row++) if (random() < 0.8) piece[row * CLASSES + target.data[from + row]!] = 9; // the rest are chance
    answers.take(piece.subarray(0, rows * CLASSES), from);
    most = Math.max(most, held() - before);
  }
  const judged = evaluateJudged({ split: "test", outputs: [feature], answers: { f: answers }, targets: { f: target }, rows: cells.map((_, i) => i), seed: 1 }).outputs["f"]!;
  most = Math.max(most, held() - before);
  expect(most).toBeLessThan(0.6 * WHOLE);
  expect(judged.metrics["accuracy_micro"]).toBeCloseTo(0.8, 1);
  expect(judged.metrics["mean_reciprocal_rank"]).toBeCloseTo(0.8, 1);
  expect(judged.metrics["roc_auc"]).toBeCloseTo(0.8 + 0.2 * (0.8 + 0.2 / 2), 2); // chance wins over sure rows, whose other shares are small; of a fifth of the rows
  expect(judged.intervals).toHaveProperty("accuracy_micro");
  expect(judged.intervals).not.toHaveProperty("roc_auc");
  expect(judged.baseline).toEqual(baselineScores(feature, target, ROWS));
  expect(judged.baseline["accuracy_micro"]).toBeLessThan(0.1);
  const [chart] = judged.charts;
  expect(chart?.kind === "confusion_matrix" && chart.labels.length).toBe(40);
  expect(judged.statistics).toMatchObject({ confusion_matrix: null });
}, 60_000);
