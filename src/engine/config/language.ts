import type { Json } from "../schema/json.ts";

/** The config language as data, derived from the registries: what forms, completion and documentation read. */
export interface Language {
  readonly types: Readonly<Record<string, TypeDescription>>;
  readonly combiners: FamilyDescription;
  readonly trainer: JsonSchema;
  readonly optimizers: FamilyDescription;
  readonly preprocessing: JsonSchema;
  readonly splits: FamilyDescription;
}
export interface TypeDescription {
  readonly summary: string;
  readonly input: SideDescription;
  readonly output: (SideDescription & { readonly defaultMetric: string; readonly metrics: Readonly<Record<string, { readonly summary: string; readonly goal: "max" | "min" }>> }) | null;
}
export interface SideDescription {
  readonly preprocessing: JsonSchema;
  /** Keys on the feature itself. */
  readonly settings: JsonSchema | null;
  /** `encoder`, or `decoder` and `loss`. */
  readonly families: Readonly<Record<string, FamilyDescription>>;
}
export interface FamilyDescription {
  readonly default: string;
  readonly choices: Readonly<Record<string, { readonly summary: string; readonly params: JsonSchema }>>;
  readonly planned: readonly string[];
}
/** A JSON Schema of an object, as TypeBox writes it. */
export interface JsonSchema { readonly [keyword: string]: Json }
