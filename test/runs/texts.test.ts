/** Texts, alone and beside other columns, by every encoder that reads them. */
import { describe } from "vitest";
import { reaches, rowsOf, type Draw } from "./case.ts";

const topics = {
  weather: ["rain", "sun", "storm", "cloud", "snow", "wind"],
  food: ["bread", "soup", "cheese", "apple", "rice", "bean"],
  travel: ["train", "plane", "ticket", "hotel", "border", "map"],
} as const;
const names = Object.keys(topics) as (keyof typeof topics)[];
const common = ["the", "a", "we", "was", "very", "today", "again", "and", "my"];

const sentence = ({ below, pick }: Draw, topic: keyof typeof topics, length = 4 + below(6)): string =>
  Array.from({ length }, (_, i) => (i % 3 === 0 ? pick(topics[topic]) : pick(common))).join(" ");

const topicOf = (encoder: string) => `
input_features:
  - {name: sentence, type: text, preprocessing: {tokenizer: space, max_sequence_length: 12}, encoder: ${encoder}}
output_features:
  - {name: topic, type: category}
trainer: {epochs: 12, batch_size: 32, learning_rate: 0.01}
`;
/** One text in ten says another topic than it is. */
const topicTable = (draw: Draw) => rowsOf(["sentence", "topic"], 400, () => {
  const topic = draw.pick(names);
  return [sentence(draw, draw.uniform() < 0.1 ? draw.pick(names) : topic), topic];
});

/** Whether good comes before bad: the words alone say nothing. */
const orderTable = (draw: Draw) => rowsOf(["sentence", "mood"], 800, () => {
  const words = Array.from({ length: 8 }, () => draw.pick(common));
  const [first, second] = [draw.below(4), 4 + draw.below(4)];
  const good = draw.uniform() < 0.5;
  words[first] = good ? "good" : "bad";
  words[second] = good ? "bad" : "good";
  return [words.join(" "), good ? "rising" : "falling"];
});
const orderOf = (encoder: string) => `
input_features:
  - {name: sentence, type: text, preprocessing: {tokenizer: space, max_sequence_length: 12}, encoder: ${encoder}}
output_features:
  - {name: mood, type: binary, preprocessing: {fallback_true_label: rising}}
trainer: {epochs: 25, batch_size: 32, learning_rate: 0.005, early_stop: -1}
`;

