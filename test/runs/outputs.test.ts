/** Outputs beyond a class and a number, and inputs of more than one value. */
import { describe } from "vitest";
import { reaches, rowsOf } from "./case.ts";

const cities = ["Rome", "Oslo", "Lima", "Cairo", "Quito"];
const days = ["monday", "friday", "sunday"];

describe("outputs", () => {
  reaches("intents and slots: a category and a tag for every word, from one sentence", {
    config: `
input_features:
  - name: words
    type: sequence
    preprocessing: {tokenizer: space}
    encoder: {type: rnn, cell_type: gru, state_size: 24, embedding_size: 16, bidirectional: true, reduce_output: null}
output_features:
  - {name: intent, type: category, reduce_input: mean}
  - {name: slots, type: sequence, preprocessing: {tokenizer: space}, decoder: {type: tagger}}
combiner: {type: sequence_concat}
trainer: {epochs: 15, batch_size: 32, learning_rate: 0.01, validation_field: combined}
`,
    table: ({ pick, below }) => rowsOf(["words", "intent", "slots"], 600, () => {
      const [from, to, day] = [pick(cities), pick(cities), pick(days)];
      const makers = [
        [["fly", "from", from, "to", to], "flight", "O O B-from O B-to"],
        [["book", "a", "bed", "in", to, "on", day], "hotel", "O O O O B-place O B-day"],
        [["will", "it", "rain", "in", from, day], "weather", "O O O O B-place B-day"],
      ] as const;
      const [words, intent, slots] = makers[below(3)]!;
      return [words.join(" "), intent, slots];
    }),
    expected: { intent: { accuracy_micro: [1, 0.02] }, slots: { token_accuracy: [0.99, 0.02] } },
  });

  reaches("half of the rows say one thing and half of them another", {
    config: `
input_features:
  - {name: a, type: number}
  - {name: b, type: number}
output_features:
  - {name: sum, type: number, preprocessing: {normalization: zscore, missing_value_strategy: mask_loss}}
  - {name: larger, type: category, preprocessing: {missing_value_strategy: mask_loss}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 40, batch_size: 32, learning_rate: 0.01, validation_field: combined}
`,
    table: ({ normal, uniform }) => rowsOf(["a", "b", "sum", "larger"], 800, () => {
      const [a, b] = [normal(), normal()];
      const which = uniform();
      return [a.toFixed(3), b.toFixed(3), which < 0.5 ? (a + b).toFixed(3) : null, which >= 0.4 ? (a > b ? "a" : "b") : null];
    }),
    expected: { sum: { r2: [0.99, 0.02] }, larger: { accuracy_micro: [0.98, 0.03] } },
  });

  reaches("a vector from a vector", {
    config: `
input_features:
  - {name: x, type: vector, encoder: {type: dense, output_size: 16}}
output_features:
  - {name: y, type: vector}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 60, batch_size: 32, learning_rate: 0.01, early_stop: 10}
`,
    table: ({ normal }) => rowsOf(["x", "y"], 600, () => {
      const [a, b, c] = [normal(), normal(), normal()];
      return [[a, b, c].map((v) => v.toFixed(3)).join(" "), [a + b, Math.abs(c)].map((v) => v.toFixed(3)).join(" ")];
    }),
    expected: { y: { r2: [0.96, 0.05] } },
  });

  reaches("what share of a crowd says what: a distribution over categories", {
    config: `
input_features:
  - {name: heat, type: number}
output_features:
  - {name: votes, type: category_distribution, preprocessing: {vocab: [cold, mild, hot]}}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
trainer: {epochs: 40, batch_size: 32, learning_rate: 0.01}
`,
    table: ({ normal }) => rowsOf(["heat", "votes"], 500, () => {
      const heat = normal();
      const powers = [-2 * heat, 0, 2 * heat].map(Math.exp);
      const all = powers.reduce((sum, p) => sum + p, 0);
      return [heat.toFixed(3), powers.map((p) => (p / all).toFixed(4)).join(" ")];
    }),
    expected: { votes: { accuracy_micro: [0.97, 0.04] } },
  });

  reaches("a rising or falling curve in a cell", {
    config: `
input_features:
  - {name: curve, type: timeseries, encoder: {type: stacked_cnn, num_filters: 8, filter_size: 3, pool_size: null, num_conv_layers: 2, output_size: 16}}
output_features:
  - {name: shape, type: category}
trainer: {epochs: 20, batch_size: 32, learning_rate: 0.01}
`,
    table: ({ normal, below }) => rowsOf(["curve", "shape"], 500, () => {
      const which = below(3);
      const values = Array.from({ length: 20 }, (_, t) => (which === 0 ? t / 10 : which === 1 ? -t / 10 : Math.sin(t)) + 0.2 * normal());
      return [values.map((v) => v.toFixed(2)).join(" "), ["rise", "fall", "wave"][which]!];
    }),
    expected: { shape: { accuracy_micro: [0.98, 0.03] } },
  });

  reaches("a basket that holds both bread and butter", {
    config: `
input_features:
  - {name: basket, type: set, encoder: {type: embed, embedding_size: 8}}
  - {name: visits, type: bag, encoder: {type: embed, embedding_size: 8}}
output_features:
  - {name: both, type: binary}
  - {name: loyal, type: number, preprocessing: {normalization: zscore}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 40, batch_size: 32, learning_rate: 0.01, validation_field: combined}
`,
    table({ uniform, pick, below }) {
      const goods = ["bread", "butter", "milk", "salt", "tea", "rice"];
      return rowsOf(["basket", "visits", "both", "loyal"], 700, () => {
        const basket = goods.filter(() => uniform() < 0.5);
        const visits = Array.from({ length: 1 + below(8) }, () => pick(["north", "south", "west"]));
        return [basket.join(" "), visits.join(" "), basket.includes("bread") && basket.includes("butter") ? "yes" : "no", visits.filter((v) => v === "north").length];
      });
    },
    expected: { both: { roc_auc: [0.99, 0.03] }, loyal: { r2: [0.9, 0.12] } },
  });

  reaches("a region from cells of the H3 grid", {
    config: `
input_features:
  - {name: cell, type: h3, encoder: {type: embed, embedding_size: 8}}
output_features:
  - {name: region, type: category}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
trainer: {epochs: 30, batch_size: 32, learning_rate: 0.01}
`,
    // Cells of resolution 4 under three base cells, in all their digits: bits 45 to 51 hold the base cell, three bits each digit.
    table: ({ pick, below }) => rowsOf(["cell", "region"], 500, () => {
      const [base, region] = pick([[10, "north"], [40, "middle"], [90, "south"]] as const);
      let index = (1n << 59n) | (4n << 52n) | (BigInt(base) << 45n);
      for (let digit = 1; digit <= 15; digit++) index |= BigInt(digit <= 4 ? below(7) : 7) << BigInt(3 * (15 - digit));
      return [index.toString(16), region];
    }),
    expected: { region: { accuracy_micro: [1, 0.02] } },
  });
});
