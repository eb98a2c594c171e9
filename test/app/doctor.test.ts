/** From a table with ten planted faults to a better model, by the buttons of the doctor alone. */
import { expect, test, vi } from "vitest";
import { asCsv, FAULTS, spoilt, standardErrorOf, trees } from "../support/trees.ts";
import { opened, started } from "./support/penguins.ts";

const CLEAN = 1500;

test("ten planted faults are found, mended by their buttons, and the model is better on clean rows by more than its standard error", async () => {
  const { app, ports } = await started();
  await app.openFile(new File([asCsv(spoilt(700))], "trees.csv"));
  const project = opened(app);
  for (const column of Object.keys(project.roles)) await project.setRole(column, column === "health" ? "output" : "input");
  await ports.data.open("clean", new File([asCsv(trees(CLEAN, 2))], "clean.csv"), {});

  const accuracy = async (): Promise<number> => {
    const trained = await ports.engine.train({ yaml: project.document.text, dataset: project.dataset.set!.id, seed: 42, backend: "auto" }, () => {});
    if (!trained.ok) throw new Error(trained.problems[0]!.message);
    const model = await ports.engine.open(trained.value.bundle);
    if (!model.ok) throw new Error(model.problems[0]!.message);
    const judged = await ports.engine.evaluate(model.value.id, "clean");
    await ports.engine.close(model.value.id);
    if (!judged.ok) throw new Error(judged.problems[0]!.message);
    return judged.value.outputs["health"]!.metrics["accuracy"]!;
  };
  const { doctor } = project;
  const looked = async (): Promise<void> => {
    doctor.follow();
    doctor.flush();
    await vi.waitFor(() => expect(doctor.stale).toBe(false), 10_000);
    expect(doctor.problems).toEqual([]);
  };

  const before = await accuracy();
  await looked();
  const found = doctor.findings.map(({ check }) => check);
  expect(FAULTS.filter((fault) => !found.includes(fault))).toEqual([]);

  for (let step = 0; step < 30; step++) {
    const finding = doctor.findings.find(({ check, remedies }) => FAULTS.includes(check) && remedies.length > 0);
    if (!finding) break;
    await doctor.apply(finding.remedies[0]!);
    await looked();
  }
  expect(doctor.findings.filter(({ check }) => FAULTS.includes(check))).toEqual([]);
  const after = await accuracy();
  expect(after - before).toBeGreaterThan(standardErrorOf(before, after, CLEAN));
  expect(after).toBeGreaterThan(0.7);
}, 60_000);