describe("texts", () => {
  for (const [encoder, accuracy] of Object.entries({
    "{type: embed, embedding_size: 8}": 0.9,
    "{type: parallel_cnn, embedding_size: 8, num_filters: 8, num_fc_layers: 1, output_size: 16}": 0.9,
    "{type: stacked_cnn, embedding_size: 8, num_filters: 8, filter_size: 3, pool_size: null, num_conv_layers: 2, output_size: 16}": 0.9,
    "{type: tf_idf}": 0.9,
  })) reaches(`a topic from its words, by ${encoder.slice(7).split(/[,}]/)[0]}`, { config: topicOf(encoder), table: topicTable, expected: { topic: { accuracy_micro: [accuracy, 0.08] } } });

  for (const encoder of [
    "{type: rnn, cell_type: gru, state_size: 16, embedding_size: 8, bidirectional: true}",
    "{type: cnnrnn, embedding_size: 8, num_filters: 16, filter_size: 3, num_conv_layers: 1, pool_size: null, cell_type: lstm, state_size: 16}",
    "{type: stacked_parallel_cnn, embedding_size: 8, num_filters: 8, num_stacked_layers: 2, output_size: 16, reduce_output: concat}",
    "{type: transformer, embedding_size: 16, hidden_size: 16, num_heads: 2, transformer_output_size: 32, num_layers: 1, dropout: 0, output_size: 16}",
  ]) reaches(`which of two words comes first, by ${encoder.slice(7).split(",")[0]}`, { config: orderOf(encoder), table: orderTable, expected: { mood: { accuracy: [0.97, 0.06] } } });

  reaches("a ticket of text, number, category and date, to its department", {
    config: `
input_features:
  - {name: message, type: text, encoder: {type: parallel_cnn, embedding_size: 8, num_filters: 8, num_fc_layers: 1, output_size: 16}}
  - {name: amount, type: number}
  - {name: customer, type: category}
  - {name: sent, type: date, encoder: {type: wave}}
output_features:
  - {name: department, type: category}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 20, batch_size: 32, learning_rate: 0.01, early_stop: 8}
`,
    table: (draw) => rowsOf(["message", "amount", "customer", "sent", "department"], 700, () => {
      const topic = draw.pick(names);
      const [large, business] = [draw.uniform() < 0.5, draw.uniform() < 0.5];
      const month = 1 + draw.below(12);
      const department = topic === "travel" ? (business ? "corporate" : "trips") : topic === "food" ? (large ? "catering" : "kitchen") : month > 3 && month < 10 ? "summer" : "winter";
      return [sentence(draw, topic), ((large ? 200 : 20) * (0.5 + draw.uniform())).toFixed(2), business ? "business" : "private", `2024-${String(month).padStart(2, "0")}-${String(1 + draw.below(28)).padStart(2, "0")}`, department];
    }),
    expected: { department: { accuracy_micro: [0.95, 0.06] } },
  });

  reaches("one ticket to three outputs, each leaning on the one before", {
    config: `
input_features:
  - {name: message, type: text, encoder: {type: embed, embedding_size: 16}}
output_features:
  - {name: department, type: category, decoder: {type: classifier, num_fc_layers: 1, fc_output_size: 16}}
  - {name: urgent, type: binary, dependencies: [department]}
  - {name: hours, type: number, preprocessing: {normalization: zscore}, dependencies: [department, urgent]}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 30, batch_size: 32, learning_rate: 0.01, early_stop: 10, validation_field: combined}
`,
    table: (draw) => rowsOf(["message", "department", "urgent", "hours"], 600, () => {
      const topic = draw.pick(names);
      const urgent = draw.uniform() < 0.4;
      const hours = (topic === "travel" ? 10 : topic === "food" ? 4 : 1) * (urgent ? 0.5 : 1);
      return [`${sentence(draw, topic)}${urgent ? " now" : ""}`, topic, urgent ? "yes" : "no", (hours + 0.2 * draw.normal()).toFixed(2)];
    }),
    expected: { department: { accuracy_micro: [0.99, 0.03] }, urgent: { accuracy: [0.97, 0.05] }, hours: { r2: [0.95, 0.06] } },
  });

  reaches("all topics that a text touches: a set", {
    config: `
input_features:
  - {name: sentence, type: text, encoder: {type: embed, embedding_size: 16}}
output_features:
  - {name: topics, type: set}
combiner: {type: concat, num_fc_layers: 1, output_size: 32}
trainer: {epochs: 30, batch_size: 32, learning_rate: 0.01, early_stop: 10}
`,
    table: (draw) => rowsOf(["sentence", "topics"], 600, () => {
      const touched = names.filter(() => draw.uniform() < 0.5);
      const some = touched.length === 0 ? [draw.pick(names)] : touched;
      return [some.map((topic) => sentence(draw, topic, 4)).join(" "), some.join(" ")];
    }),
    expected: { topics: { jaccard: [0.97, 0.05] } },
  });

  reaches("two halves of a question that share an encoder: do they speak of the same", {
    config: `
input_features:
  - {name: one, type: text, encoder: {type: embed, embedding_size: 16}}
  - {name: other, type: text, tied: one}
output_features:
  - {name: same, type: binary}
combiner: {type: comparator, entity_1: [one], entity_2: [other], output_size: 16, num_fc_layers: 1}
trainer: {epochs: 30, batch_size: 32, learning_rate: 0.01, early_stop: 10}
`,
    table: (draw) => rowsOf(["one", "other", "same"], 800, () => {
      const [a, b] = [draw.pick(names), draw.pick(names)];
      return [sentence(draw, a), sentence(draw, b), a === b ? "yes" : "no"];
    }),
    expected: { same: { roc_auc: [0.98, 0.04] } },
  });

  reaches("2,000 products by two words of their names", {
    config: `
input_features:
  - {name: title, type: text, preprocessing: {tokenizer: space}, encoder: {type: embed, embedding_size: 64, reduce_output: sum}}
output_features:
  - {name: product, type: category, top_k: 5}
trainer: {epochs: 15, batch_size: 128, learning_rate: 0.02, early_stop: -1}
`,
    table: ({ below, pick }) => rowsOf(["title", "product"], 12_000, (i) => {
      const product = i < 4000 ? i % 2000 : below(2000);
      const [brand, kind] = [`brand${Math.floor(product / 50)}`, `kind${product % 50}`];
      const noise = pick(["new", "small", "large", "best"]);
      return [below(2) ? `${brand} ${noise} ${kind}` : `${noise} ${kind} ${brand}`, `p${product}`];
    }),
    expected: { product: { accuracy_micro: [0.95, 0.06], hits_at_k: [0.98, 0.04] } },
  });
});
