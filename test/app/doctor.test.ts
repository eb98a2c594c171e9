/** From a table with ten planted faults to a better model, by the buttons of the doctor alone. */
import { expect, test, vi } from "vitest";
import type { CheckName } from "../../src/engine/advice/doctor/finding.ts";
import { seededRandom } from "../../src/engine/data/random.ts";
import { opened, started } from "./support/penguins.ts";

type Row = Record<string, string>;

/** Trees whose health follows from girth and height, but for noise. What is only known afterwards, and what names a row, is empty. */
function trees(rows: number, seed: number): Row[] {
  const random = seededRandom(seed, "trees");
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: rows }, () => {
    const [girth, height] = [normal(), normal()];
    const kind = ["oak", "elm", "fir"][Math.floor(random() * 3)]!;
    const health = girth - height + (kind === "oak" ? 0.7 : 0) + 0.5 * normal();
    return { nr: "", girth: (60 + 12 * girth).toFixed(2), height: (18 + 4 * height).toFixed(2), age: (35 + 10 * normal()).toFixed(1), kind, site: "park", inspected: (5 + normal()).toFixed(2), code: "", health: health > 0.8 ? "good" : health < -0.8 ? "bad" : "fair" };
  });
}

const FAULTS: readonly CheckName[] = ["target_copy", "identifier", "constant", "duplicates", "near_duplicates", "stand_ins", "outliers", "spellings", "missingness", "class_support"];

function spoilt(rows: number): Row[] {
  const random = seededRandom(5, "faults");
  const made = trees(rows, 1).map((row, i): Row => ({
    ...row,
    code: { good: "A", fair: "B", bad: "C" }[row["health"]!]!,
    girth: random() < 0.06 ? "-999" : row["girth"]!,
    height: i % 251 === 7 ? String(1000 * Number(row["height"])) : row["height"]!,
    inspected: row["health"] === "bad" ? "" : row["inspected"]!,
  })).map((row, i): Row => {
    if (i === 30 || i === 90) return { ...row, health: "unclear", code: "D" };
    if (row["health"] !== "good" || random() > 0.45) return row;
    return { ...row, health: random() < 0.5 ? "Good" : "GOOD" };
  });
  const again = made.slice(100, 160);
  const nearly = made.slice(200, 280).map((row): Row => ({ ...row, ...Object.fromEntries(["girth", "height", "age", "inspected"].filter((name) => row[name] !== "" && row[name] !== "-999").map((name) => [name, (Number(row[name]) * (1 + 2e-4 * (2 * random() - 1))).toFixed(4)])) }));
  return [...made, ...again, ...nearly].map((row, i) => ({ ...row, nr: String(5001 + i) }));
}

const csv = (rows: readonly Row[]): string => [Object.keys(rows[0]!).join(","), ...rows.map((row) => Object.values(row).join(","))].join("\n");
const CLEAN = 1500;

test("ten planted faults are found, mended by their buttons, and the model is better on clean rows by more than its standard error", async () => {
  const { app, ports } = await started();
  await app.openFile(new File([csv(spoilt(700))], "trees.csv"));
  const project = opened(app);
  for (const column of Object.keys(project.roles)) await project.setRole(column, column === "health" ? "output" : "input");
  await ports.data.open("clean", new File([csv(trees(CLEAN, 2))], "clean.csv"), {});

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
  const standardError = Math.sqrt((before * (1 - before) + after * (1 - after)) / CLEAN);
  expect(after - before).toBeGreaterThan(standardError);
  expect(after).toBeGreaterThan(0.7);
}, 60_000);
