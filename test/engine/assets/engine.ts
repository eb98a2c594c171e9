/** Engines over a few columns and a few files, as tests of what configs name need them. */
import { expect } from "vitest";
import type { EngineApi, TrainedRun } from "../../../src/engine/api.ts";
import { tableFrom, type Cells } from "../../../src/engine/data/table.ts";
import { createEngine } from "../../../src/engine/engine.ts";
import { error, failure, success, type Problem } from "../../../src/engine/schema/problem.ts";
import type { TrainEvent } from "../../../src/engine/training/events.ts";

export type FilesByName = Readonly<Record<string, Uint8Array | string>>;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export function engineWith(columns: Readonly<Record<string, Cells>>, files: FilesByName): EngineApi {
  const bytes = new Map(Object.entries(files).map(([name, content]) => [name, typeof content === "string" ? utf8(content) : content]));
  return createEngine({
    version: "0.0.0-test",
    table: async () => ({ table: tableFrom(columns), name: "t.csv", fingerprint: "t" }),
    asset: async (name) => {
      const found = bytes.get(name);
      return found ? success(found) : failure(error([], "there is no such file"));
    },
  });
}

export interface Ran extends TrainedRun { readonly notes: readonly string[] }

/** A run that must end well, and what was told at its start. */
export async function trainedBy(engine: EngineApi, yaml: string, backend: "cpu" | "wasm" = "cpu", seed = 1): Promise<Ran> {
  const notes: string[] = [];
  const hear = (event: TrainEvent): void => { if (event.type === "started") notes.push(...event.notes.map(({ message }) => message)); };
  const outcome = await engine.train({ yaml, dataset: "t", seed, backend }, hear);
  if (!outcome.ok) expect.unreachable(messages(outcome.problems).join("\n"));
  else return { ...outcome.value, notes };
  throw new Error("unreachable");
}

export const messages = (problems: readonly Problem[]): string[] => problems.map(({ path, message }) => `${path.join(".")}: ${message}`);
