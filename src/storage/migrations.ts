import { error, failure, success, type Outcome } from "../engine/schema/problem.ts";
import type { RecordKind, RecordKinds } from "./records.ts";

type Raw = Readonly<Record<string, unknown>>;
/** `steps[n]` turns a record of format n into one of format n + 1. */
interface Lineage { readonly format: number; readonly steps: Readonly<Record<number, (record: Raw) => Raw>> }

/** Every kind's current format and the way there from each older one. */
export const lineages: { readonly [K in RecordKind]: Lineage } = {
  project: { format: 1, steps: {} },
  run: { format: 1, steps: {} },
  unfinished: { format: 1, steps: {} },
  checkpoint: { format: 1, steps: {} },
  dataset: { format: 1, steps: {} },
};

/**
 * Bring a stored record to the current format. A record that is damaged, or newer than this app, is refused with a sentence: it stays
 * where it is, and the rest opens.
 */
export function migrate<K extends RecordKind>(kind: K, stored: unknown, lineage: Lineage = lineages[kind]): Outcome<RecordKinds[K]> {
  if (!isRecord(stored)) return failure(error([], `a stored ${kind} cannot be read: it has no id or no format number`));
  if (stored.format > lineage.format) {
    return failure(error([stored.id], `this ${kind} was written by a newer Fidelio (format ${stored.format}, here ${lineage.format}): update the app to open it`));
  }
  let record: Raw = stored;
  for (let format = stored.format; format < lineage.format; format++) {
    const step = lineage.steps[format];
    if (!step) return failure(error([stored.id], `no way is known from format ${format} of a ${kind} to format ${format + 1}`));
    record = { ...step(record), format: format + 1 };
  }
  return success(record as unknown as RecordKinds[K]); // its format is the current one, and only `put` writes records
}

const isRecord = (raw: unknown): raw is Raw & { readonly id: string; readonly format: number } =>
  typeof raw === "object" && raw !== null && "id" in raw && typeof raw.id === "string" && "format" in raw && Number.isInteger(raw.format);
