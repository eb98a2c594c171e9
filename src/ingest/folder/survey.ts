/** One pass over files, each read once in the order in which they lie: which are pictures, which are tables, and what is wrong with the others. */
import { error, failure, success, type Outcome, type Problem } from "../../engine/schema/problem.ts";
import { words } from "../../messages/en/folder.ts";
import { words as reading } from "../../messages/en/ingest.ts";
import { words as ofPictures } from "../../messages/en/pictures.ts";
import { extensionOf, isBookkeeping, wholeOf, type GivenFile, type Refused } from "../files.ts";
import { sha256 } from "../fingerprint.ts";
import { noteOfMany } from "../listing.ts";
import { Pace } from "../pace.ts";
import type { PictureHead } from "../../engine/data/pictures/formats/head.ts";
import type { PictureFile } from "../pictures/library.ts";
import { pictureHead, TELLING, type Look } from "../../engine/data/pictures/look.ts";
import { Unreadable } from "../source.ts";
import { isArchiveName, isPictureName, isTableName, wrongExtension } from "./extensions.ts";

export interface Survey {
  /** In the order of the files. */
  readonly pictures: readonly PictureFile[];
  /** Not looked into. */
  readonly tables: readonly GivenFile[];
  /** Paths of what is neither a picture nor a table: notes, licences. */
  readonly others: readonly string[];
  readonly refused: readonly Refused[];
  readonly notes: readonly Problem[];
  readonly passedOver: number;
}

export interface SurveyHooks {
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1, and how many pictures were found; a few dozen times a second at most. */
  readonly onProgress?: (done: number, pictures: number) => void;
}

/** A picture's file is read as a whole; no camera writes so much. */
export const LARGEST_PICTURE = 256 * 1024 * 1024;

/** Fails only when cancelled. Every file comes out once: as a picture, a table, another one, refused, or passed over. */
export async function surveyOf(files: readonly GivenFile[], hooks: SurveyHooks = {}): Promise<Outcome<Survey>> {
  const pace = new Pace(hooks.signal);
  const total = files.reduce((sum, { size }) => sum + size, 0);
  const found = new Found();
  let done = 0;
  for (const file of files) {
    await found.add(file);
    done += file.size;
    if (pace.due) {
      hooks.onProgress?.(done / Math.max(1, total), found.pictures.length);
      await pace.rest();
    }
    if (pace.cancelled) return failure(error([], reading.cancelled));
  }
  hooks.onProgress?.(1, found.pictures.length);
  return success(found.survey());
}

class Found {
  readonly pictures: PictureFile[] = [];
  readonly #tables: GivenFile[] = [];
  readonly #others: string[] = [];
  readonly #refused: Refused[] = [];
  readonly #remarks = new Remarks();
  #passedOver = 0;

  async add(file: GivenFile): Promise<void> {
    const { path } = file;
    if (isBookkeeping(path)) this.#passedOver++;
    else if (isTableName(path)) this.#tables.push(file);
    else if (isArchiveName(path)) this.#refuse(path, words.nested);
    else await this.#look(file);
  }

  async #look(file: GivenFile): Promise<void> {
    const { path, size } = file;
    try {
      const { look, bytes } = await lookAt(file);
      if (look.kind === "refused") return this.#refuse(path, look.why);
      if (look.kind !== "picture") return this.#other(path);
      const { width, height, channels } = look.head;
      const digest = await sha256(bytes);
      this.pictures.push({ path, facts: { width, height, channels }, size, digest, bytes: () => wholeOf(file, LARGEST_PICTURE) });
      this.#remarks.add(path, look.head);
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      this.#refuse(path, cause.message);
    }
  }

  #refuse(path: string, why: string): void {
    this.#refused.push({ path, why });
  }

  #other(path: string): void {
    if (isPictureName(path)) this.#refuse(path, ofPictures.notPicture(extensionOf(path)));
    else this.#others.push(path);
  }

  survey(): Survey {
    return {
      pictures: this.pictures, tables: this.#tables, others: this.#others, refused: this.#refused,
      passedOver: this.#passedOver, notes: this.#remarks.notes(),
    };
  }
}

/** Of a file that is not named as a picture only the beginning is read, unless it is one. */
async function lookAt(file: GivenFile): Promise<{ readonly look: Look; readonly bytes: Uint8Array<ArrayBuffer> }> {
  const none = new Uint8Array(0);
  const mayBe = isPictureName(file.path) || (file.size > 0 && pictureHead(await startOf(file), file.size <= TELLING).kind !== "other");
  if (!mayBe) return { look: { kind: "other" }, bytes: none };
  const bytes = await wholeOf(file, LARGEST_PICTURE);
  return { look: pictureHead(bytes, true), bytes };
}

async function startOf(file: GivenFile): Promise<Uint8Array> {
  let start: Uint8Array = new Uint8Array(0);
  for await (const piece of file.pieces()) {
    start = Uint8Array.from([...start, ...piece.subarray(0, TELLING)]);
    if (start.length >= TELLING) break;
  }
  return start;
}

/** What is said once of all pictures that have it in common. */
class Remarks {
  readonly #misnamed: string[] = [];
  readonly #animated: string[] = [];
  readonly #deep: string[] = [];
  readonly #cmyk: string[] = [];

  add(path: string, head: PictureHead): void {
    if (wrongExtension(path, head.format)) this.#misnamed.push(path);
    if (head.animated) this.#animated.push(path);
    if (head.bits > 8) this.#deep.push(path);
    if (head.cmyk) this.#cmyk.push(path);
  }

  notes(): readonly Problem[] {
    return [
      ...noteOfMany(ofPictures.otherExtension, this.#misnamed), ...noteOfMany(ofPictures.animated, this.#animated),
      ...noteOfMany(ofPictures.deep, this.#deep), ...noteOfMany(ofPictures.cmyk, this.#cmyk),
    ];
  }
}
