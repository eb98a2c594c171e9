import { rowSize, type Encoded } from "../../../src/engine/data/encoded.ts";
import type { Cells } from "../../../src/engine/data/table.ts";
import type { FeatureType } from "../../../src/engine/features/feature.ts";
import { allFinite, close, equal, holds, type Check } from "./check.ts";
import { encodeCells, exampleConfig, fitInput, fitOutput, presentCells, strict } from "./cases.ts";

const ABSURD: Cells = [
  null,
  "",
  " ",
  "NaN",
  "nan",
  "Infinity",
  "-Infinity",
  "1e999",
  "-1e999",
  "1e308",
  "-1e308",
  "1e-320",
  "0x10",
  "1,5",
  "unseen before",
  "__proto__",
  "constructor",
  "🦜 ünïcödé \u0000 \uFFFF",
  "x".repeat(5000),
  "a b ".repeat(2000),
  "<PAD>",
  "<UNK>",
  "<EOS>",
  "true",
  "-0",
  "=1+1",
];
const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // the same value, if it is JSON at all

/** What every feature type owes, whatever its parameters. */
export function featureChecks(type: FeatureType): readonly Check[] {
  const always: readonly Check[] = [
    {
      name: "its example has eight cells or more, a missing one among them",
      run: async () => holds(type.example.cells.length >= 8 && type.example.cells.includes(null), "too few cells"),
    },
  ];
  return [...always, ...(type.canInput ? inputChecks(type) : []), ...(type.canOutput ? outputChecks(type) : [])].map(({ name, run }) => ({ name: `${type.type}: ${name}`, run }));
}

function inputChecks(type: FeatureType): readonly Check[] {
  return [
    {
      name: "fits twice alike, and its facts survive JSON",
      run: async () => {
        equal(fitInput(type).facts, fitInput(type).facts, "two fits differ");
        equal(throughJson(fitInput(type).facts), fitInput(type).facts, "facts are no JSON");
      },
    },
    {
      name: "encodes alike after its facts went through JSON",
      run: async () => {
        const fitted = fitInput(type);
        const restored = type.openInput(exampleConfig(type, fitted.name), [], strict(type.type)).restore(throughJson(fitted.facts));
        equal(plain(await encodeCells(restored, type.example.cells)), plain(await encodeCells(fitted, type.example.cells)), "encodings differ");
        equal(restored.parts, fitted.parts, "parts differ");
      },
    },
    {
      name: "encodes parts of the shape it said, for any number of rows",
      run: async () => {
        const fitted = fitInput(type);
        for (const rows of [0, 1, 3]) {
          const encoded = await encodeCells(fitted, type.example.cells.slice(0, rows));
          equal(Object.keys(encoded).sort(), Object.keys(fitted.parts).sort(), "part names");
          for (const [part, { data, shape, dtype }] of Object.entries(encoded)) {
            equal({ shape, dtype }, { shape: fitted.parts[part]!.shape, dtype: fitted.parts[part]!.dtype }, part);
            equal(data.length, rows * rowSize(fitted.parts[part]!), `${part}: numbers for ${rows} rows`);
          }
        }
      },
    },
    {
      name: "encodes whole numbers below what it said, whatever cells come",
      run: async () => {
        for (const cells of [type.example.cells, type.example.cells.slice(0, 2), []]) {
          const fitted = fitInput(type, {}, cells);
          for (const [part, { data }] of Object.entries(await encodeCells(fitted, [...type.example.cells, ...ABSURD]))) {
            const below = fitted.parts[part]!.below ?? Infinity;
            holds(below === Infinity || data.every((value) => value >= 0 && value < below && Number.isInteger(value) && !Object.is(value, -0)), `${part} has numbers that are not below ${below}`);
          }
        }
      },
    },
    {
      name: "encodes absurd cells as finite numbers",
      run: async () => {
        for (const [part, { data }] of Object.entries(await encodeCells(fitInput(type), ABSURD)))
          holds(allFinite(data), `${part} has numbers that are not finite`);
      },
    },
    {
      name: "encodes each row by itself",
      run: async () => {
        const fitted = fitInput(type);
        const cells = [...type.example.cells, ...ABSURD];
        const together = await encodeCells(fitted, cells);
        for (const [row, cell] of cells.entries()) {
          for (const [part, { data }] of Object.entries(await encodeCells(fitted, [cell]))) {
            const size = rowSize(fitted.parts[part]!);
            equal(Array.from(together[part]!.data.subarray(row * size, (row + 1) * size)), Array.from(data), `${part} of row ${row}`);
          }
        }
      },
    },
    {
      name: "fits a column without a value, and one without rows",
      run: async () => {
        for (const cells of [[null, null, null], []])
          for (const [part, { data }] of Object.entries(await encodeCells(fitInput(type, {}, cells), ABSURD)))
            holds(allFinite(data), `${part} has numbers that are not finite`);
      },
    },
    {
      name: "says how to type a value in, and encodes what is offered",
      run: async () => {
        const fitted = fitInput(type);
        for (const { data } of Object.values(await encodeCells(fitted, [String(fitted.control.typical)])))
          holds(allFinite(data), "the typical value encodes to numbers that are not finite");
      },
    },
    { name: "tells how to repeat its encoding", run: async () => holds(fitInput(type).recipe.length > 40, "no recipe") },
  ];
}

