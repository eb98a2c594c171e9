/** FEATURES.md says what is here; these tests hold its rows to the registries, both ways. */
import { describe, expect, it } from "vitest";
import { describeLanguage } from "../../src/engine/config/language.ts";
import { combiners } from "../../src/engine/combiners/index.ts";
import { features } from "../../src/engine/features/index.ts";
import type { FeatureType } from "../../src/engine/features/feature.ts";
import { read } from "./sources.ts";

interface Row { readonly type: string; readonly names: readonly string[]; readonly state: string }

/** The rows of the table under a heading; `type` is empty where the table has no such column. */
function rowsUnder(heading: string): readonly Row[] {
  const section = read("FEATURES.md").split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? "";
  const [head = [], , ...lines] = section.split("\n").filter((line) => line.startsWith("|")).map((line) => line.slice(1, -1).split("|").map((cell) => cell.trim()));
  const at = (line: readonly string[], column: string) => line[head.indexOf(column)] ?? "";
  const named = head.find((column) => !["type", "state", "notes"].includes(column)) ?? "";
  return lines.map((line) => ({ type: at(line, "type"), names: [...at(line, named).matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""), state: at(line, "state") }));
}

const here = ({ state }: Row) => state === "yes" || state === "partly";
const said = (heading: string) => rowsUnder(heading).filter(here).flatMap(({ type, names }) => names.map((name) => [type, name].filter(Boolean).join(" "))).sort();
const registered = (names: (type: FeatureType) => readonly string[]) => Object.values(features).flatMap((type: FeatureType) => names(type).map((name) => `${type.type} ${name}`)).sort();
const keysOf = (object: object | undefined): readonly string[] => Object.keys(object ?? {});

const language = describeLanguage();

describe("FEATURES.md", () => {
  it("names the metrics that are here", () => {
    const known = Object.entries(language.types).flatMap(([type, { output }]) => keysOf(output?.metrics).map((metric) => `${type} ${metric}`));
    expect(said("Metrics").filter((name) => name !== "combined loss")).toEqual(known.filter((name) => !name.endsWith(" loss")).sort());
  });
  it("names the optimizers and the splits that are here", () => {
    const namesIn = (part: string) => read("FEATURES.md").split("\n").filter((line) => line.startsWith(`| ${part} `) && line.includes("| yes |")).flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ""));
    expect(namesIn("optimizers").sort()).toEqual(keysOf(language.optimizers.choices).toSorted());
    expect(namesIn("split").sort()).toEqual(keysOf(language.splits.choices).toSorted());
  });
  it("names the encoders that are here", () => expect(said("Encoders")).toEqual(registered((type) => keysOf(type.blocks.input?.families["encoder"]?.choices))));
  it("names the decoders that are here", () => expect(said("Decoders")).toEqual(registered((type) => keysOf(type.blocks.output?.families["decoder"]?.choices))));
  it("names the losses that are here", () => expect(said("Losses")).toEqual(registered((type) => keysOf(type.blocks.output?.families["loss"]?.choices))));
  it("names the combiners that are here", () => expect(said("Combiners")).toEqual(keysOf(combiners.choices).toSorted()));
  it("names the types that are here", () => {
    const lines = read("FEATURES.md").split("\n").filter((line) => /^\| `\w+` \| (yes|planned| )/.test(line));
    const can = (column: number) => lines.map((line) => line.split("|").map((cell) => cell.trim())).filter((cells) => cells[column] === "yes").map((cells) => cells[1]?.replaceAll("`", "")).sort();
    expect(can(2)).toEqual(expect.arrayContaining(Object.keys(features)));
    expect(can(3)).toEqual(Object.values(features).filter((type: FeatureType) => type.canOutput).map(({ type }) => type).sort());
  });
});
