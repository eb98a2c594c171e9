import { describe, expect, it } from "vitest";
import { openYaml } from "../../../src/engine/config/open.ts";
import { tableFrom, type Table } from "../../../src/engine/data/table.ts";
import { encodePart, prepare, type Prepared } from "../../../src/engine/training/prepare.ts";

function prepared(yaml: string, table: Table): Prepared {
  const { opened, problems } = openYaml(yaml);
  if (!opened) throw new Error(problems.map(({ message }) => message).join("; "));
  const outcome = prepare(opened, table, 1);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join("; "));
  return outcome.value;
}
const column = (...cells: readonly (string | null)[]) => Array.from({ length: 10 * cells.length }, (_, row) => cells[row % cells.length]!);

describe("what is learnt of the training rows", () => {
  const names = tableFrom({ one: column("ann", "bob"), other: column("cid", "bob"), third: column("eve", "dan"), same: column("no", "yes") });
  const facts = (tied: string) => prepared(`
input_features:
  - {name: one, type: category}
  - {name: other, type: category${tied}}
  - {name: third, type: category}
output_features: [{name: same, type: binary}]
preprocessing: {split: {type: random, probabilities: [0.8, 0.1, 0.1]}}
`, names).inputs.map(({ facts }) => facts);

  it("is of all columns that share an encoder, and of no other's", () => {
    const [one, other, third] = facts(", tied: one");
    expect(one).toEqual(other);
    for (const name of ["ann", "bob", "cid"]) expect(JSON.stringify(one)).toContain(name);
    expect(JSON.stringify(one)).not.toContain("eve");
    expect(JSON.stringify(third)).not.toContain("bob");
    expect(JSON.stringify(facts("")[0])).not.toContain("cid");
  });

  it("is, of a partly labelled output, what the labelled rows say", async () => {
    const table = tableFrom({ x: column("1", "2", "3", "4"), price: column("10", null, "30", null), kind: column("a", "a", null, "b"), tags: column("t", null, null, "t") });
    const { inputs, outputs, split } = prepared(`
input_features: [{name: x, type: number}]
output_features:
  - {name: price, type: number, preprocessing: {missing_value_strategy: mask_loss, normalization: null}}
  - {name: kind, type: category, preprocessing: {missing_value_strategy: mask_loss}}
  - {name: tags, type: set, preprocessing: {missing_value_strategy: mask_loss}}
preprocessing: {split: {type: random, probabilities: [0.8, 0.1, 0.1]}}
`, table);
    expect(split.training.length + split.validation.length + split.test.length).toBe(40);
    const [price, kind] = (await encodePart({ inputs, outputs }, [], table, Uint32Array.of(0, 1, 2, 3))).targets;
    expect([[...price!.known!], [...kind!.known!]]).toEqual([[1, 0, 1, 0], [1, 1, 0, 1]]);
    expect(outputs.map(({ baseline }) => baseline.length)).toEqual([1, 2, 1]);
    const { rows, str2freq } = outputs[2]!.facts as { rows: number; str2freq: object }; // a set's own
    expect(Object.values(str2freq)).toEqual([rows]);
    const prices = [...split.training].map((row) => row % 4).filter((row) => row % 2 === 0).map((row) => 10 * (row + 1));
    expect(outputs[0]!.baseline[0]).toBeCloseTo(prices.reduce((sum, price) => sum + price, 0) / prices.length, 5);
    expect(outputs[0]!.facts).toMatchObject({ std: expect.closeTo(10, 0) });
  });
});
