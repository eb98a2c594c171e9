import type { Side } from "../features/feature.ts";
import type { Json } from "../schema/json.ts";
import distilled from "./ludwig.json";

/** One key of Ludwig's schema: its default, what it allows (`int ≥1`, `batch | layer | null`, `*act*`; "" is anything), and whether Ludwig fills it in itself. */
export type LudwigKey = readonly [fallback: Json, allowed: string, internal?: true];
export type LudwigBlock = Readonly<Record<string, LudwigKey>>;

/** Blocks that are chosen by `type`, and differ from feature type to feature type. */
export type FeatureFamily = "encoder" | "decoder" | "loss";
/** Sections of parameters that are the same in every config. */
export type LudwigSection = "trainer" | "learning_rate_scheduler" | "gradient_clipping" | "dataset";
export type SharedFamily = "combiner" | "optimizer" | "split";

type Places<T> = Readonly<Record<string, T>>;
interface Distilled extends Readonly<Record<Side, Places<number>>>, Readonly<Record<LudwigSection, number>> {
  readonly version: string;
  readonly lists: Readonly<Record<"act" | "init" | "reduce", readonly (string | null)[]>>;
  readonly sections: readonly string[];
  readonly preprocessing: Readonly<Record<Side, Places<number>>>;
  readonly encoders: Places<Places<number>>;
  readonly decoders: Places<Places<number>>;
  readonly losses: Places<Places<number>>;
  readonly metrics: Places<readonly string[]>;
  readonly combiners: Places<number>;
  readonly optimizers: Places<number>;
  readonly splits: Places<number>;
  readonly blocks: readonly LudwigBlock[];
}
const data = distilled as unknown as Distilled; // written by scripts/ludwig-names.mjs in this shape; JSON knows no tuples

const blocks = (places: Places<number> = {}): Places<LudwigBlock> => Object.fromEntries(Object.entries(places).map(([name, place]) => [name, data.blocks[place]!]));
const own = <T>(places: Places<T>, name: string): T | undefined => (Object.hasOwn(places, name) ? places[name] : undefined);
const block = (places: Places<number>, name: string): LudwigBlock | undefined => data.blocks[own(places, name) ?? -1];
const ofFeatures = { encoder: data.encoders, decoder: data.decoders, loss: data.losses } as const;
const ofAll = { combiner: data.combiners, optimizer: data.optimizers, split: data.splits } as const;

/** Ways to change pictures, which its schema of a list leaves open. Each fires at one half, the last one always. */
const augmentations: Places<LudwigBlock> = {
  random_horizontal_flip: {},
  random_vertical_flip: {},
  random_rotate: { degree: [15, "int ≥0"] },
  random_blur: { kernel_size: [3, "int ≥1"] },
  random_brightness: { min: [0.5, "number ≥0"], max: [2, "number ≥0"] },
  random_contrast: { min: [0.5, "number ≥0"], max: [2, "number ≥0"] },
  auto_augmentation: { method: ["trivial_augment", "trivial_augment | auto_augment | rand_augment"] },
};

/** Every name of Ludwig's language, as its schema has it (scripts/ludwig-names.mjs). */
export const ludwig = {
  version: data.version,
  /** Values that several keys share: `*act*`, `*init*`, `*reduce*`. */
  lists: data.lists,
  sections: data.sections,
  types: (side: Side): readonly string[] => Object.keys(data[side]),
  /** The keys on a feature itself; none for a type that Ludwig does not have on that side. */
  feature: (side: Side, type: string): LudwigBlock | undefined => block(data[side], type),
  preprocessing: (side: Side, type: string): LudwigBlock | undefined => block(data.preprocessing[side], type),
  /** The parts that a feature type may choose from, with their keys. */
  parts: (family: FeatureFamily, type: string): Places<LudwigBlock> => blocks(own(ofFeatures[family], type)),
  augmentations,
  metrics: (type: string): readonly string[] => own(data.metrics, type) ?? [],
  /** The parts of a section that is the same for all features. */
  shared: (family: SharedFamily): Places<LudwigBlock> => blocks(ofAll[family]),
  section: (name: LudwigSection): LudwigBlock => data.blocks[data[name]]!,
} as const;
