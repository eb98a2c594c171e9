/** Figures as lines of text. */
import type { Answers, Figures, PicturesRead, Points, Spread } from "./figures.ts";
import { peerComplaint, type PeerFigures } from "./peer.ts";
import type { Flatness, Profile, Row } from "./race.ts";
import type { Verdict } from "./targets.ts";

const whole = (value: number): string => Math.round(value).toLocaleString("en");
const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const spread = ({ median, low, high }: Spread): string => `${whole(median)} (${whole(low)}–${whole(high)})`;
const refused = (why: string): string => `cannot: ${why.split("\n")[0]}`;
const titles = { fidelio: "Fidelio", eager: "stock, own loop", fit: "stock, fit" } as const;

const line = (cells: readonly string[], widths: readonly number[]): string =>
  cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ").trimEnd();
const WIDTHS = [18, 32, 16, 14, 10, 12, 14];

/** One row of the bench: a block of lines. */
export function describeRow(row: Row, peer: PeerFigures | null): string {
  const { backend, device, name, summary, steps, complaint, parameters, contenders, predictions } = row;
  const calls = { webgpu: "dispatches", wasm: "commands", cpu: "kernels" }[backend];
  const one = (title: string, figures: Figures | string): string => {
    if (typeof figures === "string") return `  ${title.padEnd(WIDTHS[0]!)}  ${refused(figures)}`;
    const { rowsPerSecond, own, calls, uploads, bytes, firstStep } = figures;
    const cells = [title, spread(rowsPerSecond), own === null ? "–" : own.toFixed(3), whole(calls), backend === "webgpu" ? uploads.toFixed(1) : "–", megabytes(bytes), whole(firstStep)];
    return `  ${line(cells, WIDTHS)}`;
  };
  const mismatch = peer && peerComplaint(parameters, peer);
  const ours = contenders.fidelio;
  const shares = Object.entries(peer?.rowsPerSecond ?? {}).map(([threads, speed]) => {
    const share = typeof ours === "object" ? `, Fidelio reaches ${((100 * ours.rowsPerSecond.median) / speed).toFixed(0)} %` : "";
    return `  ${`PyTorch, ${threads} thread${threads === "1" ? "" : "s"}`.padEnd(WIDTHS[0]!)}  ${whole(speed).padStart(WIDTHS[1]!)}  rows/s${share}`;
  });
  return [
    "",
    `${backend}${device === "" ? "" : ` (${device})`} · ${name}: ${summary}`,
    `  ${whole(parameters)} parameters; medians and quartiles of ${steps} steps in turns; ${complaint === null ? "the losses agree" : `THE LOSSES DIFFER: ${complaint}`}`,
    `  ${line(["", "rows/s", "worker ms/step", calls, "uploads", "device", "first step ms"], WIDTHS)}`,
    ...(["fidelio", "eager", "fit"] as const).map((contender) => one(titles[contender], contenders[contender])),
    ...shares,
    ...(mismatch === null ? [] : [`  NOT THE SAME MODEL: ${mismatch}`]),
    `  prediction, rows/s: ${Object.entries(predictions).map(([who, speed]) => `${who === "fidelio" ? titles.fidelio : `stock by ${who}`} ${typeof speed === "string" ? refused(speed) : spread(speed)}`).join("; ")}`,
  ].join("\n");
}

export const describeReading = ({ summary, pictures, fidelio, page, longest }: PicturesRead): string =>
  `\nreading pictures: ${summary}\n  ${pictures} pictures a turn, in turns; per second, and the longest time that the page could do nothing else\n` +
  ([["Fidelio, in a worker", fidelio, longest.fidelio], ["a loop on the page", page, longest.page]] as const).map(([who, speed, ms]) => `  ${who.padEnd(22)}${spread(speed)}, ${whole(ms)} ms`).join("\n");

export function describeForm({ backend, summary, answers, fidelio, stock }: Answers): string {
  const points = ({ p50, p95 }: Points) => `p50 ${p50.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms`;
  return `\n${backend} · form: ${summary}\n  ${answers} answers to one row each, computing only\n  Fidelio     ${points(fidelio)}\n  stock       ${typeof stock === "string" ? refused(stock) : points(stock)}`;
}

export function describeVerdicts(verdicts: readonly Verdict[]): string {
  const lines = verdicts.flatMap(({ target, goal, measured, reached }) =>
    measured === null ? [] : line([target, goal, measured.toPrecision(3), reached ? "reached" : "NOT REACHED"], [92, 16, 9, 14]));
  const unmeasured = verdicts.length - lines.length;
  return ["", "Targets, as ratios in this run", ...lines, ...(unmeasured > 0 ? [`(${unmeasured} not measured in this run)`] : [])].join("\n");
}

export function describeProfile(name: string, { steps, commands }: Profile): string {
  const total = commands.reduce((sum, { milliseconds }) => sum + (milliseconds ?? 0), 0);
  const lines = commands.slice(0, 25).map(({ name: what, calls, milliseconds }) => line(
    [what, (calls / steps).toFixed(0), milliseconds === null ? "" : (milliseconds / steps).toFixed(4), milliseconds === null ? "" : `${((100 * milliseconds) / total).toFixed(1)} %`],
    [64, 8, 10, 8]));
  const counted = commands.reduce((sum, { calls }) => sum + calls, 0) / steps;
  return ["", `${name}: ${counted.toFixed(0)} a step${total > 0 ? `, ${(total / steps).toFixed(3)} ms` : ""}`, line(["what", "a step", "ms a step", "share"], [64, 8, 10, 8]), ...lines].join("\n");
}

export function describeFlatness({ backend, name, steps, before, after }: Flatness): string {
  const flat = after.bytes <= before.bytes && after.tensors === before.tensors;
  return `\n${backend} · ${name}: ${whole(steps)} steps; ${whole(before.bytes)} → ${whole(after.bytes)} bytes, ${before.tensors} → ${after.tensors} tensors: ${flat ? "flat" : "NOT FLAT"}`;
}
