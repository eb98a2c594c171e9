import { expect, it } from "vitest";
import { setIn } from "../../../src/engine/config/edit.ts";
import { withoutOldReasons } from "../../../src/engine/config/starter-reasons.ts";
import type { Path } from "../../../src/engine/schema/problem.ts";

const YAML = `input_features:
  - name: photo
    type: image
    encoder:
      type: stacked_cnn  # sees edges, then what they make up, then what those do, each over half the pixels
      padding: same  # I like it so
  - name: city
    type: category
    encoder: {type: dense, embedding_size: 16}  # 1,060 categories or more: a small vector each
trainer:
  epochs: 50  # at most: early stopping ends it before
  learning_rate_scheduler: {decay: one_cycle}  # the rate rises, then falls to nothing by the last epoch: the model settles
combiner:
  type: concat  # side by side
`;

/** The lines that differ, as they are after the edit. */
function edited(path: Path, value: unknown): readonly string[] {
  const outcome = setIn(YAML, path, value);
  if (!outcome.ok) throw new Error("refused");
  const before = YAML.split("\n");
  return withoutOldReasons(YAML, outcome.value).split("\n").filter((line) => !before.includes(line));
}

it.each<[string, Path, unknown, string]>([
  ["an encoder", ["input_features", 0, "encoder", "type"], "mlp_mixer", "      type: mlp_mixer"],
  ["an encoder in one line, whatever its numbers", ["input_features", 1, "encoder", "type"], "onehot", "    encoder: {type: onehot, embedding_size: 16}"],
  ["a combiner", ["combiner", "type"], "tabnet", "  type: tabnet"],
  ["a schedule", ["trainer", "learning_rate_scheduler", "decay"], "linear", "  learning_rate_scheduler: {decay: linear}"],
])("of %s that gives way to another, the reason goes", (_, path, value, line) => expect(edited(path, value)).toEqual([line]));

it.each<[string, Path, unknown, string]>([
  ["what the user wrote", ["input_features", 0, "encoder", "padding"], "valid", "      padding: valid  # I like it so"],
  ["what is as true of another value", ["trainer", "epochs"], 20, "  epochs: 20  # at most: early stopping ends it before"],
])("%s stays", (_, path, value, line) => expect(edited(path, value)).toEqual([line]));

it("lines that the edit has not touched stay as they are, line ends and all", () => {
  const crlf = YAML.replaceAll("\n", "\r\n");
  expect(withoutOldReasons(crlf, crlf.replace("epochs: 50", "epochs: 20"))).toBe(crlf.replace("epochs: 50", "epochs: 20"));
  expect(withoutOldReasons(crlf, crlf.replace("type: concat", "type: tabnet"))).toContain("  type: tabnet\r\n");
});
