/**
 * Cloneable values as JSON and back, unchanged: what JSON cannot hold (NaN, undefined, typed arrays …) becomes an object with the one key
 * `$` + its kind, and a key that begins with `$` gets another one in front.
 */
const typed = { Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array, BigInt64Array, BigUint64Array };
type TypedName = keyof typeof typed;
const typedNames = Object.keys(typed) as TypedName[]; // the keys of the literal above

export const toJson = (value: unknown, indent = 0): string => JSON.stringify(encode(value), null, indent);
/** The same text for the same content, in whatever order its keys stand. */
export const canonical = (value: unknown): string => JSON.stringify(sorted(encode(value)));
/** Throws a SyntaxError on text that `toJson` cannot have written. */
export const fromJson = (text: string): unknown => decode(JSON.parse(text));

function encode(value: unknown): unknown {
  if (value === undefined) return { $undefined: "" };
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))) return { $number: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value === "bigint") return { $bigint: String(value) };
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(encode);
  if (value instanceof Date) return { $date: encode(value.getTime()) };
  if (value instanceof Map) return { $map: [...value].map(encode) };
  if (value instanceof Set) return { $set: [...value].map(encode) };
  if (value instanceof ArrayBuffer) return { $buffer: base64(new Uint8Array(value)) };
  const name = typedNames.find((candidate) => value instanceof typed[candidate]);
  if (name && ArrayBuffer.isView(value)) return { [`$${name}`]: base64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
  return Object.fromEntries(Object.entries(value).map(([key, part]: [string, unknown]) => [key.startsWith("$") ? `$${key}` : key, encode(part)]));
}

function decode(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decode);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  const [first] = entries;
  if (first && entries.length === 1 && /^\$[^$]/.test(first[0])) return special(first[0].slice(1), first[1]);
  return Object.fromEntries(entries.map(([name, inside]) => [name.startsWith("$$") ? name.slice(1) : name, decode(inside)]));
}

function special(kind: string, part: unknown): unknown {
  if (kind === "undefined") return undefined;
  if (kind === "number") return Number(part);
  if (kind === "bigint") return BigInt(String(part));
  if (kind === "date") return new Date(Number(decode(part)));
  if (kind === "map" && Array.isArray(part)) return new Map(part.map((pair) => decode(pair) as [unknown, unknown])); // `encode` writes pairs
  if (kind === "set" && Array.isArray(part)) return new Set(part.map(decode));
  if (kind === "buffer") return bytesOf(String(part)).buffer;
  const name = typedNames.find((candidate) => candidate === kind);
  if (!name) throw new SyntaxError(`internal: '$${kind}' is not known`);
  return new typed[name](bytesOf(String(part)).buffer);
}

const PIECE = 0x8000;
function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += PIECE) text += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(text);
}
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function sorted(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(sorted);
  if (typeof json !== "object" || json === null) return json;
  return Object.fromEntries(Object.entries(json).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]: [string, unknown]) => [key, sorted(part)]));
}
