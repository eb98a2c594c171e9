import { words } from "../../messages/en/config.ts";
import { combiners } from "../combiners/index.ts";
import { innerEncoders } from "../combiners/sequence.ts";
import { features } from "../features/index.ts";
import type { Blocks, FeatureType, Side } from "../features/feature.ts";
import type { Family } from "../schema/choice.ts";
import { error, fixRemove, note, type Path, type Report } from "../schema/problem.ts";
import { ludwig, type FeatureFamily, type LudwigBlock, type LudwigKey } from "./ludwig.ts";
import { optimizers } from "./optimizers.ts";
import { splits } from "./splits.ts";
import { isBlock, type Block } from "./rewriter.ts";
import { elsewhere, trainerSchema } from "./trainer-schema.ts";

/** Keys that Ludwig writes itself, from the data or from other keys, though its schema does not mark them all. */
const FILLED = [
  "proc_column", "computed_fill_value", "computed_outlier_fill_value", "input_size", "num_classes", "default_validation_metric",
  "vocab", "vocab_size", "str2idf", "should_embed", "skip", "saved_weights_in_checkpoint", "num_channels",
];
/** Keys that change no model here: they name machines, or belong to what Ludwig itself no longer has or obeys. */
const IDLE = ["embeddings_on_cpu", "ngram_size", "block_wise", "prefetch_size", "lazy_cache_dir", "in_memory", "num_processes", "mode", "model_cache_dir"];
/** Keys that mean something only beside another, which is refused when it is on. */
const COMPANIONS: Readonly<Record<string, string>> = {
  num_ensemble_members: "batch_ensemble",
  increase_batch_size_on_plateau_patience: "increase_batch_size_on_plateau",
  increase_batch_size_on_plateau_rate: "increase_batch_size_on_plateau",
  increase_batch_size_eval_metric: "increase_batch_size_on_plateau",
  increase_batch_size_eval_split: "increase_batch_size_on_plateau",
  loss_balancing_alpha: "loss_balancing",
  loss_balancing_lr: "loss_balancing",
  loss_balancing_preference_vector: "loss_balancing",
  loss_balancing_tchebycheff_weight: "loss_balancing",
  model_soup_top_k: "model_soup",
};

/** One block of a config beside what Fidelio and Ludwig know of it. */
interface Site { readonly path: Path; readonly given: Block; readonly here: readonly string[]; readonly theirs: LudwigBlock; readonly idle?: readonly string[] }

/**
 * Takes out of a config every key that Ludwig's schema has and Fidelio's does not, and names it at its place: refused where it would
 * change the model, told where it would not. A value that asks for nothing (Ludwig's default, null) goes in silence. What is left is
 * Fidelio's own language. `config` is changed in place.
 */
export function setAside(config: Block, report: Report): void {
  for (const { path, given, here, theirs, idle = [] } of [...featureSites(config), ...defaultSites(config), ...sharedSites(config)]) {
    for (const key of Object.keys(given)) {
      if ((here.includes(key) && !idle.includes(key)) || !Object.hasOwn(theirs, key)) continue;
      nameKey(key, given[key], theirs[key]!, idle.includes(key), [...path, key], report);
      Reflect.deleteProperty(given, key);
    }
  }
}

function nameKey(key: string, value: unknown, [fallback, , internal]: LudwigKey, isIdle: boolean, at: Path, report: Report): void {
  if (value === null || JSON.stringify(value) === JSON.stringify(fallback)) return;
  if (internal || FILLED.includes(key)) report(note(at, words.elsewhere.filled(key), fixRemove(at)));
  else if (isIdle || IDLE.includes(key)) report(note(at, words.elsewhere.idle(key), fixRemove(at)));
  else if (Object.hasOwn(COMPANIONS, key)) report(note(at, words.elsewhere.companion(key, COMPANIONS[key]!), fixRemove(at)));
  else report(error(at, words.elsewhere.planned(key), fixRemove(at)));
}

