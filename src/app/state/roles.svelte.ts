import type { ColumnRole } from "../../engine/api.ts";
import type { ProjectRecord } from "../../storage/index.ts";
import { t } from "../messages/index.ts";
import type { DatasetState } from "./dataset.svelte.ts";
import type { DocumentState } from "./document.svelte.ts";
import { rolesOf } from "./features.ts";
import type { Ports } from "./ports.ts";
import { editRole } from "./role-edit.ts";

export type Roles = Readonly<Record<string, ColumnRole>>;

/** What the config makes of each column, and the config that Fidelio would write for that. */
export class RolesState {
  readonly #engine: Pick<Ports["engine"], "starter">;
  readonly #dataset: DatasetState;
  readonly #document: DocumentState;
  /** What the user called a column's type while it was off; a config names only the types of its features. */
  #types = $state.raw<Readonly<Record<string, string>>>({});
  /** The last text that `starter` wrote: as long as the user has not changed it, it may be written anew. */
  #starter = "";
  #changed: Promise<void> = Promise.resolve();

  constructor(engine: Pick<Ports["engine"], "starter">, of: { readonly dataset: DatasetState; readonly document: DocumentState }) {
    this.#engine = engine;
    this.#dataset = of.dataset;
    this.#document = of.document;
  }

  /** By column of the data set, as the config has it. */
  get all(): Roles {
    const columns = this.#dataset.verdicts.map(({ column, type }) => ({ name: column, type: Object.hasOwn(this.#types, column) ? this.#types[column]! : type }));
    return rolesOf(this.#document.features, columns);
  }

  /** Resolves when the text has all that was asked of it. */
  get written(): Promise<void> {
    return this.#changed;
  }

  /** Types as they were stored. */
  recall(stored: ProjectRecord["roles"]): void {
    this.#types = Object.fromEntries(Object.entries(stored).flatMap(([column, { type }]) => (type ? [[column, type]] : [])));
  }

  /** The text was read back: is it our own still? */
  async recognise(): Promise<void> {
    this.#starter = await this.#starterFor(this.all);
  }

  /** What the engine makes of a table about which nothing, or only the roles, has been chosen. */
  async propose(chosen: ProjectRecord["roles"]): Promise<void> {
    const roles = Object.fromEntries(this.#dataset.verdicts.map(({ column, type, suggested }) => [column, { role: chosen[column]?.role ?? suggested, type }]));
    this.#starter = await this.#starterFor(roles);
    this.#document.begin(this.#starter, this.#dataset.profile);
  }

  /** The data have changed: the text follows as long as it is our own, and is looked at again. */
  async follow(isStep: boolean): Promise<void> {
    const { profile } = this.#dataset;
    if (!profile) return;
    const untouched = this.#document.text === this.#starter;
    this.#document.setProfile(profile);
    this.#starter = await this.#starterFor(this.all);
    if (untouched && isStep) this.#document.edit(this.#starter, t.data.readAs);
    else if (untouched) this.#document.adopt(this.#starter);
  }

  setRole(column: string, role: ColumnRole["role"]): Promise<void> {
    const read = this.all[column]?.type ?? "";
    const predicted = Object.hasOwn(this.#types, column) ? null : this.#dataset.verdicts.find((verdict) => verdict.column === column)?.asOutput;
    const type = role === "output" ? (predicted ?? read) : read;
    return this.#change(column, { role, type }, t.data.roleChanged(column, t.data.role[role]));
  }

  setType(column: string, type: string): Promise<void> {
    const role = this.all[column]?.role ?? "off";
    this.#types = { ...this.#types, [column]: type };
    return this.#change(column, { role, type }, t.data.retyped(column, type));
  }

  /** One after the other, so that quick clicks do not overtake each other. */
  #change(column: string, next: ColumnRole, label: string): Promise<void> {
    this.#changed = this.#changed.then(async () => {
      const roles = { ...this.all, [column]: next };
      const untouched = this.#document.text === this.#starter;
      const starter = await this.#starterFor(roles);
      const order = this.#dataset.verdicts.map((verdict) => verdict.column);
      if (untouched) this.#document.edit(starter, label);
      else this.#document.apply(editRole(this.#document.text, starter, order, column, next.role), label);
      this.#starter = starter;
    });
    return this.#changed;
  }

  async #starterFor(roles: Roles): Promise<string> {
    const { profile } = this.#dataset;
    return profile ? this.#engine.starter(profile, roles) : "";
  }
}
