import { describe, expect, it } from "vitest";
import { unpack } from "../../../src/engine/export/zip.ts";
import { trained } from "./runs.ts";

const calibrated = (yaml: string): string => yaml.replace("{name: kind, type: category}", "{name: kind, type: category, calibration: true}");

describe("calibration", () => {
  it("is learnt on the validation rows, goes with the model, and changes probabilities but no answer and no round", async () => {
    const [plain, made] = [await trained({ epochs: 4 }), await trained({ epochs: 4, yaml: calibrated })];
    const { kind, ...others } = made.bundle.facts.calibration!;
    expect(others).toEqual({});
    expect(made.rounds.map(({ validation }) => validation)).toEqual(plain.rounds.map(({ validation }) => validation));
    const [before, after] = [plain, made].map(({ evaluations }) => evaluations.find(({ split }) => split === "validation")!.outputs["kind"]!);
    expect(after!.metrics["log_loss"]).toBeLessThan(before!.metrics["log_loss"]!);
    expect(after!.metrics).toMatchObject({ loss: before!.metrics["loss"], accuracy: before!.metrics["accuracy"] });
    expect(after!.baseline).toEqual(before!.baseline);

    const zip = await made.engine.exportModel(made.bundle);
    if (!zip.ok) return expect.unreachable();
    const files = unpack(zip.value);
    const imported = await made.engine.importModel(zip.value);
    if (!imported.ok || !files.ok) return expect.unreachable();
    expect(imported.value.facts.calibration).toEqual({ kind });
    expect(new TextDecoder().decode(files.value["README.md"])).toContain(`${kind} for \`kind\``);
    const answers = await Promise.all([plain.bundle, made.bundle, imported.value].map(async (bundle) => {
      const model = await made.engine.open(bundle);
      if (!model.ok) throw new Error("did not open");
      const answer = await made.engine.predict(model.value.id, { size: ["7.1"], colour: ["red"], note: ["warm and large"] });
      if (!answer.ok || answer.value["kind"]?.kind !== "category") throw new Error("did not answer");
      return answer.value["kind"];
    }));
    const [raw, cooled, again] = answers;
    expect(again).toEqual(cooled);
    expect(cooled!.predicted).toEqual(raw!.predicted);
    const [p, q] = [raw!, cooled!].map(({ probabilities }) => Math.log(probabilities[0]! / probabilities[1]!));
    expect(q! * kind!).toBeCloseTo(p!, 4); // logits are divided
  }, 60_000);

  it("is left off, with a note, without validation rows", async () => {
    const { bundle, events } = await trained({ epochs: 1, split: "{type: random, probabilities: [0.9, 0, 0.1]}", yaml: calibrated });
    expect(bundle.facts).not.toHaveProperty("calibration");
    expect(events.flatMap((event) => (event.type === "note" ? [event.note.message] : []))).toEqual([expect.stringContaining("kind was not calibrated")]);
  });
});
