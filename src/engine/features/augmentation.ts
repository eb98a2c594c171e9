import { isMixing, type Augmentation } from "../layers/pictures/augment.ts";
import { openChoice, resolveChoice } from "../schema/choice.ts";
import type { Json } from "../schema/json.ts";
import { error, fixRemove, fixSet, type Path, type Report } from "../schema/problem.ts";
import { words } from "../../messages/en/config.ts";
import type { AugmentationSpec } from "./feature.ts";

/** The list that the key `augmentation` says: `true` is the usual one, absent, null and `false` are none. */
export function openAugmentation({ family, usual }: AugmentationSpec, raw: unknown, path: Path, report: Report): readonly Augmentation[] {
  const list = listOf(raw, usual, path, report).map((one, i) => openChoice(family, one, [...path, i], report).made);
  const mixing = list.flatMap((way, i) => (isMixing(way) ? [i] : []));
  if (mixing.length > 1) report(error([...path, mixing[1]!], words.features.mixedTwice, fixRemove([...path, mixing[1]!])));
  return list;
}

export const resolveAugmentation = ({ family, usual }: AugmentationSpec, raw: unknown): Json =>
  listOf(raw, usual, [], () => {}).map((one) => resolveChoice(family, one));

function listOf(raw: unknown, usual: AugmentationSpec["usual"], path: Path, report: Report): readonly unknown[] {
  if (raw === undefined || raw === null || raw === false) return [];
  if (raw === true) return usual;
  if (Array.isArray(raw)) return raw;
  report(error(path, words.features.notAugmentation(JSON.stringify(raw)), fixSet(path, true)));
  return [];
}
