import type { Inspection } from "../../engine/api.ts";
import type { AugmentationPreview } from "../../engine/advice/preview-augmentation.ts";
import { applyFix } from "../../engine/config/edit.ts";
import { canRedo, canUndo, historyOf, push, redo, settle, undo, type History } from "../../engine/config/history.ts";
import type { TableProfile } from "../../engine/data/profile.ts";
import type { Fix, Outcome, Problem } from "../../engine/schema/problem.ts";
import { Debounced } from "./debounce.ts";
import { readFeatures, type Features } from "./features.ts";
import { moment } from "./moment.ts";
import type { Ports } from "./ports.ts";

/** A text, what the edit that made it was called, and when it was made. */
interface Version { readonly text: string; readonly label: string; readonly at: number }

const QUIET = 150;
/** Edits of one name within this time are one step of the undo list: typing a word is not five. */
const BURST = 1000;
const NONE: Features = { inputs: [], outputs: [] };

/** What the document asks of the project it belongs to. */
export interface DocumentPorts {
  readonly changed: () => void;
  /** A step was made, and none brought back. */
  readonly made: () => void;
  readonly mayEdit: () => boolean;
}

/** The config's text with its undo list, and what the engine says of it. Form, text and roles are all edits of this one document. */
export class DocumentState {
  readonly #ports: Ports;
  /** Whose files the config may name. */
  readonly #project: string;
  readonly #of: DocumentPorts;
  readonly #inspect = new Debounced(QUIET, () => void this.#look());
  readonly #settle = new Debounced(BURST, () => (this.#history = settle(this.#history)));
  #history = $state.raw<History<Version>>(historyOf({ text: "", label: "", at: 0 }));
  #profile = $state.raw<TableProfile | null>(null);
  #inspection = $state.raw<Inspection | null>(null);
  #inspected = $state.raw<string | null>(null);
  /** The last readable features: while a user types, the text may not parse for a moment. */
  #features = $state.raw<Features>(NONE);

  constructor(ports: Ports, project: string, of: DocumentPorts) {
    this.#ports = ports;
    this.#project = project;
    this.#of = of;
  }

  get text(): string {
    return this.#history.present.text;
  }
  get features(): Features {
    return this.#features;
  }
  get inspection(): Inspection | null {
    return this.#inspection;
  }
  get inspecting(): boolean {
    return this.#inspected !== this.text;
  }
  get errors(): readonly Problem[] {
    return this.#inspection?.problems.filter(({ severity }) => severity === "error") ?? [];
  }
  get canUndo(): boolean {
    return canUndo(this.#history) && this.#of.mayEdit();
  }
  get canRedo(): boolean {
    return canRedo(this.#history) && this.#of.mayEdit();
  }

  /** What `undo` takes back and `redo` brings back, by name; empty when there is nothing. */
  get undoes(): string {
    return this.canUndo ? this.#history.present.label : "";
  }
  get redoes(): string {
    return this.#history.future[0]?.label ?? "";
  }

  /** When what `undo` takes back was made, and what `redo` brings back; 0 where there is nothing. */
  get madeAt(): number {
    return this.canUndo ? this.#history.present.at : 0;
  }
  get nextAt(): number {
    return this.#history.future[0]?.at ?? 0;
  }

  /** Another document: nothing to undo. */
  begin(text: string, profile: TableProfile | null): void {
    this.#profile = profile;
    this.#take(historyOf({ text, label: "", at: 0 }));
  }

  /** The same document beside other files. */
  look(): void {
    this.#inspected = null;
    this.#inspect.call();
  }

  /** The same document beside other data. */
  setProfile(profile: TableProfile): void {
    this.#profile = profile;
    this.look();
  }

  /** Pictures as training would change them. */
  previewAugmentation(preview: AugmentationPreview): Promise<Outcome<Uint8Array>> {
    return this.#ports.engine.previewAugmentation(preview);
  }

  edit(text: string, label: string): void {
    if (text === this.text || !this.#of.mayEdit()) return;
    this.#take(push(this.#history, { text, label, at: moment() }, label));
    this.#settle.call();
    this.#of.made();
    this.#of.changed();
  }

  /** Another wording of what stands there, which is no step of its own. */
  adopt(text: string): void {
    if (text === this.text || !this.#of.mayEdit()) return;
    this.#take({ ...this.#history, present: { ...this.#history.present, text } });
    this.#of.changed();
  }

  fix(fix: Fix): void {
    this.apply(applyFix(this.text, fix), fix.label);
  }

  /** An edit that may not be possible; then its sentence is shown. */
  apply(outcome: Outcome<string>, label: string): void {
    if (outcome.ok) this.edit(outcome.value, label);
    else for (const { message } of outcome.problems) this.#ports.toasts.complain(message);
  }

  /** What would be wrong with another text beside the same data and files. */
  async check(text: string): Promise<readonly Problem[]> {
    return (await this.#ports.engine.inspect(text, this.#profile, this.#project)).problems;
  }

  undo(): void {
    if (!this.canUndo) return;
    this.#take(undo(this.#history));
    this.#of.changed();
  }

  redo(): void {
    if (!this.canRedo) return;
    this.#take(redo(this.#history));
    this.#of.changed();
  }

  /** Nothing is brought back any more. */
  forget(): void {
    this.#history = { ...this.#history, future: [] };
  }

  /** Resolves when the engine has said what it has to say of the text as it is by then; it looks now instead of after a pause. */
  async looked(): Promise<void> {
    while (this.inspecting) await this.#look();
  }

  #take(history: History<Version>): void {
    this.#history = history;
    this.#features = readFeatures(history.present.text) ?? this.#features;
    this.#inspect.call();
  }

  async #look(): Promise<void> {
    this.#inspect.cancel();
    const { text } = this;
    const profile = this.#profile;
    const inspection = await this.#ports.engine.inspect(text, profile, this.#project);
    if (text !== this.text || profile !== this.#profile) return;
    this.#inspection = inspection;
    this.#inspected = text;
  }
}
