/** What the end of a name promises. */
import { extensionOf } from "../files.ts";
import type { PictureHead } from "../../engine/data/pictures/formats/head.ts";

const TABLES = ["csv", "tsv", "tab", "json", "jsonl", "ndjson", "xlsx", "xlsm", "parquet", "arrow", "feather"];
const ARCHIVES = ["zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz", "zst"];
const FORMATS: Readonly<Record<string, PictureHead["format"]>> = {
  jpg: "jpeg", jpeg: "jpeg", jpe: "jpeg", jfif: "jpeg", png: "png", apng: "png", gif: "gif", webp: "webp", bmp: "bmp", dib: "bmp", avif: "avif",
};
const OTHER_PICTURES = ["heic", "heif", "tif", "tiff", "svg", "psd", "ico", "jxl", "jp2", "dcm", "pgm", "ppm"];

const formatOf = (extension: string): PictureHead["format"] | undefined => (Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined);

export const isTableName = (path: string): boolean => TABLES.includes(extensionOf(path));
export const isArchiveName = (path: string): boolean => ARCHIVES.includes(extensionOf(path));
export const isPictureName = (path: string): boolean => formatOf(extensionOf(path)) !== undefined || OTHER_PICTURES.includes(extensionOf(path));

/** Does the name end as that of another format of pictures? */
export function wrongExtension(path: string, format: PictureHead["format"]): boolean {
  return isPictureName(path) && formatOf(extensionOf(path)) !== format;
}
