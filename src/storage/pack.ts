/**
 * Long lists of numbers, such as the rows behind a bar, are kept as typed arrays: those are copied as they lie, where a list is written and
 * read number by number, more than once for each time that it is saved. What is kept otherwise stays as it is.
 */
const MANY = 32;
/** The one key of an object that stands for a list of numbers. */
const LIST = "$list";

type Packed = Uint32Array | Float64Array;

/** A value whose long lists of numbers are packed; the value itself is left as it is. */
function packed(value: unknown): unknown {
  if (Array.isArray(value)) {
    const numbers = value.length < MANY ? null : packedList(value);
    return numbers ? { [LIST]: numbers } : value.map(packed);
  }
  return isBlock(value) ? mapped(value, packed) : value;
}

/** A record, packed. */
export const packedRecord = <R extends { readonly id: string }>(record: R): { readonly id: string } => ({ ...mapped({ ...record }, packed), id: record.id });

/** What `packedRecord` was given, and whatever was never packed. */
export function unpacked(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpacked);
  if (!isBlock(value)) return value;
  const list = value[LIST];
  return list instanceof Uint32Array || list instanceof Float64Array ? plain(list) : mapped(value, unpacked);
}

/** null: not all are numbers. */
function packedList(list: readonly unknown[]): Packed | null {
  const whole = new Uint32Array(list.length);
  let fits = true;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value !== "number") return null;
    whole[i] = value;
    fits &&= Object.is(whole[i], value);
  }
  return fits ? whole : new Float64Array(list as readonly number[]); // each was looked at
}

/** `Array.from` takes five times as long. */
function plain(list: Packed): readonly number[] {
  const numbers = new Array<number>(list.length);
  for (let i = 0; i < list.length; i++) numbers[i] = list[i]!;
  return numbers;
}

const mapped = (block: Readonly<Record<string, unknown>>, how: (value: unknown) => unknown): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(block).map(([key, value]) => [key, how(value)]));

/** An object of its own fields alone: maps, dates, buffers and views are cloned as they are. */
function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null;
}
