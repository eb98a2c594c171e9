import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

interface Icon { readonly src: string; readonly sizes: string; readonly purpose?: string }
interface Manifest {
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: readonly Icon[];
  readonly file_handlers: readonly { readonly action: string; readonly accept: Readonly<Record<string, readonly string[]>> }[];
}

const folder = join(import.meta.dirname, "../../public");
const manifest = JSON.parse(readFileSync(join(folder, "manifest.webmanifest"), "utf8")) as Manifest;

test("the manifest works from any folder of any host: every address in it is relative", () => {
  expect([manifest.start_url, manifest.scope, ...manifest.file_handlers.map(({ action }) => action)]).toEqual(["./", "./", "./"]);
  // Without an id the start address is one, which tells two copies on one host apart; an id would be the same for both.
  expect(manifest).not.toHaveProperty("id");
});

test("the manifest has what browsers ask for before they install: display, and icons that are there, one of them maskable", () => {
  expect(manifest.display).toBe("standalone");
  expect(manifest.icons.filter(({ src }) => !existsSync(join(folder, src)))).toEqual([]);
  expect(manifest.icons.map(({ sizes }) => sizes)).toEqual(expect.arrayContaining(["192x192", "512x512"]));
  expect(manifest.icons.some(({ purpose }) => purpose === "maskable")).toBe(true);
});

test("the installed app is offered for the files it opens", () => {
  expect(manifest.file_handlers.flatMap(({ accept }) => Object.values(accept).flat())).toEqual([".csv", ".tsv", ".zip"]);
});
