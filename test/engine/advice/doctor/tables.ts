import { subjectFor } from "../../../../src/engine/advice/doctor/examine.ts";
import { checks } from "../../../../src/engine/advice/doctor/checks/index.ts";
import { openYaml } from "../../../../src/engine/config/open.ts";
import type { OpenedConfig } from "../../../../src/engine/config/opened.ts";
import type { CheckName, Finding } from "../../../../src/engine/advice/doctor/finding.ts";
import type { Answers } from "../../../../src/engine/advice/doctor/subject.ts";
import { seededRandom, type Random } from "../../../../src/engine/data/random.ts";
import { tableFrom, type Cell } from "../../../../src/engine/data/table.ts";

export type Cells = Record<string, Cell[]>;
export interface Case { readonly cells: Cells; readonly outputs: readonly string[]; /** Columns that are no feature. */ readonly off: readonly string[]; readonly types: Readonly<Record<string, string>>; readonly more: string; readonly answers?: readonly Answers[] }

export const NOW = Date.UTC(2026, 0, 1);
export const ROWS = 300;

export const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** A table without a fault: measures, a kind, and an answer that follows from them but for noise. */
export function clean(seed: number, rows = ROWS): Case & { readonly random: Random } {
  const random = seededRandom(seed, "doctor test");
  const draw = (): number[] => Array.from({ length: rows }, () => normal(random));
  const [a, b, c] = [draw(), draw(), draw()];
  const kind = Array.from({ length: rows }, () => ["oak", "elm", "fir", "yew", "ash"][Math.floor(random() * 5)]!);
  const size = a.map((value, i) => 2 * value - b[i]! + (kind[i] === "oak" ? 1 : 0) + normal(random));
  const cells: Cells = {
    a: a.map((value) => (10 + 2 * value).toFixed(3)),
    b: b.map((value) => (50 + 9 * value).toFixed(2)),
    c: c.map((value) => Math.exp(value).toFixed(4)),
    kind,
    size: size.map((value) => value.toFixed(3)),
    class: size.map((value) => (value > 0.2 ? "yes" : "no")),
  };
  return { cells, outputs: ["class"], off: ["size"], types: { a: "number", b: "number", c: "number", kind: "category", size: "number", class: "binary" }, more: "", random };
}

export function yamlOf({ cells, outputs, off, types, more }: Case): string {
  const feature = (name: string): string => `  - {name: ${name}, type: ${types[name] ?? "category"}}`;
  const inputs = Object.keys(cells).filter((name) => !outputs.includes(name) && !off.includes(name));
  return [`input_features:`, ...inputs.map(feature), `output_features:`, ...outputs.map(feature), more].join("\n");
}

/** Tables of one make have one config. */
const opened = new Map<string, OpenedConfig>();
function open(yaml: string): OpenedConfig {
  const known = opened.get(yaml) ?? openYaml(yaml).opened;
  if (!known) throw new Error(`does not open:\n${yaml}`);
  opened.set(yaml, known);
  return known;
}

export function findings(check: CheckName, given: Case): readonly Finding[] {
  const subject = subjectFor(open(yamlOf(given)), { table: tableFrom(given.cells), seed: 42, now: NOW, ...(given.answers && { answers: given.answers }) });
  if (!subject.ok) throw new Error(subject.problems.map(({ message }) => message).join("; "));
  return [...checks[check](subject.value)].filter((found) => found !== null);
}
