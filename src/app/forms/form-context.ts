import type { Language } from "../../engine/config/language.ts";
import type { AugmentationPreview } from "../../engine/advice/preview-augmentation.ts";
import type { Outcome, Path, Problem } from "../../engine/schema/problem.ts";
import type { Pictures } from "../pictures/shelf.ts";

/** What every part of the form needs: the config as plain data, its problems, and the two edits. */
export interface FormContext {
  readonly config: unknown;
  readonly language: Language;
  readonly problems: readonly Problem[];
  /** The pictures of the table; null: it has none. */
  readonly pictures: Pictures | null;
  /** The part that is selected in form, text or diagram. */
  readonly selected: Path | null;
  /** The part that was asked for in the diagram, until the form has come to it. */
  readonly wanted: { readonly path: Path; readonly key: string } | null;
  came(): void;
  /** `label` says in the undo list what was done. */
  set(path: Path, value: unknown, label: string): void;
  remove(path: Path, label: string): void;
  select(path: Path): void;
  previewAugmentation(preview: AugmentationPreview): Promise<Outcome<Uint8Array>>;
}

export const samePath = (a: Path | null, b: Path): boolean => a !== null && a.length === b.length && a.every((step, i) => step === b[i]);
