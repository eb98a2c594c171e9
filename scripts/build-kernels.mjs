/**
 * `npm run build:kernels`: compiles assembly/ into src/engine/kernels/wasm/binary.ts and binaries/, which are committed, so that neither
 * the app nor its tests need the compiler. The same source gives the same bytes; a test compiles it again and compares.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./prepare.mjs";

const folder = join(root, "src", "engine", "kernels", "wasm");

/**
 * By a name that the type checker does not follow: the compiler's own types declare globals of AssemblyScript's for the whole program.
 * @typedef {{ main(args: readonly string[], ports: object): Promise<{ readonly error: Error | null }> }} Compiler
 */
const compiler = ["assemblyscript", "asc"].join("/");

const shared = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
const relaxed = ["--enable", "relaxed-simd"];
const notice = "/** Made from assembly/ by `npm run build:kernels`: do not edit. */";
/** By what the engine can do. */
const variants = { simd: [], relaxed, threads: shared, relaxedThreads: [...relaxed, ...shared] };

/** What is made, by the path of its file: the names of the kernels, and each variant in a file of its own, of which an engine loads the one it needs. */
export async function compileKernels() {
  const binaries = await Promise.all(Object.entries(variants).map(async ([name, flags]) => ({ name, bytes: await compile(flags) })));
  const index = `${notice}
export type KernelName =
${namesIn(binaries).map((name) => `  | "${name}"`).join("\n")};

/** The module in base64, by what it asks of the engine beyond SIMD. */
export const BINARIES = {
${binaries.map(({ name }) => `  ${name}: () => import("./binaries/${name}.ts"),`).join("\n")}
} as const;
`;
  const texts = new Map([[join(folder, "binary.ts"), index]]);
  for (const { name, bytes } of binaries) {
    texts.set(join(folder, "binaries", `${name}.ts`), `${notice}\nexport const base64 = "${Buffer.from(bytes).toString("base64")}";\n`);
  }
  return texts;
}

/** The same in every variant. @param {{ readonly bytes: Uint8Array<ArrayBuffer> }[]} binaries @returns {string[]} */
function namesIn([any]) {
  if (!any) return [];
  return WebAssembly.Module.exports(new WebAssembly.Module(any.bytes)).filter(({ kind }) => kind === "function").map(({ name }) => name).sort();
}

/** @param {readonly string[]} flags @returns {Promise<Uint8Array<ArrayBuffer>>} */
async function compile(flags) {
  /** @type {Uint8Array<ArrayBuffer> | null} */
  let binary = null;
  let said = "";
  const { default: asc } = /** @type {{ readonly default: Compiler }} */ (await import(compiler));
  const { error } = await asc.main(
    [join("assembly", "index.ts"), "--baseDir", root, "--outFile", "kernels.wasm", "--runtime", "stub", "--noAssert", "-O3",
      "--importMemory", "--enable", "simd", "--use", "abort=", ...flags],
    { writeFile: (/** @type {string} */ _name, /** @type {unknown} */ contents) => { if (contents instanceof Uint8Array) binary = new Uint8Array(contents); }, stderr: { write: (/** @type {unknown} */ chunk) => { said += String(chunk); } } },
  );
  if (error || !binary) throw new Error(`assembly/ does not compile: ${error?.message ?? ""}\n${said}`);
  return binary;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const [path, text] of await compileKernels()) await writeFile(path, text);
}
