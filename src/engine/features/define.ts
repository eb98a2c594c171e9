import { words } from "../../messages/en/assets.ts";
import { NO_ASSETS, type Assets } from "../data/assets.ts";
import { holdsPixels } from "../data/encoded.ts";
import { NO_MEDIA } from "../data/pictures/loose.ts";
import type { ColumnProfile } from "../data/profile.ts";
import { withoutRest, type Resting } from "../data/rests.ts";
import { mixingIn } from "../layers/pictures/augment.ts";
import { keepsSteps } from "../layers/reduce.ts";
import { openChoice, resolveChoice, type Family } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { Type, type Params, type TObject } from "../schema/params.ts";
import { error, fixRemove, note, type Path, type Report } from "../schema/problem.ts";
import { asRecord, readParams, refuseUnknownKeys } from "../schema/read.ts";
import { openAugmentation, resolveAugmentation } from "./augmentation.ts";
import type {
  AugmentationSpec,
  Blocks,
  ChosenEncoder,
  Complain,
  ConfiguredInput,
  ConfiguredOutput,
  FeatureConfig,
  FeatureSpec,
  FeatureType,
  InputFeature,
  InputSpec,
  MissingPolicy,
  OutputFeature,
  OutputSpec,
  Side,
} from "./feature.ts";
import { fittedOutput } from "./fitted-output.ts";
import { assetsIn, outsideOf, withOutside, type Taken } from "./outside.ts";
import { reading } from "./reading.ts";

const COMMON_KEYS = ["name", "type", "column", "active", "preprocessing"] as const;

