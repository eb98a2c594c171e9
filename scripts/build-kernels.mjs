/**
 * `npm run build:kernels`: compiles assembly/ into src/engine/kernels/wasm/binary.ts, which is committed, so that neither the app nor
 * its tests need the compiler. The same source gives the same bytes; a test compiles it again and compares.
 */
import asc from "assemblyscript/asc";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./prepare.mjs";

/** Where the compiled kernels lie. */
export const target = join(root, "src", "engine", "kernels", "wasm", "binary.ts");

const shared = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
const relaxed = ["--enable", "relaxed-simd"];
/** By what the engine can do. */
const variants = { simd: [], relaxed, threads: shared, relaxedThreads: [...relaxed, ...shared] };

/** The text of the compiled module. */
export async function compileKernels() {
  const compiled = await Promise.all(Object.entries(variants).map(async ([name, flags]) => [name, await compile(flags)]));
  const binaries = Object.fromEntries(compiled);
  const exported = WebAssembly.Module.exports(new WebAssembly.Module(binaries.simd)).filter(({ kind }) => kind === "function");
  return `/** Made from assembly/ by \`npm run build:kernels\`: do not edit. */
export type KernelName =
${exported.map(({ name }) => `  | "${name}"`).sort().join("\n")};

/** The module in base64, by what it asks of the engine beyond SIMD. */
export const BINARIES = {
${Object.entries(binaries).map(([name, bytes]) => `  ${name}: "${Buffer.from(bytes).toString("base64")}",`).join("\n")}
} as const;
`;
}

/** @param {readonly string[]} flags @returns {Promise<Uint8Array>} */
async function compile(flags) {
  /** @type {Uint8Array | null} */
  let binary = null;
  let said = "";
  const { error } = await asc.main(
    [join("assembly", "index.ts"), "--baseDir", root, "--outFile", "kernels.wasm", "--runtime", "stub", "--noAssert", "-O3", "--converge",
      "--importMemory", "--enable", "simd", "--use", "abort=", ...flags],
    { writeFile: (_name, contents) => { if (contents instanceof Uint8Array) binary = contents; }, stderr: { write: (chunk) => { said += String(chunk); } } },
  );
  if (error || !binary) throw new Error(`assembly/ does not compile: ${error?.message ?? ""}\n${said}`);
  return binary;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await writeFile(target, await compileKernels());
