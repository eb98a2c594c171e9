import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../src/engine/acceleration/backends.ts";
import { eagerRepeater } from "../../src/engine/acceleration/repeat.ts";
import * as tf from "../../src/engine/tf.ts";
import { CASES, caseNamed } from "../bench/cases/index.ts";
import type { Contender, Twin } from "../bench/contender.ts";
import { engineSide } from "../bench/engine-side.ts";
import { figuresOf, quantile } from "../bench/figures.ts";
import { readOptions } from "../bench/options.ts";
import { peerComplaint } from "../bench/peer.ts";
import type { Row } from "../bench/race.ts";
import { describeReading, describeRow, describeVerdicts } from "../bench/report.ts";
import { lossComplaint } from "../bench/same-loss.ts";
import { stockEager } from "../bench/stock-eager.ts";
import { stockFit } from "../bench/stock-fit.ts";
import { verdicts } from "../bench/targets.ts";

const STEPS = 10;

/** Ours and theirs on a case, with the twin changed on its way to the other side. */
async function compare(name: string, theirs: (twin: Twin) => Promise<Contender>, change: (twin: Twin) => Twin = (twin) => twin): Promise<string | null> {
  const { side, twin } = await engineSide(caseNamed(name), eagerRepeater);
  const ours = await take(side);
  return lossComplaint(ours, await take(await theirs(change(twin))));
}
async function take(side: Contender): Promise<readonly number[]> {
  const seen = await side.losses(STEPS);
  side.dispose();
  return seen;
}

describe("the bench's check of equal losses", () => {
  beforeAll(() => startBackend("cpu", { gpu: null, timeout: 20_000 }));

  it.each([["own loop", stockEager], ["fit", stockFit]] as const)("is green with stock's %s when nothing is broken, and nothing stays behind", async (_, theirs) => {
    const before = tf.memory().numTensors;
    expect(await compare("tabular", theirs)).toBeNull();
    expect(tf.memory().numTensors).toBe(before);
  });

  it("turns red when one weight begins elsewhere", async () => {
    const changed = (twin: Twin): Twin => ({ ...twin, weights: twin.weights.map((values, i) => (i === 0 ? values.map((v, j) => (j === 0 ? v + 0.5 : v)) : values)) });
    expect(await compare("tabular", stockEager, changed)).toMatch(/^step 1: /);
  });

  it("turns red when a loss counts otherwise", async () => {
    expect(await compare("tabular", stockEager, (twin) => ({ ...twin, outputs: twin.outputs.map((output) => ({ ...output, weight: 2 })) }))).toMatch(/^step 1: /);
  });

  it("turns red when the updates differ", async () => {
    expect(await compare("tabular", stockFit, (twin) => ({ ...twin, learningRate: 10 * twin.learningRate }))).toMatch(/^step [2-9]/);
  });

  it("turns red when the batches differ", async () => {
    expect(await compare("tabular", stockEager, (twin) => ({ ...twin, batchSize: twin.batchSize / 2 }))).toMatch(/^step 1: /);
  });

  it("turns red when nothing is learnt", () => {
    expect(lossComplaint([1, 1, 1, 1, 1], [1, 1, 1, 1, 1])).toBe("the loss does not move");
    expect(lossComplaint([1, 2, NaN, 1, 1], [1, 2, NaN, 1, 1])).toMatch(/^step 3: NaN/);
  });
});

describe("what the bench is asked for", () => {
  it("is everything in Chromium when nothing is said", () => {
    expect(readOptions([])).toMatchObject({ backends: ["webgpu", "wasm", "cpu"], rows: CASES.map(({ name }) => name), form: true, where: "chromium", task: "race", python: null });
  });

  it("is chosen by backends, rows and options in any order", () => {
    expect(readOptions(["lstm", "--quick", "wasm", "dense", "--peer", "pytorch", "--python", "/opt/python"])).toMatchObject({
      backends: ["wasm"], rows: ["dense", "lstm"], form: false, quick: true, python: "/opt/python",
    });
    expect(readOptions(["--node"])).toMatchObject({ where: "node", backends: ["wasm", "cpu"] });
    expect(readOptions(["--threads", "2"])).toMatchObject({ threads: 2 });
    expect(readOptions(["form"])).toMatchObject({ rows: [], form: true });
    expect(readOptions(["reading"])).toMatchObject({ rows: [], form: false, reading: true });
    expect(readOptions(["lstm"])).toMatchObject({ reading: false });
    expect(readOptions(["--node", "reading"])).toMatch(/no canvas/);
    expect(readOptions(["--memory"])).toMatchObject({ task: "memory", rows: ["dense"] });
  });

  it("is refused with a sentence when it is nothing the bench has", () => {
    expect(readOptions(["wasm", "lstn"])).toMatch(/^'lstn' is no backend .*lstm/);
    expect(readOptions(["--peer", "jax"])).toMatch(/pytorch, not 'jax'/);
    expect(readOptions(["--python", "/opt/python"])).toMatch(/--peer pytorch/);
    expect(readOptions(["--threads"])).toMatch(/a number/);
    expect(readOptions(["--node", "webgpu"])).toMatch(/no WebGPU/);
  });
});

