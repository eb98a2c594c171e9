import { isPictureUri } from "../../data/pictures/uri.ts";
import type { ColumnProfile } from "../../data/profile.ts";
import type { Likeness } from "../feature.ts";
import { words } from "./messages.ts";

const NAME = /\.(png|jpe?g|jfif|gif|webp|bmp|avif)$/i;

/** Nothing is fetched from there. */
const WEB = /^(?:https?|ftp):\/\//i;

/** By the names of files: whether they are there is known when the table is. */
export function likeness({ top }: ColumnProfile): Likeness {
  const looked = top.length;
  const pictures = top.filter(({ value }) => (NAME.test(value.trim()) && !WEB.test(value.trim())) || isPictureUri(value)).length;
  if (looked === 0 || pictures < 0.8 * looked) return { score: 0, reasons: [], doubts: [] };
  return pictures === looked ? { score: 0.99, reasons: [words.all(looked)], doubts: [] } : { score: 0.9, reasons: [words.some(pictures, looked)], doubts: [] };
}
