import type { BackendName } from "../../src/engine/acceleration/report.ts";
import { CASES, FORM } from "./cases/index.ts";

/** What `npm run bench -- …` was asked for. */
export interface Options {
  readonly backends: readonly BackendName[];
  readonly rows: readonly string[];
  readonly form: boolean;
  /** Are pictures read? */
  readonly reading: boolean;
  readonly where: "chromium" | "node";
  /** The machine's own GPU instead of the software adapter. */
  readonly gpu: boolean;
  /** Fewer steps: to see that everything runs, not to be quoted. */
  readonly quick: boolean;
  readonly task: "race" | "profile" | "memory";
  /** The interpreter that has PyTorch, where PyTorch is to run beside. */
  readonly python: string | null;
  /** On which WebAssembly computes. */
  readonly threads: number;
}

const BACKENDS: readonly BackendName[] = ["webgpu", "wasm", "cpu"];
/** What is no model: how fast pictures come in. */
const READING = "reading";
const NAMES = [...[...CASES, FORM].map(({ name }) => name), READING];
const FLAGS = ["--node", "--gpu", "--quick", "--profile", "--memory", "--threads N", "--peer pytorch", "--python PATH"];

/** Reads the arguments; what is wrong with them as a sentence. */
export function readOptions(args: readonly string[]): Options | string {
  const words = [...args];
  /** Takes a flag with its value out of the words; null where it is not there. */
  const valueOf = (flag: string): string | null => {
    const at = words.indexOf(flag);
    return at < 0 ? null : (words.splice(at, 2)[1] ?? "");
  };
  const given = (flag: string): boolean => words.includes(flag) && words.splice(words.indexOf(flag), 1).length > 0;
  const [peer, python, threads] = [valueOf("--peer"), valueOf("--python"), Number(valueOf("--threads") ?? 1)];
  const [node, gpu, quick, profile, memory] = [given("--node"), given("--gpu"), given("--quick"), given("--profile"), given("--memory")];
  if (peer !== null && peer !== "pytorch") return `The one peer is pytorch, not '${peer}'.`;
  if (!Number.isInteger(threads) || threads < 1) return "--threads takes a number.";
  if (python !== null && peer === null) return "--python names the interpreter for --peer pytorch.";
  const strange = words.find((word) => !NAMES.includes(word) && !BACKENDS.some((backend) => backend === word));
  if (strange !== undefined) return `'${strange}' is no backend (${BACKENDS.join(", ")}), no row (${NAMES.join(", ")}) and no option (${FLAGS.join(", ")}).`;
  const backends = BACKENDS.filter((backend) => words.includes(backend));
  const names = NAMES.filter((name) => words.includes(name));
  const possible = node ? BACKENDS.filter((backend) => backend !== "webgpu") : BACKENDS;
  if (node && backends.includes("webgpu")) return "Node has no WebGPU.";
  if (node && names.includes(READING)) return "Node has no canvas.";
  const task = profile ? "profile" : memory ? "memory" : "race";
  return {
    backends: backends.length > 0 ? backends : possible,
    rows: (names.length > 0 ? names : task === "memory" ? ["dense"] : NAMES).filter((name) => name !== FORM.name && name !== READING),
    form: names.length === 0 || names.includes(FORM.name),
    reading: !node && task === "race" && (names.length === 0 || names.includes(READING)),
    where: node ? "node" : "chromium",
    gpu, quick, task,
    python: peer === null ? null : (python ?? "python3"),
    threads,
  };
}
