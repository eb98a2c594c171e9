/**
 * Who may know whom. The rooms of the house (messages, engine, ingest, storage, app, cli, workers) hold for types too; inside the
 * engine a folder may name the types of a higher one, but at run time it imports only from its own level or below.
 */
import { expect, test } from "vitest";
import { filesUnder, importsOf, type Import } from "./sources.ts";

const imports = filesUnder(["src", "workers"], [".ts", ".svelte"]).flatMap((path) => importsOf(path));
const inside = imports.filter((edge) => !edge.isPackage);
const packages = imports.filter((edge) => edge.isPackage);

/** The room of a path: `engine` of src/engine/…, `workers` of workers/…. */
const roomOf = (path: string) => (path.startsWith("src/") ? path.split("/")[1] : path.split("/")[0]) ?? "";

const sayEdge = ({ from, to, typeOnly }: Import) => `${from} → ${to}${typeOnly ? " (types)" : ""}`;
const forbidden = (edges: readonly Import[], allowed: (edge: Import) => boolean) => edges.filter((edge) => !allowed(edge)).map(sayEdge);

const isEnginePart = (path: string, ...parts: string[]) => parts.some((part) => path.startsWith(`src/engine/${part}`));

/** The one module that knows where workers, wasm files and samples lie, and its twin in the edition in one file. */
const addresses = ["src/app/assets.ts", "src/app/assets.single.ts"];

/** Where the version of the program stands. */
const version = "package.json";

/** Sentences and figures are a leaf that every room may use. */
const speaks = ({ to }: Import) => roomOf(to) === "messages";

/** Where the policy stands: who holds others to it must know its words. */
const policy = "scripts/headers.mjs";

/** From each room, which other files it may import. */
const mayEnter: Record<string, (edge: Import) => boolean> = {
  messages: () => false,
  engine: () => false,
  // Before all else in the page and in each worker, so that it sees what they ask for.
  privacy: () => false,
  ingest: ({ to }) => isEnginePart(to, "data/", "schema/"),
  // A backup names the version that wrote it.
  storage: ({ to, typeOnly }) => (roomOf(to) === "engine" && (typeOnly || isEnginePart(to, "schema/", "data/free.ts"))) || to === version,
  app: ({ from, to, typeOnly }) =>
    roomOf(to) === "engine" ||
    roomOf(to) === "storage" ||
    roomOf(to) === "privacy" ||
    to === version ||
    (roomOf(to) === "ingest" && typeOnly) ||
    (to === policy && addresses.includes(from)) ||
    (roomOf(to) === "workers" && (typeOnly || addresses.includes(from))),
  cli: ({ to }) => roomOf(to) === "engine" || roomOf(to) === "ingest" || to === version,
  workers: ({ to }) => ["engine", "ingest", "storage", "privacy"].includes(roomOf(to)) || to === version || to === policy,
};

const isTensorFlow = (name: string) => name.startsWith("@tensorflow/");

const formats: Readonly<Record<string, readonly string[]>> = {
  saxen: ["excel/xml.ts"],
  hyparquet: ["parquet/"],
  "hyparquet-compressors": ["parquet/", "arrow/"],
  "@uwdata/flechette": ["arrow/"],
};

/** From each room, which packages it may use. */
const mayUse: Record<string, (edge: Import) => boolean> = {
  messages: () => false,
  engine: ({ from, to }) => (isTensorFlow(to) ? isEnginePart(from, "tf.ts", "tf-graphs.ts", "acceleration/", "kernels/") : ["typebox", "yaml", "fflate"].includes(to)),
  // Each format's package in its own folder, so that it is loaded for its files only.
  ingest: ({ from, to }) => ["papaparse", "fflate", "@zip.js/zip.js"].includes(to) || (formats[to] ?? []).some((place) => from.startsWith(`src/ingest/formats/${place}`)),
  // Rescues and backups are zips.
  storage: ({ from, to }) => to === "idb" || (to === "fflate" && from === "src/storage/zip.ts"),
  app: ({ from, to, address }) => {
    if (isTensorFlow(to)) return address && addresses.includes(from);
    return to === "comlink" ? from === "src/app/engine.ts" : !["papaparse", "idb"].includes(to);
  },
  cli: ({ to }) => to.startsWith("node:") || isTensorFlow(to) || ["yaml", "sharp"].includes(to),
  workers: ({ to }) => to === "comlink" || isTensorFlow(to),
};

