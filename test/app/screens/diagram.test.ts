import { expect, test } from "vitest";
import { diagramContent, layoutDiagram, ties } from "../../../src/app/screens/2-model/diagram.ts";
import { describeLanguage } from "../../../src/engine/config/language.ts";

const config = {
  input_features: [{ name: "title", type: "text" }, { name: "body", type: "text", tied: "title" }],
  output_features: [{ name: "kind", type: "category" }, { name: "team", type: "category", dependencies: ["kind", "gone"] }],
};

test("shared encoders and outputs that read others are drawn and said, on wide screens and narrow ones", () => {
  const content = diagramContent(config, describeLanguage(), null);
  expect(ties(content)).toEqual(["body shares the encoder of title", "team is decided after kind, and reads its last hidden state"]);
  for (const width of [1000, 340]) {
    const drawn = layoutDiagram(content, width, 1).links.filter(({ what }) => what !== undefined);
    expect(drawn.map(({ path }) => path)).toEqual([["input_features", 1], ["output_features", 1]]);
    for (const { d } of drawn) expect(d).not.toMatch(/NaN|undefined/);
  }
});
