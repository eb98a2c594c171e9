import { words } from "../../../messages/en/assets.ts";
import { joinBytes } from "../../data/join-bytes.ts";
import type { Json } from "../../schema/json.ts";
import { at, isBlock, listOf, Refused, textOf, type Block } from "./reading.ts";

/** A tensor of a weights file: numbers as they count, whatever they were packed in. */
export interface ForeignWeight {
  readonly name: string;
  readonly dtype: "float32" | "int32" | "bool";
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array | Uint8Array;
}

const MOST_WEIGHTS = 20_000;
const WIDTHS: Readonly<Record<string, number>> = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 };

/**
 * The weights that a manifest of TensorFlow.js names, out of the files beside it; throws `Refused` where sizes and shapes do not agree, a file is
 * not there, or a number is none. `fileOf`: the bytes of a file by its path in the manifest.
 */
export function weightsIn(manifest: Json | undefined, fileOf: (path: string) => Uint8Array | undefined): readonly ForeignWeight[] {
  const found: ForeignWeight[] = [];
  for (const group of listOf(manifest)) {
    const paths = listOf(at(group, "paths")).map(textOf);
    const missing = paths.filter((path) => !fileOf(path));
    if (missing.length > 0) throw new Refused(words.foreign.noShards(missing));
    const data = joinBytes(paths.map((path) => fileOf(path)!)); // those that are missing were told
    let from = 0;
    for (const spec of listOf(at(group, "weights"))) {
      const { weight, bytes } = weightAt(spec, data, from);
      found.push(weight);
      from += bytes;
    }
    if (from !== data.length) throw new Refused(words.foreign.size(from, data.length));
  }
  if (found.length > MOST_WEIGHTS) throw new Refused(words.foreign.tooManyWeights(found.length, MOST_WEIGHTS));
  if (new Set(found.map(({ name }) => name)).size < found.length) throw new Refused(words.foreign.twice);
  return found;
}

function weightAt(spec: Json, data: Uint8Array, from: number): { readonly weight: ForeignWeight; readonly bytes: number } {
  const [name, dtype, shape] = [textOf(at(spec, "name")), textOf(at(spec, "dtype")), listOf(at(spec, "shape"))];
  const packed = at(spec, "quantization");
  const stored = isBlock(packed) ? textOf(packed["dtype"]) : dtype;
  const width = Object.hasOwn(WIDTHS, stored) ? WIDTHS[stored]! : 0;
  if (!isShape(shape) || name === "" || width === 0 || !(dtype === "float32" || dtype === "int32" || dtype === "bool")) throw new Refused(words.foreign.weightType(name, stored));
  const size = shape.reduce((product, n) => product * n, 1);
  const bytes = size * width;
  if (from + bytes > data.length) throw new Refused(words.foreign.size(from + bytes, data.length));
  const unbound = unpacked(new Uint8Array(data.slice(from, from + bytes)).buffer, stored, isBlock(packed) ? packed : {});
  const values = dtype === "float32" && shape.length === 0 ? Float32Array.from(unbound, bound) : unbound;
  if (dtype === "float32" && !values.every(Number.isFinite)) throw new Refused(words.foreign.noNumber(name));
  return { weight: { name, dtype, shape, values: dtype === "float32" ? Float32Array.from(values) : dtype === "int32" ? Int32Array.from(values) : values }, bytes };
}

/** A constant without end (what a maximum is padded with, a threshold) is the largest number: bundles hold finite weights. */
const bound = (value: number): number => (Number.isNaN(value) ? value : Math.max(-LARGEST, Math.min(LARGEST, value)));
const LARGEST = 2 ** 127 * (2 - 2 ** -23);

const isShape = (shape: readonly Json[]): shape is readonly number[] => shape.every((n) => typeof n === "number" && Number.isSafeInteger(n) && n >= 0);

function unpacked(buffer: ArrayBuffer, stored: string, { scale = 1, min = 0 }: Block): Float32Array | Int32Array | Uint8Array {
  if (stored === "float32") return new Float32Array(buffer);
  if (stored === "int32") return new Int32Array(buffer);
  if (stored === "bool") return new Uint8Array(buffer);
  if (stored === "float16") return Float32Array.from(new Uint16Array(buffer), half);
  const [factor, offset] = [Number(scale), Number(min)];
  return Float32Array.from(stored === "uint16" ? new Uint16Array(buffer) : new Uint8Array(buffer), (value) => value * factor + offset);
}

/** IEEE 754 half precision. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
