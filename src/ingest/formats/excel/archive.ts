/** The parts of a workbook: a zip archive of XML files, unpacked piece by piece. */
import { words } from "../../../messages/en/ingest.ts";
import { openArchive } from "../../archive/archive.ts";
import { usualLimits } from "../../archive/limits.ts";
import { bytesOfBlob } from "../../bytes.ts";
import type { GivenFile } from "../../files.ts";
import { Unreadable } from "../../source.ts";
import { Refusal } from "../format.ts";

/** More parts are no workbook, and a sheet of more bytes no table. */
const limits = { ...usualLimits, entries: 10_000 };

export class Archive {
  readonly #parts: ReadonlyMap<string, GivenFile>;
  /** Path → why it is not read. */
  readonly #refused: ReadonlyMap<string, string>;

  private constructor(parts: readonly GivenFile[], refused: ReadonlyMap<string, string>) {
    this.#parts = new Map(parts.map((part) => [part.path, part]));
    this.#refused = refused;
  }

  static async open(blob: Blob, signal?: AbortSignal): Promise<Archive> {
    const opened = await openArchive(bytesOfBlob(blob), signal, limits);
    if (!opened.ok) throw new Refusal(words.formats.excel.damaged(opened.problems.map(({ message }) => message).join(" ")));
    return new Archive(opened.value.files, new Map(opened.value.refused.map(({ path, why }) => [path, why])));
  }

  has(path: string): boolean {
    return this.#parts.has(path) || this.#refused.has(path);
  }

  /** The text of a part in pieces, and how far through it they are, as a share of one; nothing where there is no such part. */
  async *text(path: string): AsyncGenerator<{ readonly text: string; readonly share: number }> {
    const why = this.#refused.get(path);
    if (why !== undefined) throw new Refusal(words.formats.excel.part(path, why));
    const part = this.#parts.get(path);
    if (!part) return;
    const decoder = new TextDecoder();
    let bytes = 0;
    try {
      for await (const piece of part.pieces()) {
        bytes += piece.length;
        yield { text: decoder.decode(piece, { stream: true }), share: bytes / Math.max(1, part.size) };
      }
    } catch (cause) {
      throw cause instanceof Unreadable ? new Refusal(words.formats.excel.part(path, cause.message)) : cause;
    }
    yield { text: decoder.decode(), share: 1 };
  }
}
