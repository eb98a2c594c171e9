/** Numbers, categories and dates, by every way of encoding and joining them. */
import { describe } from "vitest";
import { reaches, rowsOf } from "./case.ts";

describe("tables", () => {
  const waves = (encoder: string) => `
input_features:
  - {name: x, type: number, encoder: ${encoder}}
output_features:
  - {name: y, type: number, preprocessing: {normalization: zscore}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 40, batch_size: 64, learning_rate: 0.01, early_stop: 10}
`;
  for (const [encoder, r2] of [["{type: ple, num_bins: 32}", 0.95], ["{type: periodic, num_frequencies: 16, sigma: 1.0}", 0.95], ["{type: bins, num_bins: 32}", 0.94]] as const) {
    reaches(`four waves along one number, by ${encoder.slice(7, -1)}`, {
      config: waves(encoder),
      table: ({ uniform, normal }) => rowsOf(["x", "y"], 1200, () => {
        const x = uniform();
        return [x.toFixed(4), (Math.sin(8 * Math.PI * x) + 0.1 * normal()).toFixed(3)];
      }),
      expected: { y: { r2: [r2, 0.05] } },
    });
  }

  const interaction = (combiner: string) => `
input_features:
${["a", "b", "c", "d", "e", "f"].map((name) => `  - {name: ${name}, type: number}`).join("\n")}
  - {name: kind, type: category, encoder: {type: dense, embedding_size: 8}}
output_features:
  - {name: y, type: binary}
combiner: ${combiner}
trainer: {epochs: 30, batch_size: 64, learning_rate: 0.005, early_stop: 10}
`;
  const combiners = {
    "{type: tabnet, size: 8, output_size: 8, num_steps: 3, bn_virtual_bs: null}": 0.93,
    "{type: transformer, hidden_size: 16, num_heads: 4, transformer_output_size: 32, dropout: 0}": 0.95,
    "{type: ft_transformer, hidden_size: 16, num_heads: 4, transformer_output_size: 32, dropout: 0}": 0.95,
    "{type: tabtransformer, hidden_size: 16, num_heads: 4, transformer_output_size: 32, dropout: 0, num_fc_layers: 2, output_size: 64}": 0.86,
    "{type: project_aggregate, projection_size: 32, output_size: 32}": 0.95,
  };
  for (const [combiner, auc] of Object.entries(combiners)) {
    reaches(`a product of two of six numbers whose sign a category turns, by ${combiner.slice(7).split(",")[0]}`, {
      config: interaction(combiner),
      table: ({ normal, pick }) => rowsOf(["a", "b", "c", "d", "e", "f", "kind", "y"], 1500, () => {
        const numbers = Array.from({ length: 6 }, normal);
        const kind = pick(["plain", "plain", "turned"]);
        const product = numbers[0]! * numbers[1]! * (kind === "turned" ? -1 : 1);
        return [...numbers.map((x) => x.toFixed(3)), kind, product + 0.1 * normal() > 0 ? "yes" : "no"];
      }),
      expected: { y: { roc_auc: [auc, 0.08] } },
    });
  }

  reaches("do two people like the same things: the comparator", {
    config: `
input_features:
  - {name: a1, type: category, encoder: {type: dense, embedding_size: 6}}
  - {name: a2, type: number}
  - {name: b1, type: category, encoder: {type: dense, embedding_size: 6}, tied: a1}
  - {name: b2, type: number}
output_features:
  - {name: match, type: binary}
combiner: {type: comparator, entity_1: [a1, a2], entity_2: [b1, b2], output_size: 16, num_fc_layers: 1}
trainer: {epochs: 40, batch_size: 64, learning_rate: 0.01, early_stop: 15}
`,
    table: ({ pick, normal }) => rowsOf(["a1", "a2", "b1", "b2", "match"], 1200, () => {
      const tastes = ["jazz", "rock", "folk", "opera"];
      const [a, b] = [pick(tastes), pick(tastes)];
      const [x, y] = [normal(), normal()];
      return [a, x.toFixed(2), b, y.toFixed(2), a === b || Math.abs(x - y) < 0.3 ? "yes" : "no"];
    }),
    expected: { match: { roc_auc: [0.95, 0.06] } },
  });

  reaches("a rate that every one of 300 shops has for itself, by the target encoder", {
    config: `
input_features:
  - {name: shop, type: category, encoder: {type: target}}
  - {name: price, type: number}
output_features:
  - {name: bought, type: binary}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
trainer: {epochs: 20, batch_size: 64, learning_rate: 0.01}
`,
    table({ uniform, below }) {
      const rates = Array.from({ length: 300 }, uniform);
      return rowsOf(["shop", "price", "bought"], 3000, () => {
        const shop = below(300);
        return [`shop ${shop}`, uniform().toFixed(2), uniform() < rates[shop]! ? 1 : 0];
      });
    },
    expected: { bought: { roc_auc: [0.78, 0.06] } },
  });

  reaches("the season and the hour of a date", {
    config: `
input_features:
  - {name: moment, type: date, encoder: {type: wave, num_fc_layers: 1, output_size: 16}}
output_features:
  - {name: warmth, type: number, preprocessing: {normalization: zscore}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 40, batch_size: 32, learning_rate: 0.01, early_stop: 10}
`,
    table: ({ uniform, normal }) => rowsOf(["moment", "warmth"], 900, () => {
      const time = new Date(Date.UTC(2020, 0, 1) + uniform() * 3 * 365 * 864e5);
      const day = (time.getTime() / 864e5) % 365.25;
      const warmth = 10 - 10 * Math.cos((2 * Math.PI * day) / 365.25) - 4 * Math.cos((2 * Math.PI * time.getUTCHours()) / 24);
      return [time.toISOString().slice(0, 19).replace("T", " "), (warmth + normal()).toFixed(1)];
    }),
    expected: { warmth: { r2: [0.95, 0.05] } },
  });

  reaches("a long tail of prices, huber loss on logarithms, with a learning rate that warms up and falls", {
    config: `
input_features:
  - {name: area, type: number, preprocessing: {normalization: log1p}}
  - {name: town, type: category}
output_features:
  - {name: price, type: number, preprocessing: {normalization: log1p}, loss: {type: huber}}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer:
  epochs: 40
  batch_size: 64
  learning_rate: 0.01
  learning_rate_scheduler: {decay: cosine, t_0: 40, eta_min: 0.0001, warmup_evaluations: 2}
`,
    table: ({ normal, pick }) => rowsOf(["area", "town", "price"], 1000, () => {
      const [town, factor] = pick([["Ulm", 1], ["Bonn", 1.6], ["Jena", 0.8]] as const);
      const area = Math.exp(4 + 0.6 * normal());
      return [area.toFixed(1), town, (factor * area * 30 * Math.exp(0.2 * normal())).toFixed(0)];
    }),
    expected: { price: { r2: [0.85, 0.1] } },
  });

  reaches("one row in thirty is a fraud: rare rows drawn again, focal loss", {
    config: `
input_features:
  - {name: amount, type: number}
  - {name: hour, type: number}
output_features:
  - {name: fraud, type: binary, loss: {type: focal}}
combiner: {type: concat, num_fc_layers: 1, output_size: 16}
preprocessing: {oversample_minority: 0.5, split: {type: stratify, column: fraud}}
trainer: {epochs: 20, batch_size: 64, learning_rate: 0.01, validation_metric: roc_auc}
`,
    table: ({ normal, uniform }) => rowsOf(["amount", "hour", "fraud"], 3000, () => {
      const fraud = uniform() < 1 / 30;
      return [(fraud ? 2 + normal() : normal()).toFixed(2), (fraud ? 3 + 2 * normal() : 14 + 4 * normal()).toFixed(1), fraud ? "yes" : "no"];
    }),
    expected: { fraud: { roc_auc: [0.98, 0.03], recall: [0.85, 0.15] } },
  });
});