const plain = (parts: Readonly<Record<string, Encoded>>): Readonly<Record<string, readonly number[]>> =>
  Object.fromEntries(Object.entries(parts).map(([part, { data }]) => [part, Array.from(data)]));

function outputChecks(type: FeatureType): readonly Check[] {
  const cells = presentCells(type);
  const noise = (count: number): Float32Array => Float32Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * 3);
  return [
    {
      name: "answers alike after its facts went through JSON",
      run: async () => {
        const fitted = fitOutput(type);
        const restored = type.openOutput(exampleConfig(type, fitted.name), [], strict(type.type)).restore(throughJson(fitted.facts));
        const logits = noise(cells.length * fitted.baseline.length);
        equal(
          restored.columns(restored.predict(logits, cells.length)),
          fitted.columns(fitted.predict(logits, cells.length)),
          "columns differ",
        );
        equal(
          restored.score(logits, restored.target(cells), cells.length),
          fitted.score(logits, fitted.target(cells), cells.length),
          "scores differ",
        );
      },
    },
    {
      name: "reads absurd cells as finite targets, and scores them",
      run: async () => {
        const fitted = fitOutput(type);
        const odd = [...cells, ...ABSURD];
        const { data } = fitted.target(odd);
        holds(allFinite(data), "targets are not finite");
        const value = fitted.loss.value(noise(odd.length * fitted.baseline.length), data, odd.length);
        holds(!Number.isNaN(value), "the loss is not a number");
      },
    },
    {
      name: "gives every metric it names, of a trivial answer and of none",
      run: async () => {
        const fitted = fitOutput(type);
        const trivial = Float32Array.from(
          { length: cells.length * fitted.baseline.length },
          (_, i) => fitted.baseline[i % fitted.baseline.length]!,
        );
        const scores = fitted.score(trivial, fitted.target(cells), cells.length);
        for (const name of Object.keys(scores))
          holds(Object.hasOwn(fitted.metrics, name), `score gives '${name}', which metrics does not name`);
        const loss = fitted.loss.value(trivial, fitted.target(cells).data, cells.length); // of every output, whatever its metrics
        holds(
          fitted.defaultMetric === "loss" || (Object.hasOwn(fitted.metrics, fitted.defaultMetric) && Object.hasOwn(scores, fitted.defaultMetric)),
          `the default metric '${fitted.defaultMetric}' is not among the scores`,
        );
        holds(Number.isFinite({ ...scores, loss }[fitted.defaultMetric]!), "the trivial answer has no default metric");
        for (const [name, value] of Object.entries(fitted.score(new Float32Array(0), fitted.target([]), 0)))
          holds(Number.isNaN(value), `${name} of no rows is ${value}, not NaN`);
      },
    },
    {
      name: "scores the same in any order of rows",
      run: async () => {
        const fitted = fitOutput(type);
        const units = fitted.baseline.length;
        const logits = noise(cells.length * units);
        const turned = Float32Array.from(logits, (_, i) => logits[(cells.length - 1 - Math.floor(i / units)) * units + (i % units)]!);
        const [there, back] = [
          fitted.score(logits, fitted.target(cells), cells.length),
          fitted.score(turned, fitted.target(cells.toReversed()), cells.length),
        ];
        close(Object.values(back), Object.values(there), 1e-9, Object.keys(there).join(", "));
      },
    },
    {
      name: "draws charts whose rows are those it was given",
      run: async () => {
        const fitted = fitOutput(type);
        const rows = cells.map((_, i) => 100 + 7 * i);
        for (const chart of fitted.charts(noise(cells.length * fitted.baseline.length), fitted.target(cells), rows)) {
          if ("rows" in chart) for (const row of chart.rows.flat(2)) holds(rows.includes(row), `${chart.kind} shows row ${row}`);
        }
        equal(fitted.charts(new Float32Array(0), fitted.target([]), []), [], "charts of no rows");
      },
    },
    {
      name: "gives statistics that are JSON, and one text per row and column",
      run: async () => {
        const fitted = fitOutput(type);
        const logits = noise(cells.length * fitted.baseline.length);
        const statistics = fitted.statistics(
          logits,
          fitted.target(cells),
          cells.map((_, i) => i),
        );
        equal(throughJson(statistics), statistics, "statistics are no JSON");
        for (const [column, texts] of Object.entries(fitted.columns(fitted.predict(logits, cells.length)))) {
          holds(column.startsWith(`${fitted.name}_`), `column '${column}' does not begin with the output's name`);
          equal(texts.length, cells.length, `texts of ${column}`);
        }
      },
    },
  ];
}
