/** Where the nodes of the model's diagram stand: across on wide screens, downward on narrow ones. */
import type { ModelSketch } from "../../../engine/api.ts";
import type { Language } from "../../../engine/config/language.ts";
import type { Path } from "../../../engine/schema/problem.ts";
import { readableName } from "../../charts/names.ts";
import { namedFeature } from "../../forms/config-names.ts";
import { combinersFor, familiesOf, featuresOf, partOf, valueAt, type FeatureView } from "../../forms/config-view.ts";
import { count } from "../../messages/format.ts";
import { late } from "../../messages/late.ts";

export interface DiagramNode {
  readonly key: string;
  readonly role: "input" | "encoder" | "combiner" | "decoder" | "output" | "more";
  readonly lines: readonly string[];
  /** At the end of the first line. */
  readonly fact: string;
  /** Whose part it is, for those who do not see what it stands beside. */
  readonly of: string;
  /** What the form and the text show when it is chosen. */
  readonly path: Path | null;
  readonly index: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** what: of a link that is no flow of rows, what it says. */
export interface DiagramLink { readonly d: string; readonly path: Path | null; readonly what?: string }
export interface Diagram { readonly width: number; readonly height: number; readonly nodes: readonly DiagramNode[]; readonly links: readonly DiagramLink[] }

interface Line { readonly label: string; readonly fact: string; readonly path: Path; readonly index: number; /** Lines of the same side that it takes something from. */ readonly from: readonly Taken[] }
/** A line by its index, and what is taken from it. */
interface Taken { readonly index: number; readonly what: string }
interface InputLine extends Line { readonly encoder: string; readonly out: string }
interface OutputLine extends Line { readonly decoder: string; readonly parameters: string }
export interface DiagramContent {
  readonly inputs: readonly InputLine[];
  readonly outputs: readonly OutputLine[];
  readonly combiner: { readonly type: string; readonly fact: string; readonly lines: readonly string[] };
}

/** Names come from the config, so that the picture stands while a problem is being fixed; widths and counts from the sketch. */
export function diagramContent(config: unknown, language: Language, sketch: ModelSketch | null): DiagramContent {
  const named = { input: featuresOf(config, "input_features"), output: featuresOf(config, "output_features") };
  const inputs = named.input.map((feature) => {
    const { label, unit } = namedFeature(config, feature);
    const family = familiesOf(language, feature)["encoder"];
    const known = sketch?.inputs.find((i) => i.name === feature.name);
    return {
      label,
      fact: unit || feature.type,
      from: takenFrom([valueAt(config, [...feature.path, "tied"])], named.input, (other) => late.model.diagram.tied(label, other)),
      encoder: known?.encoder ?? (family ? partOf(config, [...feature.path, "encoder"], family).type : ""),
      out: known ? late.model.diagram.width(known.width) : "",
      path: feature.path,
      index: feature.index,
    };
  });
  const outputs = named.output.map((feature) => {
    const needed = valueAt(config, [...feature.path, "dependencies"]);
    const { label, unit } = namedFeature(config, feature);
    const family = familiesOf(language, feature)["decoder"];
    const known = sketch?.outputs.find((o) => o.name === feature.name);
    return {
      label,
      fact: unit || feature.type,
      from: takenFrom(Array.isArray(needed) ? needed : [], named.output, (other) => late.model.diagram.depends(label, other)),
      decoder: known?.decoder ?? (family ? partOf(config, [...feature.path, "decoder"], family).type : ""),
      parameters: known ? count(known.parameters) : "",
      path: feature.path,
      index: feature.index,
    };
  });
  const width = sketch?.inputs.reduce((sum, i) => sum + i.width, 0) ?? 0;
  return {
    inputs,
    outputs,
    combiner: combinerContent(sketch?.combiner.type ?? partOf(config, ["combiner"], combinersFor(config, language)).type, width, sketch),
  };
}

/** A longer name leaves no room beside it. */
const SHORT_NAME = 12;

function combinerContent(type: string, width: number, sketch: ModelSketch | null): DiagramContent["combiner"] {
  if (!sketch) return { type, fact: "", lines: [] };
  const through = late.model.diagram.through(width, sketch.combiner.width);
  const parameters = late.model.diagram.parameters(sketch.combiner.parameters);
  return type.length <= SHORT_NAME ? { type, fact: through, lines: [parameters] } : { type, fact: "", lines: [through, parameters] };
}

const takenFrom = (names: readonly unknown[], features: readonly FeatureView[], what: (other: string) => string): readonly Taken[] =>
  features.filter(({ name }) => names.includes(name)).map(({ index, name }) => ({ index, what: what(readableName(name).label) }));

/** What shared encoders and dependencies say, for those who do not see the picture. */
export const ties = ({ inputs, outputs }: DiagramContent): readonly string[] => [...inputs, ...outputs].flatMap(({ from }) => from.map(({ what }) => what));

/** Arcs beside a column of nodes, from the middle of each line that something is taken from to the one that takes it. */
function arcs(lines: readonly Line[], middles: ReadonlyMap<number, number>, x: number, reach: number, head: number): DiagramLink[] {
  return lines.flatMap(({ index, from, path }) => from.flatMap((taken) => {
    const [start, end] = [middles.get(taken.index), middles.get(index)];
    if (start === undefined || end === undefined) return [];
    const arrow = `m${Math.sign(reach) * head} ${-head}l${-Math.sign(reach) * head} ${head}l${Math.sign(reach) * head} ${head}`;
    return [{ d: `M${x} ${start}C${x + reach} ${start} ${x + reach} ${end} ${x} ${end}${arrow}`, path, what: taken.what }];
  }));
}

const whose = (role: DiagramNode["role"], label: string): string => (role === "encoder" || role === "decoder" ? late.model.form.of(late.model.form[role], label) : "");

/** Where an arrow key leads from a node: the nearest one on that side, and rather in the same line than closer. */
export function neighbour(nodes: readonly DiagramNode[], from: DiagramNode, key: string): DiagramNode | undefined {
  const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  if (!step) return undefined;
  const [right, down] = step as [number, number]; // each has two
  const reach = nodes.flatMap((node) => {
    const [dx, dy] = [node.x + node.width / 2 - from.x - from.width / 2, node.y + node.height / 2 - from.y - from.height / 2];
    const along = dx * right + dy * down;
    return along > 1 ? [{ node, cost: along + 3 * Math.abs(dx * down + dy * right) }] : [];
  });
  return reach.sort((a, b) => a.cost - b.cost)[0]?.node;
}

const ROW = 37;
const HEIGHT = 30;
/** Beyond so many inputs or outputs the rest is one node. */
const SHOWN = 7;

export function layoutDiagram(content: DiagramContent, available: number, scale: number): Diagram {
  return available >= 720 * scale ? across(content, available, scale) : downward(content, available, scale);
}

function fold<L>(lines: readonly L[]): { readonly shown: readonly L[]; readonly more: number } {
  return lines.length <= SHOWN + 1 ? { shown: lines, more: 0 } : { shown: lines.slice(0, SHOWN), more: lines.length - SHOWN };
}

function across(content: DiagramContent, available: number, scale: number): Diagram {
  const width = Math.min(available, 1000 * scale);
  const unit = width / 930;
  const col = { input: [0, 150], encoder: [186, 126], combiner: [376, 172], decoder: [616, 122], output: [778, 150] } as const;
  const place = (role: keyof typeof col) => ({ x: col[role][0] * unit + 1, width: col[role][1] * unit });
  const row = ROW * scale;
  const inputs = fold(content.inputs);
  const outputs = fold(content.outputs);
  const inputRows = inputs.shown.length + (inputs.more > 0 ? 1 : 0);
  const outputRows = outputs.shown.length + (outputs.more > 0 ? 1 : 0);
  const combinerHeight = (content.combiner.lines.length * 18 + 42) * scale;
  const height = Math.max(inputRows * row, outputRows * row, combinerHeight + 8);
  const middle = height / 2;
  const top = (rows: number, i: number) => middle - (rows * row) / 2 + i * row + (row - HEIGHT * scale) / 2;
  const nodes: DiagramNode[] = [];
  const links: DiagramLink[] = [];
  const combiner = { ...place("combiner"), y: middle - combinerHeight / 2, height: combinerHeight };
  const box = { height: HEIGHT * scale };
  const curve = (x1: number, y1: number, x2: number, y2: number) => `M${x1} ${y1}C${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;

  inputs.shown.forEach((line, i) => {
    const y = top(inputRows, i);
    const from = place("input");
    const encoder = place("encoder");
    const mid = y + box.height / 2;
    nodes.push({ key: `in${line.index}`, role: "input", lines: [line.label], fact: line.fact, of: "", path: line.path, index: line.index, ...from, y, ...box });
    nodes.push({ key: `en${line.index}`, role: "encoder", lines: [line.encoder], fact: line.out, of: whose("encoder", line.label), path: line.path, index: line.index, ...encoder, y, ...box });
    links.push({ d: curve(from.x + from.width, mid, encoder.x, mid), path: line.path }, { d: curve(encoder.x + encoder.width, mid, combiner.x, middle), path: line.path });
  });
  outputs.shown.forEach((line, i) => {
    const y = top(outputRows, i);
    const decoder = place("decoder");
    const to = place("output");
    const mid = y + box.height / 2;
    nodes.push({ key: `de${line.index}`, role: "decoder", lines: [line.decoder], fact: line.parameters, of: whose("decoder", line.label), path: line.path, index: line.index, ...decoder, y, ...box });
    nodes.push({ key: `out${line.index}`, role: "output", lines: [line.label], fact: line.fact, of: "", path: line.path, index: line.index, ...to, y, ...box });
    links.push({ d: curve(combiner.x + combiner.width, middle, decoder.x, mid), path: line.path }, { d: curve(decoder.x + decoder.width, mid, to.x, mid), path: line.path });
  });
  const middles = (lines: readonly Line[], rows: number) => new Map(lines.map(({ index }, i) => [index, top(rows, i) + box.height / 2]));
  const [encoders, decoders] = [place("encoder"), place("decoder")];
  links.push(
    ...arcs(inputs.shown, middles(inputs.shown, inputRows), encoders.x, -24 * unit, 4 * scale),
    ...arcs(outputs.shown, middles(outputs.shown, outputRows), decoders.x + decoders.width, 28 * unit, 4 * scale),
  );
  const moreNode = (key: string, n: number, at: { readonly x: number; readonly width: number }, y: number): DiagramNode => ({ key, role: "more", lines: [late.model.diagram.more(n)], fact: "", of: "", path: null, index: 0, ...at, y, ...box });
  if (inputs.more > 0) nodes.push(moreNode("more-in", inputs.more, place("input"), top(inputRows, inputRows - 1)));
  if (outputs.more > 0) nodes.push(moreNode("more-out", outputs.more, place("output"), top(outputRows, outputRows - 1)));
  nodes.push({ key: "combiner", role: "combiner", lines: [content.combiner.type, ...content.combiner.lines], fact: content.combiner.fact, of: late.model.form.combiner.title, path: ["combiner"], index: 0, ...combiner });
  return { width, height, nodes, links };
}

/** One line for each feature: name and part share it; lines flow from the last input into the combiner and on to the first output. */
function downward(content: DiagramContent, available: number, scale: number): Diagram {
  const width = available - 2;
  const row = ROW * scale;
  const height = HEIGHT * scale;
  const gap = 26 * scale;
  const half = width * 0.54;
  const inputs = fold(content.inputs);
  const outputs = fold(content.outputs);
  const nodes: DiagramNode[] = [];
  const links: DiagramLink[] = [];
  let y = 1;
  const middles = new Map<number, number>(); // of one side after the other
  const pair = (line: Line, left: readonly [DiagramNode["role"], string, string], right: readonly [DiagramNode["role"], string, string]) => {
    nodes.push({ key: `l${left[0]}${line.index}`, role: left[0], lines: [left[1]], fact: left[2], of: whose(left[0], line.label), path: line.path, index: line.index, x: 1, y, width: half - 10, height });
    nodes.push({ key: `r${right[0]}${line.index}`, role: right[0], lines: [right[1]], fact: right[2], of: whose(right[0], line.label), path: line.path, index: line.index, x: half + 10, y, width: width - half - 9, height });
    links.push({ d: `M${half - 9} ${y + height / 2}H${half + 10}`, path: line.path });
    middles.set(line.index, y + height / 2);
    y += row;
  };
  const more = (key: string, n: number) => {
    if (n === 0) return;
    nodes.push({ key, role: "more", lines: [late.model.diagram.more(n)], fact: "", of: "", path: null, index: 0, x: 1, y, width: half - 10, height });
    y += row;
  };
  for (const line of inputs.shown) pair(line, ["input", line.label, line.fact], ["encoder", line.encoder, line.out]);
  more("more-in", inputs.more);
  links.push(...arcs(inputs.shown, middles, half + 10, -14, 3 * scale));
  middles.clear();
  const combinerHeight = (content.combiner.lines.length * 20 + 34) * scale;
  const arrow = (from: number) => links.push({ d: `M${width / 2} ${from}v${gap}m-4 -5l4 5l4 -5`, path: null });
  arrow(y - (row - height));
  y += gap - (row - height);
  nodes.push({ key: "combiner", role: "combiner", lines: [content.combiner.type, ...content.combiner.lines], fact: content.combiner.fact, of: late.model.form.combiner.title, path: ["combiner"], index: 0, x: 1, y, width: width - 1, height: combinerHeight });
  y += combinerHeight;
  arrow(y);
  y += gap;
  for (const line of outputs.shown) pair(line, ["decoder", line.decoder, line.parameters], ["output", line.label, line.fact]);
  more("more-out", outputs.more);
  links.push(...arcs(outputs.shown, middles, half - 9, 14, 3 * scale));
  return { width: available, height: y - (row - height) + 1, nodes, links };
}
