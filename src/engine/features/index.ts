/** THE registry of feature types. To add one: a folder beside this file, an import and a name here (README.md one level up). */
import { bag } from "./bag/index.ts";
import { binary } from "./binary/index.ts";
import { categoryDistribution } from "./distribution/index.ts";
import { category } from "./category/index.ts";
import { date } from "./date/index.ts";
import type { FeatureType } from "./feature.ts";
import { h3 } from "./h3/index.ts";
import { image } from "./image/index.ts";
import { number } from "./number/index.ts";
import { sequence } from "./sequence/index.ts";
import { set } from "./set/index.ts";
import { text } from "./text/index.ts";
import { timeseries } from "./timeseries/index.ts";
import { vector } from "./vector/index.ts";

const registry = { bag, binary, category, category_distribution: categoryDistribution, date, h3, image, number, sequence, set, text, timeseries, vector } satisfies Record<string, FeatureType>;

export type FeatureTypeName = keyof typeof registry;
/** Known names give a type for certain; any other text may give none. */
export const features: typeof registry & Readonly<Record<string, FeatureType>> = registry;
