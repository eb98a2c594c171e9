/**
 * The sample tables: four from the npm package vega-datasets and one generated, written as CSV files with an index of facts
 * (public/samples/index.json) that the app lists. From a terminal: `node scripts/samples.mjs [folder]`.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { header, tickets } from "./tickets.mjs";

/**
 * One entry of index.json. Columns that are neither input nor output start out ignored.
 * @typedef {object} Sample
 * @property {string} id
 * @property {string} file beside index.json
 * @property {number} rows
 * @property {string[]} columns
 * @property {string[]} inputs
 * @property {string[]} outputs
 * @property {Record<string, string[]>} missing by column, what stands for a missing value besides the empty cell
 * @property {boolean} synthetic
 * @property {string} licence
 * @property {string} source
 */

/** @typedef {string | number | null} Cell */
/** @typedef {Omit<Sample, "file" | "rows" | "columns"> & { read: () => Promise<{ columns: string[], rows: Cell[][] }> }} Recipe */

/** @type {readonly Recipe[]} */
const recipes = [
  {
    id: "penguins",
    read: () => fromJson("penguins.json"),
    inputs: ["Island", "Beak Length (mm)", "Beak Depth (mm)", "Flipper Length (mm)"],
    outputs: ["Species", "Body Mass (g)", "Sex"],
    missing: { Sex: ["."] },
    synthetic: false,
    licence: "CC0 1.0",
    source: "Palmer Station Antarctica LTER and K. Gorman; prepared by A. Horst; vega-datasets",
  },
  {
    id: "tickets",
    read: async () => ({ columns: header, rows: tickets().map(({ row }) => row) }),
    inputs: ["message", "app", "fare", "is_driver"],
    outputs: ["ticket_type", "action", "reply_template"],
    missing: {},
    synthetic: true,
    licence: "Apache-2.0",
    source: "Made up by a seeded generator of this project",
  },
  {
    id: "movies",
    read: () => fromJson("movies.json"),
    // What is known before a film opens; grosses, votes and other ratings come after and would give the answer away.
    inputs: ["Title", "Production Budget", "MPAA Rating", "Running Time min", "Distributor", "Source", "Creative Type"],
    outputs: ["IMDB Rating", "Major Genre"],
    missing: {},
    synthetic: false,
    licence: "None stated for the table; distributed in vega-datasets (BSD-3-Clause)",
    source: "vega-datasets; kept with its known errors, for practice in cleaning",
  },
  {
    id: "cars",
    read: () => fromJson("cars.json"),
    inputs: ["Cylinders", "Displacement", "Horsepower", "Weight_in_lbs", "Acceleration", "Year", "Origin"],
    outputs: ["Miles_per_Gallon"],
    missing: {},
    synthetic: false,
    licence: "Distributed in 1982 for educational and scientific purposes",
    source: "StatLib, Carnegie Mellon University; vega-datasets",
  },
  {
    id: "seattle-weather",
    read: () => fromCsv("seattle-weather.csv"),
    inputs: ["precipitation", "temp_max", "temp_min", "wind"],
    outputs: ["weather"],
    missing: {},
    synthetic: false,
    licence: "United States government work, public domain",
    source: "NOAA National Climatic Data Center; vega-datasets",
  },
];

/** A file of vega-datasets; its package.json is not exported, so the folder is found from its entry. @param {string} name */
const vegaFile = (name) => readFile(join(dirname(createRequire(import.meta.url).resolve("vega-datasets")), "..", "data", name), "utf8");

/** @param {string} name @returns {Promise<{ columns: string[], rows: Cell[][] }>} */
async function fromJson(name) {
  const records = /** @type {Record<string, Cell>[]} */ (JSON.parse(await vegaFile(name)));
  const columns = Object.keys(records[0] ?? {});
  return { columns, rows: records.map((record) => columns.map((column) => record[column] ?? null)) };
}

/** The package's CSV files have no quoted cells. @param {string} name @returns {Promise<{ columns: string[], rows: Cell[][] }>} */
async function fromCsv(name) {
  const [columns = [], ...rows] = (await vegaFile(name)).trimEnd().split(/\r?\n/).map((line) => line.split(","));
  return { columns, rows };
}

/** @param {Cell} cell */
const quoted = (cell) => (/[",\n\r]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? ""));

/** The samples with their text: what `writeSamples` writes. @returns {Promise<{ sample: Sample, csv: string }[]>} */
export function readSamples() {
  return Promise.all(
    recipes.map(async ({ read, ...facts }) => {
      const { columns, rows } = await read();
      const csv = [columns, ...rows].map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
      return { sample: { ...facts, file: `${facts.id}.csv`, rows: rows.length, columns }, csv };
    }),
  );
}

/** Writes every sample and the index into a folder. @param {string} folder */
export async function writeSamples(folder) {
  const samples = await readSamples();
  await mkdir(folder, { recursive: true });
  await Promise.all(samples.map(({ sample, csv }) => writeFile(join(folder, sample.file), csv)));
  await writeFile(join(folder, "index.json"), `${JSON.stringify(samples.map(({ sample }) => sample), null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeSamples(process.argv[2] ?? fileURLToPath(new URL("../public/samples", import.meta.url)));
}
