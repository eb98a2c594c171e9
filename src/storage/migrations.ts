import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import { words } from "../messages/en/storage.ts";
import { unpacked } from "./pack.ts";
import type { RecordKind, RecordKinds } from "./records.ts";
import { faultyField } from "./shapes.ts";

type Raw = Readonly<Record<string, unknown>>;
/** `steps[n]` turns a record of format n into one of format n + 1. */
interface Lineage { readonly format: number; readonly steps: Readonly<Record<number, (record: Raw) => Raw>> }

/** A blob was once only its id; what it must be like is learnt when the record is saved again. */
const namesLengthsAndHashes = (record: Raw): Raw => ({
  ...record,
  blobs: Object.fromEntries(Object.entries(record["blobs"] ?? {}).map(([part, id]: [string, unknown]) => [part, { id, length: null, hash: null }])),
});

/** How many rows an output was judged on was once told by its confusion matrix, where it had one. */
const countsJudgedRows = (record: Raw): Raw => {
  const counted = ({ rows, outputs, ...split }: Raw): Raw => ({
    ...split, rows, outputs: Object.fromEntries(Object.entries(block(outputs)).map(([name, output]) => [name, { rows: judgedRows(block(output), rows), ...block(output) }])),
  });
  return Array.isArray(record["evaluations"]) ? { ...record, evaluations: list(record["evaluations"]).map(counted) } : record;
};
/** The test part was once what was shown first, so that whoever looked at all has looked at it. */
const countsLooks = (record: Raw): Raw => ({ ...record, simple: null, note: "", starred: false, testViews: list(record["evaluations"]).some(({ split }) => split === "test") ? 1 : 0 });

function judgedRows(output: Raw, all: unknown): unknown {
  const matrix = list(output["charts"]).find((chart) => chart["kind"] === "confusion_matrix");
  return matrix ? list(matrix["rows"]).flatMap((row) => Object.values(row)).reduce((sum: number, cell) => sum + (Array.isArray(cell) ? cell.length : 0), 0) : all;
}
const list = (value: unknown): readonly Raw[] => (Array.isArray(value) ? value.map(block) : []);
const block = (value: unknown): Raw => (typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value)) : {});

/** Lists of numbers were once kept as lists. */
const packsLists = (record: Raw): Raw => record;

/** Before there was a doctor, nothing was left as it is. */
const leavesNothing = (record: Raw): Raw => ({ ...record, left: [] });

/**
 * A column once lay in one pack, whatever its size, and its place was told by that pack; now packs are one run of bytes, which columns
 * do not heed. The bytes stay where they are.
 */
const joinsPacks = (record: Raw): Raw => {
  const { places, ...meta } = block(record["meta"]);
  if (!Array.isArray(places)) return record;
  const old = list(places).map(({ pack, ends, bytes, length }) => ({ pack: Number(pack), ends: Number(ends), end: Number(bytes) + Number(length), length }));
  const packs: number[] = [];
  for (const { pack, end } of old) if (pack <= old.length) packs[pack] = Math.max(packs[pack] ?? 0, end); // there were no more packs than columns
  const before = (pack: number): number => packs.slice(0, pack).reduce((sum, length) => sum + length, 0);
  return { ...record, meta: { ...meta, packs, places: old.map(({ pack, ends, length }) => ({ at: before(pack) + ends, length })) } };
};

/** Every kind's current format and the way there from each older one. */
export const lineages: { readonly [K in RecordKind]: Lineage } = {
  project: { format: 3, steps: { 1: namesLengthsAndHashes, 2: leavesNothing } },
  run: { format: 5, steps: { 1: namesLengthsAndHashes, 2: countsJudgedRows, 3: countsLooks, 4: packsLists } },
  unfinished: { format: 2, steps: { 1: namesLengthsAndHashes } },
  checkpoint: { format: 2, steps: { 1: namesLengthsAndHashes } },
  dataset: { format: 3, steps: { 1: namesLengthsAndHashes, 2: joinsPacks } },
};

/**
 * Bring a stored record to the current format. A record that is damaged, or newer than this app, is refused with a sentence: it stays
 * where it is, and the rest opens.
 */
export function migrate<K extends RecordKind>(kind: K, stored: unknown, lineage: Lineage = lineages[kind]): Outcome<RecordKinds[K]> {
  const known = recognised(kind, stored, lineage);
  return known.ok ? success(unpacked(known.value) as RecordKinds[K]) : known; // the same but for its lists of numbers
}

/** As `migrate`, for whoever does not look into what is packed: it may stay so. */
export function recognised<K extends RecordKind>(kind: K, stored: unknown, lineage: Lineage = lineages[kind]): Outcome<Pick<RecordKinds[K], "id" | "blobs">> {
  if (!isRecord(stored)) return failure(error([], words.unreadable(kind)));
  const refused = (message: string) => failure(error([stored.id], message));
  if (stored.format > lineage.format) return refused(words.newer(kind, stored.format, lineage.format));
  let record: Raw = stored.format < lineage.format ? block(unpacked(stored)) : stored;
  for (let format = stored.format; format < lineage.format; format++) {
    const step = lineage.steps[format];
    if (!step) return refused(words.noWay(kind, format));
    record = { ...step(record), format: format + 1 };
  }
  const fault = faultyField(kind, record);
  return fault === undefined ? success(record as unknown as RecordKinds[K]) : refused(words.damaged(kind, fault)); // its shape was just looked at
}

/** Written by a Fidelio that knows more than this one. */
export const isNewer = (kind: RecordKind, stored: unknown): boolean => isRecord(stored) && stored.format > lineages[kind].format;

const isRecord = (raw: unknown): raw is Raw & { readonly id: string; readonly format: number } =>
  typeof raw === "object" && raw !== null && "id" in raw && typeof raw.id === "string" && "format" in raw && Number.isInteger(raw.format);
