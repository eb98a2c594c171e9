import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { run } from "../../src/cli/run.ts";

/** One call of the command line inside this process: what it said, and its exit code. */
export async function fidelio(...args: string[]): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = "";
  let err = "";
  const code = await run(args, { out: (text) => { out += text; }, err: (text) => { err += text; }, interactive: false, columns: 80 });
  return { code, out, err };
}

/** A folder for one test, gone when it ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fidelio-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

export const csv = (rows: readonly (readonly (string | number | null)[])[]): string => rows.map((row) => row.map((cell) => cell ?? "").join(",")).join("\n");

/** What a JSON file holds, unchecked: tests look for what they expect. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export const readJson = async (path: string): Promise<any> => JSON.parse(await readFile(path, "utf8"));

export const put = async (folder: string, name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
