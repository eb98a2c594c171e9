import { expect, test } from "vitest";
import { eventFile, scalarsOf } from "../../../src/engine/export/tensorboard.ts";
import type { Round } from "../../../src/engine/training/events.ts";
import golden from "../../golden/event_files.json" with { type: "json" };

test("an event file is byte for byte what TensorBoard's own writer makes", () => {
  expect(Buffer.from(eventFile(golden.scalars, golden.started)).toString("base64")).toBe(golden.file);
});

test("every score of every round is a point of a curve that Ludwig's logs would have", () => {
  const round: Round = { round: 2, epoch: 2, step: 20, seconds: 1.5, learningRate: 0.01, training: { combined: { loss: 0.5 } }, validation: { combined: { loss: 0.6 }, y: { accuracy: 0.9 } }, best: true };
  expect(scalarsOf([round], "training", 2000)).toEqual([
    { tag: "combined/epoch_loss", step: 2, value: 0.5, at: 3.5 },
    { tag: "combined/epoch_learning_rate", step: 2, value: 0.01, at: 3.5 },
  ]);
  expect(scalarsOf([round], "validation", 2000).map(({ tag }) => tag)).toEqual(["combined/epoch_loss", "y/epoch_accuracy"]);
});
