/** The table of contents of a backup: what it holds, and how one knows that it is still what was put in. */
import { fields, list, number, table, text, type Guard } from "./guards.ts";
import { KINDS, type RecordKind } from "./records.ts";

export const BACKUP_FORMAT = 1;
export const MANIFEST = "manifest.json";

export interface Manifest {
  readonly fidelio: "backup";
  readonly format: number;
  /** The version of the app that wrote it. */
  readonly app: string;
  /** ISO 8601 */
  readonly at: string;
  readonly items: readonly BackupItem[];
}
export interface BackupItem {
  readonly kind: RecordKind;
  readonly id: string;
  readonly record: PackedFile;
  /** part → its bytes. */
  readonly blobs: Readonly<Record<string, PackedFile>>;
}
export interface PackedFile {
  readonly file: string;
  readonly length: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
}

const isKind: Guard = (value) => KINDS.some((kind) => kind === value);
const isId: Guard = (value) => typeof value === "string" && /^[\w.-]{1,120}$/.test(value);
const packed = fields({ file: text, length: number, hash: text });
const item = fields({ kind: isKind, id: isId, record: packed, blobs: table(packed) });
const whole = fields({ fidelio: (value) => value === "backup", format: number, app: text, at: text, items: list(item) });

/** Null when it is none. */
export function readManifest(json: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(json);
    return whole(value) ? (value as Manifest) : null; // its shape was just looked at
  } catch {
    return null;
  }
}
