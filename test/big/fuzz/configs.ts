import { parseDocument } from "../../../src/engine/config/document.ts";
import { applyFix, insertItem, removeIn, renameKey, setIn } from "../../../src/engine/config/edit.ts";
import { openConfig, openYaml } from "../../../src/engine/config/open.ts";
import type { Random } from "../../../src/engine/data/random.ts";
import type { Outcome, Path } from "../../../src/engine/schema/problem.ts";
import { below, claim, claimPristine, many, mutated, pick, type Family } from "./family.ts";

const WORDS = [
  "input_features", "output_features", "combiner", "trainer", "preprocessing", "defaults", "training", "name", "type", "column", "encoder", "decoder", "loss", "split",
  "number", "category", "binary", "text", "concat", "dense", "embed", "parallel_cnn", "epochs", "learning_rate", "batch_size", "optimizer", "adam", "num_fc_layers",
  "output_size", "fc_layers", "__proto__", "constructor", "toString", "combined", "<<", "*a", "&a", "!!binary", "no", "~", "1e400", "0o17", ".nan", "-1", "1000000000", "{}", "[]", "é", '"q"',
];
const CONFIG = `# a config
input_features:
  - name: size  # cm
    type: number
    preprocessing: {normalization: zscore}
  - {name: note, type: text, encoder: {type: embed, embedding_size: 8}}
output_features:
  - name: kind
    type: category
combiner:
  type: concat
  num_fc_layers: 1
trainer: {epochs: 3, optimizer: {type: adam}}
`;
const PATHS: readonly Path[] = [
  ["trainer"], ["trainer", "epochs"], ["trainer", "optimizer", "type"], ["combiner", "output_size"], ["input_features", 0], ["input_features", 0, "encoder", "type"],
  ["input_features", 1, "preprocessing"], ["output_features", 0, "loss"], ["preprocessing", "split"], ["new"], [],
];
const VALUES: readonly unknown[] = [1, "x", "no", null, true, [], {}, [1, 2], { type: "dense", a: { b: [1] } }, "a: b # c", "line\nline", 1e-7, "__proto__"];

function text(random: Random): string {
  const lines = many(random, 14, () => {
    const indent = "  ".repeat(below(random, 4));
    const value = random() < 0.2 ? `{${pick(random, WORDS)}: ${pick(random, WORDS)}}` : pick(random, WORDS);
    return pick(random, [`${indent}${pick(random, WORDS)}: ${value}`, `${indent}- ${pick(random, WORDS)}: ${value}`, `${indent}${pick(random, WORDS)}:`, `${indent}- ${value}`, `${indent}# c`, "---"]);
  });
  return lines.join("\n");
}

const edit = (random: Random, yaml: string): Outcome<string> => {
  const path = pick(random, PATHS);
  switch (below(random, 4)) {
    case 0: return setIn(yaml, path, pick(random, VALUES));
    case 1: return removeIn(yaml, path);
    case 2: return renameKey(yaml, path, pick(random, WORDS));
    default: return insertItem(yaml, ["input_features"], below(random, 3), { name: "new", type: "number" });
  }
};

/** Whatever the text: it opens, or every problem has its place; an edit gives a text that reads, or a sentence; opening what was resolved changes nothing. */
export const configs: Family = {
  name: "configs",
  share: 0.4,
  ready: async () => ({
    input: (random) => new TextEncoder().encode(random() < 0.5 ? text(random) : new TextDecoder().decode(mutated(random, new TextEncoder().encode(CONFIG)))),
    async check(input, random) {
      const yaml = new TextDecoder("utf-8", { ignoreBOM: true }).decode(input);
      const lines = yaml.split("\n").length;
      const { opened, problems } = openYaml(yaml);
      claim(opened !== null || problems.some(({ severity }) => severity === "error"), "nothing was opened and nothing is wrong");
      for (const { line = 0, column = 0, message } of problems) claim(line >= 1 && column >= 1 && line <= lines && message.length > 5, `a problem has no place: ${line}:${column} ${message}`);
      if (opened) claim(JSON.stringify(openConfig(opened.resolved).opened?.resolved) === JSON.stringify(opened.resolved), "what was resolved resolves to something else");
      for (const { fix } of problems) if (fix) checkEdit(applyFix(yaml, fix));
      checkEdit(edit(random, yaml));
      claimPristine();
    },
  }),
};

function checkEdit(outcome: Outcome<string>): void {
  if (outcome.ok) claim(parseDocument(outcome.value).problems.length === 0, "an edit made a text that does not read");
  else claim(outcome.problems.every(({ message }) => message.length > 5), "an edit failed without a reason");
}
