/** Real tables of the package vega-datasets, with configs as a practitioner would write them. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import cars from "../../node_modules/vega-datasets/data/cars.json";
import movies from "../../node_modules/vega-datasets/data/movies.json";
import { reaches } from "./case.ts";

type Record_ = Readonly<Record<string, string | number | null>>;
const columns = (names: readonly string[], rows: readonly Record_[]) => [names, ...rows.map((row) => names.map((name) => row[name] ?? null))];
const read = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${name}`, import.meta.url)), "utf8").trim().split(/\r?\n/).map((line) => line.split(","));

describe("real tables", () => {
  reaches("how far a car goes on a gallon, and where it comes from", {
    config: `
input_features:
  - {name: Cylinders, type: category}
  - {name: Displacement, type: number}
  - {name: Horsepower, type: number, preprocessing: {missing_value_strategy: fill_with_mean}}
  - {name: Weight_in_lbs, type: number}
  - {name: Acceleration, type: number}
  - {name: Year, type: date, encoder: {type: embed}}
output_features:
  - {name: Miles_per_Gallon, type: number, preprocessing: {normalization: zscore}}
  - {name: Origin, type: category}
combiner: {type: concat, num_fc_layers: 2, output_size: 64}
preprocessing: {split: {type: stratify, column: Origin}}
trainer: {epochs: 100, batch_size: 16, learning_rate: 0.003, early_stop: 25, validation_field: combined}
`,
    table: () => columns(["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Year", "Miles_per_Gallon", "Origin"], cars),
    expected: { Miles_per_Gallon: { r2: [0.84, 0.08] }, Origin: { accuracy_micro: [0.8, 0.1] } },
  });

  reaches("the weather of Seattle, learnt from the past and judged on what came after", {
    config: `
input_features:
  - {name: precipitation, type: number, preprocessing: {normalization: log1p}}
  - {name: temp_max, type: number}
  - {name: temp_min, type: number}
  - {name: wind, type: number}
output_features:
  - {name: weather, type: category, calibration: true}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
preprocessing: {split: {type: datetime, column: date}}
trainer: {epochs: 40, batch_size: 32, learning_rate: 0.005, early_stop: 10}
`,
    table: () => read("seattle-weather.csv"),
    expected: { weather: { accuracy_micro: [0.85, 0.08] } },
  });

  reaches("the genre of a film from its title, rating, money and date", {
    config: `
input_features:
  - {name: Title, type: text, preprocessing: {most_common: 2000, max_sequence_length: 12, lowercase: true}, encoder: {type: embed, embedding_size: 16}}
  - {name: MPAA Rating, type: category}
  - {name: Production Budget, type: number, preprocessing: {normalization: log1p, missing_value_strategy: fill_with_mean}}
  - {name: Source, type: category}
  - {name: Release Date, type: date}
output_features:
  - {name: Major Genre, type: category, loss: {type: softmax_cross_entropy}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
preprocessing: {split: {type: hash, column: Title}}
trainer: {epochs: 30, batch_size: 64, learning_rate: 0.005, early_stop: 8, validation_metric: accuracy_micro}
`,
    table: () => columns(["Title", "MPAA Rating", "Production Budget", "Source", "Release Date", "Major Genre"], movies as readonly Record_[]),
    expected: { "Major Genre": { accuracy_micro: [0.4, 0.08] } },
  });
});
