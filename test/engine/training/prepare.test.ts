import { describe, expect, it } from "vitest";
import { openYaml } from "../../../src/engine/config/open.ts";
import { tableFrom, type Table } from "../../../src/engine/data/table.ts";
import { preparedCells } from "../../../src/engine/data/missing.ts";
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

describe("what is told of cells", () => {
  const told = (outputs: string, inputs: string, table: Table): readonly string[] =>
    prepared(`input_features: [${inputs}]\noutput_features: [${outputs}]\npreprocessing: {split: {type: fixed, column: split}}\ntrainer: {epochs: 1}\n`, table).notes.map(({ severity, path, message }) => `${severity} ${path.join(".")}: ${message}`);
  const split = [...new Array<string>(14).fill("0"), "1", "1", "2", "2", "2", "2"];
  const y = split.map((_, row) => (row % 2 === 0 ? "a" : "b"));
  const twenty = (...cells: readonly string[]) => split.map((_, row) => cells[row % cells.length]!);

  it("is how many a type cannot read, with the rows of the first few", () => {
    const table = tableFrom({ split, y, x: twenty("1", "2", "soon", "4", "n.k.") });
    expect(told("{name: y, type: category}", "{name: x, type: number}", table)).toEqual([
      "note input_features.0: 8 cells of 'x' cannot be read as number and count as missing, such as 'soon' (rows 3 and 8), 'n.k.' (row 5)",
    ]);
  });

  it("is where texts are longer than is kept", () => {
    const table = tableFrom({ split, y, text: twenty("a b", "a b c d e f", "c", "d") });
    expect(told("{name: y, type: category}", "{name: text, type: text, preprocessing: {max_sequence_length: 4}}", table)).toEqual([
      expect.stringMatching(/^note input_features.0: text: 4 of 14 texts .* lose their end \(such as in rows 2, 6, and 10\)$/),
    ]);
  });

  it("is which labels only the rows to be judged have", () => {
    const kind = y.map((cell, row) => (row === 15 || row === 17 ? "rare" : cell));
    const tags = y.map((cell, row) => (row === 19 ? `${cell} new newer` : cell));
    const sure = y.map((cell, row) => (row === 16 ? "perhaps" : cell === "a" ? "yes" : "no"));
    const table = tableFrom({ split, kind, tags, sure, x: twenty("1", "2", "3") });
    expect(told("{name: kind, type: category}, {name: tags, type: set}, {name: sure, type: binary}", "{name: x, type: number}", table)).toEqual([
      "note output_features.0: 1 label of 'kind' is not among those learnt from the training rows, yet stands in 2 rows to validate or test on: 'rare' (row 16); no answer can be right there",
      "note output_features.1: 2 labels of 'tags' are not among those learnt from the training rows, yet stand in 1 row to validate or test on: 'new' (row 20), 'newer' (row 20); no answer can be right there",
      "note output_features.2: 1 label of 'sure' is not among those learnt from the training rows, yet stands in 1 row to validate or test on: 'perhaps' (row 17); no answer can be right there",
    ]);
  });
});

describe("a vector of another size than most", () => {
  const split = [...new Array<string>(14).fill("0"), "1", "1", "2", "2", "2", "2"];
  const v = split.map((_, row) => (row % 5 === 4 ? "7 7" : `${row} 1 2`));
  const table = tableFrom({ split, v, x: split.map((_, row) => String(row)) });
  const kinds = (strategy: string) => `
input_features: [{name: x, type: number}, {name: in, column: v, type: vector, preprocessing: {missing_value_strategy: ${strategy}}}]
output_features: [{name: v, type: vector}]
preprocessing: {split: {type: fixed, column: split}}
`;

  it("is left out with its row where the feature drops rows, in every part", () => {
    const { split: parts, dropped, notes } = prepared(kinds("fill_with_const"), table);
    expect([...parts.training, ...parts.validation, ...parts.test]).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13, 15, 16, 17, 18]);
    expect(dropped).toEqual({ v: 4 });
    expect(notes.map(({ message }) => message)).toEqual(expect.arrayContaining([
      "4 cells of 'v' cannot be read as vector and count as missing, such as '7 7' (rows 5, 10, and 15)",
      "4 of 20 rows are left out because 'v' is missing there",
    ]));
  });

  it("takes its neighbour's where the feature says so", () => {
    const { inputs } = prepared(kinds("ffill").replace("{name: v, type: vector}", "{name: x, type: number}"), table);
    const cells = [...preparedCells(inputs[1]!, table, Uint32Array.of(3, 4, 5))];
    expect(cells).toEqual(["3 1 2", "3 1 2", "5 1 2"]);
  });
});