/** Close a spec over its parameter and fact types, so that nothing outside a feature's folder ever casts. */
export function defineFeature<P extends TObject, S extends TObject, Facts extends Json>(spec: FeatureSpec<P, S, Facts>): FeatureType {
  const { output } = spec;
  const input = spec.input && { ...spec.input, encoders: withOutside(spec.type, spec.input.encoders) };
  const reads = (params: Params<P>, facts: Facts | null) => ({ isMissing: (cell: string) => spec.isMissing?.(cell, params, facts) ?? false });
  const shared = (raw: FeatureConfig, params: Params<P>) => ({
    name: raw.name,
    column: raw.column ?? raw.name,
    type: spec.type,
    missing: missingPolicy(params),
    ...reads(params, null),
  });
  const tokensOf = (params: Params<P>) => (cell: string): readonly string[] => spec.tokens?.(cell, params) ?? [];
  const stepsOf = (params: Params<P>) => (cell: string): number => tokensOf(params)(cell).length;
  const cellsBy = (params: Params<P>, given: unknown) => ({
    readsAs: JSON.stringify(params),
    quantityOf: spec.quantity?.(params) ?? null,
    preprocessingFor: (column: ColumnProfile) => {
      const needs = spec.needs?.(column);
      return needs ? { ...asRecord(given, [], () => {}), ...needs } : null;
    },
  });
  return {
    type: spec.type,
    summary: spec.summary,
    canInput: input !== undefined,
    canOutput: output !== undefined,
    isSequence: spec.tokens !== undefined,
    likeness: (column) => spec.likeness(column),
    example: spec.example,
    ...(spec.sample && { sample: spec.sample }),
    blocks: {
      ...(input && { input: { preprocessing: spec.preprocessing.input, families: { encoder: input.encoders }, ...(input.augmentation && { augmentation: { ...input.augmentation.family, usual: input.augmentation.usual } }) } }),
      ...(output && {
        output: {
          preprocessing: spec.preprocessing.output,
          settings: Type.Object({ ...output.settings.properties, ...reading.properties }),
          families: { decoder: output.decoders, loss: output.losses },
        },
      }),
    },
    openInput(raw, path, report): ConfiguredInput {
      if (!input) throw new Error(`internal: a ${spec.type} feature has no input side`);
      refuseUnknownKeys(raw, [...COMMON_KEYS, "tied", "encoder", ...(input.augmentation ? ["augmentation"] : [])], "key", path, report);
      const params = readParams(spec.preprocessing.input, raw["preprocessing"], [...path, "preprocessing"], report);
      const encoder = openChoice(input.encoders, raw["encoder"], [...path, "encoder"], report).made;
      const { augmentation } = input;
      const changes = augmentation ? openAugmentation(augmentation, raw["augmentation"], [...path, "augmentation"], report) : [];
      const chosen = resolveChoice(input.encoders, raw["encoder"]) as ChosenEncoder; // a choice has a type
      const outside = outsideOf(spec.type, chosen, params);
      if (outside?.replaces) notePreprocessing(raw["preprocessing"], [...path, "preprocessing"], report);
      const common = { ...shared(raw, params), tied: typeof raw["tied"] === "string" ? raw["tied"] : null };
      const keeps = spec.tokens !== undefined && keepsSteps(chosen["reduce_output"]);
      const known = ({ facts, begins }: Taken<Facts>): InputFeature => {
        const parts = input.parts(facts);
        return {
          ...common,
          ...reads(params, facts),
          facts,
          begins,
          frozen: outside?.frozen ?? false,
          varies: changes.length > 0,
          takesTime: holdsPixels(parts),
          recipe: spec.recipe.input ?? "",
          parts,
          tokensOf: keeps ? tokensOf(params) : null,
          control: input.control(facts),
          encode: (cells, media = NO_MEDIA) => input.encode(cells, facts, media),
          build: (context) => encoder(augmentation && changes.length > 0 ? augmentation.apply(context, changes) : context, facts),
        };
      };
      const at = [...path, "encoder"];
      const assets = [...assetsIn(spec.preprocessing.input, params, [...path, "preprocessing"]), ...assetsIn(input.encoders.choices[chosen.type]!.params, chosen, at)];
      return {
        ...common,
        ...cellsBy(params, raw["preprocessing"]),
        stepsOf: keeps ? stepsOf(params) : null,
        mixing: mixingIn(changes),
        assets,
        suits: async (files) => [...suits(spec, params, files, "input", path), ...((await outside?.problems(files, at)) ?? [])],
        ...fits(function* (cells, complain, media = NO_MEDIA, files = NO_ASSETS) {
          const own = () => rested(spec.fit(cells, params, complain, { side: "input", encoder: chosen, media, assets: files }));
          return known(outside ? yield* outside.take(own, files, complain) : { facts: yield* own(), begins: null });
        }),
        restore: (facts) => known({ facts: facts as Facts, begins: null }), // JSON that an earlier `fit` of the same type returned
      };
    },
    openOutput(raw, path, report): ConfiguredOutput {
      if (!output) throw new Error(`internal: a ${spec.type} feature has no output side`);
      const params = readParams(spec.preprocessing.output, raw["preprocessing"], [...path, "preprocessing"], report);
      const settings = readParams(output.settings, raw, path, report, [...COMMON_KEYS, ...OUTPUT_KEYS, ...READING_KEYS]);
      const read = readParams(reading, only(raw, READING_KEYS), path, report);
      const decoder = openChoice(output.decoders, raw["decoder"], [...path, "decoder"], report).made;
      const loss = openChoice(output.losses, raw["loss"], [...path, "loss"], report).made;
      const common = {
        ...shared(raw, params),
        dependencies: read.dependencies,
        reduceInput: read.reduce_input,
        reduceDependencies: read.reduce_dependencies,
        defaultMetric: output.defaultMetric,
        metrics: output.metrics,
      };
      const known = (facts: Facts, complain: Complain): OutputFeature =>
        fittedOutput({ ...common, ...reads(params, facts), facts, recipe: spec.recipe.output ?? "" }, { spec: output, settings, decoder, loss: loss(facts, complain), facts });
      return {
        ...common,
        ...cellsBy(params, raw["preprocessing"]),
        stepsOf: decoder.takes === "sequence" ? stepsOf(params) : null,
        assets: assetsIn(spec.preprocessing.output, params, [...path, "preprocessing"]),
        suits: async (files) => suits(spec, params, files, "output", path),
        ...fits(function* (cells, complain, media = NO_MEDIA, files = NO_ASSETS) {
          return known(yield* rested(spec.fit(cells, params, complain, { side: "output", encoder: null, media, assets: files })), complain);
        }),
        restore: (facts) => known(facts as Facts, () => {}), // likewise
      };
    },
    resolve: (raw, side) =>
      resolve(
        raw,
        spec.preprocessing[side],
        side === "input" ? inputFamilies(input) : outputFamilies(output),
        side === "output" ? output?.settings : undefined,
        side === "input" ? input?.augmentation : undefined,
      ),
  };
}