/** Keys of a feature that its reader knows, each with a sentence of its own (`open-features.ts`). */
const COMMON = ["name", "type", "column", "active", "preprocessing", "tied", "augmentation", "dependencies", "reduce_input", "reduce_dependencies"];

function featureSites(config: Block): readonly Site[] {
  return (["input", "output"] as const).flatMap((side) => {
    const list = config[`${side}_features`];
    return Array.isArray(list) ? list.flatMap((feature: unknown, i) => (isBlock(feature) ? sitesOf(side, feature, [`${side}_features`, i]) : [])) : [];
  });
}

function sitesOf(side: Side, feature: Block, path: Path): readonly Site[] {
  const type = typeOf(feature["type"]);
  const blocks = type?.blocks[side];
  if (!type || !blocks) return [];
  const here = [...COMMON, ...Object.keys(blocks.families), ...keysOf(blocks.settings)];
  return [
    { path, given: feature, here, theirs: ludwig.feature(side, type.type) ?? {} },
    ...site(path, feature, "preprocessing", keysOf(blocks.preprocessing), ludwig.preprocessing(side, type.type)),
    ...familySites(type.type, blocks, feature, path),
  ];
}

function defaultSites(config: Block): readonly Site[] {
  const defaults = config["defaults"];
  if (!isBlock(defaults)) return [];
  return Object.entries(defaults).flatMap(([name, block]) => {
    const type = typeOf(name);
    if (!type || !isBlock(block)) return [];
    const path = ["defaults", name];
    const { input, output } = type.blocks;
    return [
      ...site(path, block, "preprocessing", keysOf(input?.preprocessing), ludwig.preprocessing("input", name)),
      ...[input, output].flatMap((blocks) => (blocks ? familySites(name, blocks, block, path) : [])),
    ];
  });
}

const familySites = (type: string, { families }: Blocks, given: Block, path: Path): readonly Site[] =>
  Object.entries(families).flatMap(([key, family]) => chosen(path, given, key, family, ludwig.parts(key as FeatureFamily, type))); // the families of a feature are these three

function sharedSites(config: Block): readonly Site[] {
  const inside = (section: string): Block => (isBlock(config[section]) ? config[section] : {});
  const trainer = [...keysOf(trainerSchema), ...Object.keys(elsewhere.planned), ...Object.keys(elsewhere.idle), "optimizer"];
  return [
    ...site([], config, "trainer", trainer, ludwig.section("trainer")),
    ...chosen([], config, "combiner", combiners, ludwig.shared("combiner")),
    ...(inside("combiner")["type"] === "sequence" ? chosen(["combiner"], inside("combiner"), "encoder", innerEncoders, ludwig.parts("encoder", "sequence")) : []),
    ...chosen(["trainer"], inside("trainer"), "optimizer", optimizers, ludwig.shared("optimizer")),
    ...chosen(["preprocessing"], inside("preprocessing"), "split", splits, ludwig.shared("split")),
  ];
}

/** The block of a part that is here: of one that is not, the name says enough. */
function chosen(path: Path, parent: Block, key: string, family: Family<unknown>, parts: Readonly<Record<string, LudwigBlock>>): readonly Site[] {
  const given = parent[key];
  const name = (isBlock(given) ? given["type"] : undefined) ?? family.fallback;
  if (typeof name !== "string" || !Object.hasOwn(family.choices, name) || !Object.hasOwn(parts, name)) return [];
  const { params, idle } = family.choices[name]!;
  return site(path, parent, key, ["type", ...keysOf(params)], parts[name], idle);
}

function site(path: Path, parent: Block, key: string, here: readonly string[], theirs: LudwigBlock | undefined, idle: readonly string[] = []): readonly Site[] {
  const given = parent[key];
  return isBlock(given) && theirs ? [{ path: [...path, key], given, here, theirs, idle }] : [];
}

const typeOf = (name: unknown): FeatureType | undefined => (typeof name === "string" && Object.hasOwn(features, name) ? features[name] : undefined);
const keysOf = (schema: Blocks["preprocessing"] | undefined): readonly string[] => Object.keys(schema?.properties ?? {});