describe("the figures", () => {
  it("are medians and quartiles over blocks", () => {
    const block = (wall: number, own: number | null) => ({ steps: 10, own, wall, calls: 30, uploads: 10 });
    expect(figuresOf([block(100, 1), block(200, 3), block(400, 2)], 32, 7, { bytes: 5 })).toEqual({
      rowsPerSecond: { median: 1600, low: 1200, high: 2400 }, own: 2, calls: 3, uploads: 1, bytes: 5, firstStep: 7,
    });
    expect(figuresOf([block(100, null)], 32, 7, { bytes: 5 }).own).toBeNull();
    expect(quantile([4, 1, 3, 2], 0.95)).toBeCloseTo(3.85);
  });

  const figures = (rows: number, own = 1, calls = 10, uploads = 1) => ({ rowsPerSecond: { median: rows, low: rows, high: rows }, own, calls, uploads, bytes: 1, firstStep: 1 });
  const row = (backend: Row["backend"], name: string, contenders: Row["contenders"], predictions: Row["predictions"] = {}): Row =>
    ({ backend, name, device: "", summary: "", parameters: 6, steps: 10, complaint: null, contenders, predictions });
  const spread = (median: number) => ({ median, low: median, high: median });
  const results = {
    rows: [
      row("webgpu", "lstm", { fidelio: figures(400, 1, 14), eager: figures(100, 20, 100, 50), fit: figures(150) }),
      row("wasm", "dense", { fidelio: figures(600), eager: figures(100), fit: figures(150) }, { fidelio: spread(900), "batch of 32": spread(100), "batch of 256": spread(800) }),
      row("wasm", "text", { fidelio: figures(499), eager: "no kernel", fit: "no kernel" }),
      row("wasm", "photos", { fidelio: figures(600), eager: "no kernel", fit: "no kernel" }),
      row("cpu", "photos", { fidelio: figures(300), eager: figures(100), fit: figures(150) }),
      row("cpu", "text", { fidelio: figures(100), eager: figures(10), fit: figures(20) }),
    ],
    forms: [{ backend: "wasm" as const, summary: "", answers: 1, fidelio: { p50: 1, p95: 17 }, stock: "no kernel" }],
    reading: { summary: "", pictures: 80, fidelio: spread(300), page: spread(200), longest: { fidelio: 9, page: 70 } },
    peers: { dense: { version: "2", parameters: 6, rowsPerSecond: { 1: 2000, 2: 3000 } } },
  };
  const verdict = (target: string) => verdicts(results).find((one) => one.target === target);

  it("are held against the targets, the faster of stock's two ways counting", () => {
    expect(verdict("webgpu, lstm: worker time per step over stock eager")).toMatchObject({ measured: 0.05, reached: true });
    expect(verdict("webgpu, lstm: dispatches over stock eager")).toMatchObject({ measured: 0.14, reached: true });
    expect(verdict("webgpu, lstm: rows per second over stock")).toMatchObject({ measured: 400 / 150, reached: false });
    expect(verdict("wasm, dense: rows per second over stock")).toMatchObject({ measured: 4, reached: false });
    expect(verdict("wasm, text: rows per second over the fastest on plain JavaScript")).toMatchObject({ measured: 4.99, reached: false });
    expect(verdict("wasm, dense: rows per second over PyTorch on one thread")).toMatchObject({ measured: 0.3, reached: false });
    expect(verdict("wasm, dense: rows per second of prediction over stock predict")).toMatchObject({ measured: 9, reached: true });
    expect(verdict("wasm, photos: rows per second of resident bytes over stock's fromPixels a batch on plain JavaScript")).toMatchObject({ measured: 6, reached: true });
    expect(verdict("pictures read: decoded, resized and stored per second over a loop on the page")).toMatchObject({ measured: 1.5, reached: true });
    expect(verdict("wasm, form of 100 columns: milliseconds of an answer, p95")).toMatchObject({ measured: 17, reached: false });
  });

  it("name the threads with which stock's prediction was outrun", () => {
    const threaded = { ...results, rows: results.rows.map((one) => ({ ...one, device: "SIMD, 2 threads" })) };
    expect(verdicts(threaded).filter(({ target }) => target.endsWith(": SIMD, 2 threads")).map(({ target, measured }) => [target, measured])).toEqual([
      ["wasm, dense: rows per second of prediction over stock predict: SIMD, 2 threads", 9],
      ["wasm, text: rows per second of prediction over stock predict: SIMD, 2 threads", null],
      ["wasm, photos: rows per second of prediction over stock predict: SIMD, 2 threads", null],
    ]);
  });

  it("leave open what a run did not measure", () => {
    expect(verdict("wasm, lstm: rows per second over PyTorch on one thread")).toMatchObject({ measured: null, reached: null });
    const said = describeVerdicts(verdicts(results));
    expect(said).toMatch(/wasm, dense: rows per second over stock +at least 5 +4\.00 +NOT REACHED/);
    expect(said).toMatch(/\(\d+ not measured in this run\)/);
  });

  it("are printed with what went wrong", () => {
    const wrong = { ...results.rows[2]!, complaint: "step 3: 1 here, 2 with stock tfjs" };
    expect(describeRow(wrong, null)).toMatch(/THE LOSSES DIFFER: step 3/);
    expect(describeRow(wrong, null)).toMatch(/stock, fit +cannot: no kernel/);
    expect(describeReading(results.reading)).toMatch(/Fidelio, in a worker .*300.*, 9 ms\n.*a loop on the page .*200.*, 70 ms/);
    expect(describeRow({ ...results.rows[1]!, parameters: 7 }, results.peers.dense)).toMatch(/NOT THE SAME MODEL: .* 6 .* 7/);
    expect(describeRow(results.rows[1]!, results.peers.dense)).toMatch(/PyTorch, 1 thread .* Fidelio reaches 30 %/);
    expect(peerComplaint(6, results.peers.dense)).toBeNull();
  });
});