/** The engine's folders from the ground up: at run time each imports from its own line or from those above it. */
const levels = [
  ["tf.ts", "tf-graphs.ts", "schema", "charts.ts", "controls.ts", "predictions.ts", "host.ts", "kernels"],
  ["data", "losses", "metrics", "layers", "acceleration"],
  ["encoders", "decoders", "combiners"],
  ["features"],
  ["config"],
  ["model"],
  ["training", "evaluation", "explanation", "prediction", "export", "advice", "search"],
  ["api.ts", "engine.ts", "index.ts"],
];

const levelOf = (path: string) => levels.findIndex((level) => level.includes(path.split("/")[2] ?? ""));
const runTime = inside.filter((edge) => !edge.typeOnly && roomOf(edge.from) === "engine" && roomOf(edge.to) === "engine");

test("a room imports only from the rooms it may know", () => {
  expect(forbidden(inside, (edge) => roomOf(edge.from) === roomOf(edge.to) || speaks(edge) || (mayEnter[roomOf(edge.from)]?.(edge) ?? false))).toEqual([]);
});

test("a room uses only its own packages", () => {
  expect(forbidden(packages, (edge) => mayUse[roomOf(edge.from)]?.(edge) ?? false)).toEqual([]);
});

test("inside the engine, imports point down", () => {
  const places = new Set(runTime.flatMap(({ from, to }) => [from, to]));
  expect([...places].filter((path) => levelOf(path) < 0), "folders that the table of levels does not place").toEqual([]);
  expect(forbidden(runTime, ({ from, to }) => levelOf(to) <= levelOf(from))).toEqual([]);
});

test("kernels are a leaf, and acceleration is known to those who run steps only", () => {
  const runSteps = ["training", "evaluation", "prediction", "api.ts", "engine.ts", "index.ts", "acceleration/"];
  const useKernels = ["kernels/", "layers/", "losses/", "training/", "acceleration/"];
  expect(forbidden(runTime, ({ from, to }) => !isEnginePart(to, "acceleration/") || isEnginePart(from, ...runSteps))).toEqual([]);
  expect(forbidden(runTime, ({ from, to }) => !isEnginePart(to, "kernels/") || isEnginePart(from, ...useKernels))).toEqual([]);
  expect(forbidden(runTime, ({ from, to }) => !isEnginePart(from, "kernels/") || isEnginePart(to, "kernels/", "tf.ts"))).toEqual([]);
});

test("a feature's folder never imports another feature's", () => {
  const folder = (path: string) => (/^src\/engine\/features\/([^/]+)\//.exec(path) ?? [])[1];
  const isOther = ({ from, to }: Import) => folder(from) !== undefined && folder(to) !== undefined && folder(from) !== folder(to);
  expect(forbidden(inside, (edge) => !isOther(edge))).toEqual([]);
});

test("no file of the engine imports itself by a detour", () => {
  const targets = new Map<string, Import[]>();
  for (const edge of runTime) targets.set(edge.from, [...(targets.get(edge.from) ?? []), edge]);
  const done = new Set<string>();
  const cycles: string[] = [];
  const follow = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    if (trail.includes(path) || done.has(path)) return;
    for (const { to } of targets.get(path) ?? []) follow(to, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) follow(path, []);
  expect(cycles).toEqual([]);
});

test("the walk sees every way to import", () => {
  const text = `
    import type { A } from "./a.ts"; import { type B } from "../b.ts"; import "./c.ts";
    export * from "./d.ts"; export type { E } from "./e.ts";
    const f = await import("./f.ts"); let g: import("./g.ts").G; import h from "./h.ts?worker&url"; import i from "@x/y/z.js";`;
  const say = ({ to, typeOnly, address }: Import) => `${to}${typeOnly ? " types" : ""}${address ? " address" : ""}`;
  expect(importsOf("src/engine/here.ts", text).map(say)).toEqual([
    "src/engine/a.ts types", "src/b.ts", "src/engine/c.ts", "src/engine/d.ts", "src/engine/e.ts types",
    "src/engine/f.ts", "src/engine/g.ts types", "src/engine/h.ts address", "@x/y",
  ]);
});
