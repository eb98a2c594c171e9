import type { Assets, Begins } from "../data/assets.ts";
import type { Resting } from "../data/rests.ts";
import type { EncoderFn } from "../model/context.ts";
import type { Family } from "../schema/choice.ts";
import type { TObject, TSchema } from "../schema/params.ts";
import type { Path, Problem } from "../schema/problem.ts";
import type { ChosenEncoder, Complain, NamedAsset } from "./feature.ts";
import { foreignEncoder, foreignFrom, FOREIGN, takesForeign } from "./outside-foreign.ts";
import { trainedEncoder, trainedFrom, TRAINED } from "./outside-trained.ts";
import { vectorsFrom } from "./outside-vectors.ts";

/** What an input knows, and what its weights begin with, where a file says so. */
export interface Taken<Facts> { readonly facts: Facts; readonly begins: Begins | null }

/** What an encoder takes from a file beside what its column says. */
export interface Outside {
  /** What it makes of a row never changes. */
  readonly frozen: boolean;
  /** How cells are read comes from the file, whatever the preprocessing says. */
  readonly replaces: boolean;
  /** What is wrong with the file, whatever the cells are; path: the encoder's. */
  problems(assets: Assets, path: Path): Promise<readonly Problem[]>;
  /** `own`: what the column alone says, by the feature's `fit`. */
  take<Facts>(own: () => Resting<Facts>, assets: Assets, complain: Complain): Resting<Taken<Facts>>;
}

/** null: all of it comes from the column. */
export const outsideOf = (type: string, encoder: ChosenEncoder, preprocessing: object): Outside | null =>
  trainedFrom(type, encoder) ?? foreignFrom(type, encoder, preprocessing) ?? vectorsFrom(encoder);

/** The encoders of a type, and those that come from models: one from elsewhere, where it can read such cells, and one of the user's own. */
export function withOutside<Facts>(type: string, family: Family<EncoderFn<Facts>>): Family<EncoderFn<Facts>> {
  const wider = takesForeign(type) ? { ...family, choices: { ...family.choices, [FOREIGN]: foreignEncoder(type, family) } } : family;
  return { ...wider, choices: { ...wider.choices, [TRAINED]: trainedEncoder(wider) } };
}

/** The files that parameters name, and where. */
export function assetsIn(schema: TObject, params: Readonly<Record<string, unknown>>, path: Path): readonly NamedAsset[] {
  const named = Object.entries(schema.properties as Readonly<Record<string, TSchema>>).filter(([, property]) => "asset" in property); // schemas by name, as TypeBox makes them
  return named.flatMap(([key]) => {
    const name = params[key];
    return typeof name === "string" && name !== "" ? [{ name, path: [...path, key] }] : [];
  });
}