type Fitting<T> = (...about: Parameters<ConfiguredInput["fit"]>) => Resting<T>;
const fits = <T>(fitting: Fitting<T>) => ({ fitting, fit: (...about: Parameters<Fitting<T>>): T => withoutRest(fitting(...about)) });

/** What was fitted at once, or will be with rests. */
function* rested<Facts extends Json>(facts: Facts | Resting<Facts>): Resting<Facts> {
  return isResting(facts) ? yield* facts : facts;
}
const isResting = <Facts extends Json>(facts: Facts | Resting<Facts>): facts is Resting<Facts> => typeof facts === "object" && facts !== null && Symbol.iterator in facts && !Array.isArray(facts);

const OUTPUT_KEYS = ["decoder", "loss"] as const;
const READING_KEYS = Object.keys(reading.properties);

const only = (raw: FeatureConfig, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(keys.filter((key) => raw[key] !== undefined).map((key) => [key, raw[key]]));

const inputFamilies = <Facts>(input: InputSpec<Facts> | undefined): Blocks["families"] => (input ? { encoder: input.encoders } : {});

const outputFamilies = <S extends TObject, Facts>(output: OutputSpec<S, Facts> | undefined): Blocks["families"] =>
  output ? { decoder: output.decoders, loss: output.losses } : {};

/** Facts that come from a file leave the preprocessing nothing to say but which rows there are. */
function notePreprocessing(given: unknown, path: Path, report: Report): void {
  for (const key of Object.keys(asRecord(given, path, () => {}))) {
    if (key !== "missing_value_strategy") report(note([...path, key], words.trained.preprocessing(key), fixRemove([...path, key])));
  }
}

const suits = <P extends TObject, S extends TObject, Facts extends Json>(spec: FeatureSpec<P, S, Facts>, params: Params<P>, assets: Assets, side: Side, path: Path) =>
  (spec.suits?.(params, assets, side) ?? []).map(({ key, message }) => error([...path, "preprocessing", key], message));

function missingPolicy(params: object): MissingPolicy {
  const strategy = "missing_value_strategy" in params ? params.missing_value_strategy : undefined;
  return strategy === "drop_row" || strategy === "bfill" || strategy === "ffill" || strategy === "mask_loss" ? strategy : "facts";
}

function resolve(
  raw: FeatureConfig,
  preprocessing: TObject,
  families: Readonly<Record<string, Family<unknown>>>,
  settings: TObject | undefined,
  augmentation: AugmentationSpec | undefined,
): { readonly [key: string]: Json } {
  const silent: Report = () => {};
  const blocks = Object.entries(families).map(([key, family]) => [key, resolveChoice(family, raw[key])] as const);
  return {
    name: raw.name,
    type: raw.type,
    column: raw.column ?? raw.name,
    preprocessing: readParams(preprocessing, raw["preprocessing"], [], silent) as { readonly [key: string]: Json }, // a schema of JSON values yields JSON
    ...(raw["tied"] !== undefined && { tied: raw["tied"] as Json }), // a name
    ...(augmentation && { augmentation: resolveAugmentation(augmentation, raw["augmentation"]) }),
    ...(settings && (readParams(settings, raw, [], silent) as { readonly [key: string]: Json })),
    ...(settings && (readParams(reading, only(raw, READING_KEYS), [], silent))),
    ...Object.fromEntries(blocks),
  };
}
