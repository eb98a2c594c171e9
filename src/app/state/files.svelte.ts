import type { KnownFile } from "../../engine/advice/known-file.ts";
import type { Outcome } from "../../engine/schema/problem.ts";
import type { FolderFile } from "../../ingest/data-api.ts";
import { assetPart, assetsOf } from "../../storage/assets.ts";
import type { BlobRefs, GivenBlobs } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import { late } from "../messages/late.ts";
import { baseName } from "./file-names.ts";
import { bundleOf, joinModels } from "./model-zip.ts";
import type { Ports } from "./ports.ts";

/** A file of a project, by the name that its config gives it. */
export interface ProjectFile {
  readonly name: string;
  /** In bytes; null where nobody has counted. */
  readonly size: number | null;
  /** Null until it has been looked at, and where it is nothing that can be used. */
  readonly what: KnownFile | null;
  /** Why it cannot be used; empty where it can. */
  readonly problem: string;
}
/** A finished run, of this project or another. */
export interface OwnModel { readonly id: string; readonly run: string; readonly project: string }
export interface RefusedFile { readonly name: string; readonly why: string }

/** What a project lends: its files, and the saving of them. False: they could not be saved, and the user was told. */
interface Owner {
  readonly id: string;
  blobs(): BlobRefs;
  save(files: GivenBlobs): Promise<boolean>;
}

/** The files beside a project's table: vocabularies, word vectors, models. They are parts of its record. */
export class FilesState {
  readonly #ports: Ports;
  readonly #owner: Owner;
  /** By blob: a file that is replaced is another one. */
  readonly #known = new Map<string, Outcome<KnownFile>>();
  #all = $state.raw<readonly ProjectFile[]>([]);
  #adding = $state("");
  #refused = $state.raw<readonly RefusedFile[]>([]);
  #offered = $state<string | null>(null);

  constructor(ports: Ports, owner: Owner) {
    this.#ports = ports;
    this.#owner = owner;
  }

  get all(): readonly ProjectFile[] {
    return this.#all;
  }
  /** The file that is being read and recognised; empty when none is. */
  get adding(): string {
    return this.#adding;
  }
  /** Files that were chosen last and could not be taken. */
  get refused(): readonly RefusedFile[] {
    return this.#refused;
  }
  /** The file whose use is being chosen. */
  get offered(): ProjectFile | null {
    return this.#all.find(({ name, what }) => name === this.#offered && what !== null) ?? null;
  }

  /** What the record holds now. */
  show(): void {
    const blobs = this.#owner.blobs();
    this.#all = assetsOf({ blobs }).map((name) => {
      const { id, length } = blobs[name]!; // its own name
      const known = this.#known.get(id);
      return { name, size: length, what: known?.ok ? known.value : null, problem: known?.ok === false ? whyOf(known) : "" };
    });
  }

  /** Have those looked at that nobody has yet. */
  async look(): Promise<void> {
    this.show();
    const blobs = this.#owner.blobs();
    for (const { name } of this.#all) {
      const { id } = blobs[name]!; // as above
      if (!this.#known.has(id)) this.#known.set(id, await this.#ports.engine.describeFile(name, { project: this.#owner.id }));
    }
    this.show();
  }

  /** Files that were chosen or dropped: each is recognised and kept, or refused with a sentence. Of one alone, a use is offered. */
  async add(files: readonly FolderFile[]): Promise<void> {
    this.#refused = [];
    const names: string[] = [];
    for (const { path, file } of await joinModels(files)) {
      const name = await this.#take(path, file);
      if (name !== null) names.push(name);
    }
    if (names.length === 1) this.#offered = names[0]!;
  }

  /** Every model that was trained or opened here, the latest first. */
  async models(): Promise<readonly OwnModel[]> {
    const [runs, projects] = await Promise.all([this.#ports.storage.list("run"), this.#ports.storage.list("project")]);
    const nameOf = (id: string): string | undefined => projects.records.find((project) => project.id === id && project.deletedAt === null)?.name;
    const kept = runs.records.filter((run) => run.deletedAt === null).toSorted((a, b) => b.createdAt - a.createdAt);
    return kept.flatMap(({ id, name, project }) => {
      const of = nameOf(project);
      return of === undefined ? [] : [{ id, run: name, project: of }];
    });
  }

  /** The model of a finished run, as its export would be. */
  async addModel(id: string): Promise<void> {
    const { storage, engine } = this.#ports;
    const model = (await this.models()).find((one) => one.id === id);
    const record = await storage.get("run", id);
    if (!model || !record.ok || !record.value) return;
    const name = `${model.project} ${model.run}`;
    this.#refused = [];
    this.#adding = name;
    const data = await storage.blob(record.value, "weights");
    const zip = data.ok ? await engine.exportModel(bundleOf(record.value, data.value)) : data;
    this.#adding = "";
    if (zip.ok) this.#offered = await this.#take(`${name}.zip`, new Blob([new Uint8Array(zip.value)]));
    else this.#refused = [{ name, why: whyOf(zip) }];
  }

  offer(name: string | null): void {
    this.#offered = name;
  }

  async remove(name: string): Promise<void> {
    const bytes = await this.#ports.storage.blob({ blobs: this.#owner.blobs() }, name);
    if (!(await this.#owner.save({ [name]: null }))) return;
    this.show();
    const back = bytes.ok ? { label: t.shell.undo, run: () => void this.#owner.save({ [name]: bytes.value }).then(() => this.look()) } : null;
    this.#ports.toasts.say(late.model.files.removed(name), back);
  }

  /** The name it is kept by; null where it was refused. */
  async #take(path: string, file: Blob): Promise<string | null> {
    this.#adding = path;
    const found = await this.#ports.engine.describeFile(path, { file });
    const kept = found.ok ? await this.#keep(path, file) : null;
    this.#adding = "";
    if (!found.ok) this.#refused = [...this.#refused, { name: path, why: whyOf(found) }];
    if (kept === null || !found.ok) return null;
    this.#known.set(this.#owner.blobs()[kept]!.id, found); // it was kept by that name
    this.show();
    return kept;
  }

  async #keep(path: string, file: Blob): Promise<string | null> {
    const name = freeName(path, Object.keys(this.#owner.blobs()));
    const saved = await this.#owner.save({ [name]: async () => new Uint8Array(await file.arrayBuffer()) });
    return saved ? name : null;
  }
}

const whyOf = (refused: { readonly problems: readonly { readonly message: string }[] }): string => refused.problems.map(({ message }) => message).join(" ");

/** A name that YAML needs no quotes for, and no other file has. */
function freeName(path: string, taken: readonly string[]): string {
  const file = path.split("/").at(-1)!.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[-.]+/, "") || "file";
  const stem = baseName(file).replace(/-+$/, "");
  const ending = file.slice(baseName(file).length);
  for (let i = 1; ; i++) {
    const name = assetPart(i === 1 ? stem + ending : `${stem}-${i}${ending}`);
    if (!taken.includes(name)) return name;
  }
}
