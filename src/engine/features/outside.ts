import { type Assets, type Weights } from "../data/assets.ts";
import type { Choice, Family } from "../schema/choice.ts";
import type { EncoderFn } from "../model/context.ts";
import type { TObject, TSchema } from "../schema/params.ts";
import type { Path, Problem } from "../schema/problem.ts";
import type { ChosenEncoder, Complain, NamedAsset } from "./feature.ts";
import { vectorsFrom } from "./outside-vectors.ts";

/** What an input knows, and what its weights begin with, where a file says so. */
export interface Taken<Facts> { readonly facts: Facts; readonly begins: Weights | null }

/** What an encoder takes from a file beside what its column says. */
export interface Outside {
  readonly frozen: boolean;
  /** What is wrong with the file, whatever the cells are; path: the encoder's. */
  problems(assets: Assets, path: Path): readonly Problem[];
  /** `own`: what the column alone says, by the feature's `fit`. */
  take<Facts>(own: () => Facts, assets: Assets, complain: Complain): Taken<Facts>;
}

/** null: all of it comes from the column. */
export const outsideOf = (_type: string, encoder: ChosenEncoder): Outside | null => vectorsFrom(encoder);

/** The encoders of a type, with those that come from files. */
export const withOutside = <Facts>(family: Family<EncoderFn<Facts>>): Family<EncoderFn<Facts>> => family;

/** The files that parameters name, and where. */
export function assetsIn(schema: TObject, params: Readonly<Record<string, unknown>>, path: Path): readonly NamedAsset[] {
  const named = Object.entries(schema.properties as Readonly<Record<string, TSchema>>).filter(([, property]) => "asset" in property); // schemas by name, as TypeBox makes them
  return named.flatMap(([key]) => {
    const name = params[key];
    return typeof name === "string" && name !== "" ? [{ name, path: [...path, key] }] : [];
  });
}
export type { Choice };
