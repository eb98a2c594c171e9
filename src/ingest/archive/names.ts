/** The paths of an archive's entries, whose bytes may be in any encoding and lead anywhere. */

export interface Naming {
  /** As `Intl` and people name it; null where all names are UTF-8. */
  readonly encoding: "Shift_JIS" | "CP437" | null;
  readonly nameOf: (raw: Uint8Array) => string;
  /** Is this name none in UTF-8? */
  readonly isOther: (raw: Uint8Array) => boolean;
}

const strictly = (encoding: string): TextDecoder => new TextDecoder(encoding, { fatal: true, ignoreBOM: true });

function decoded(raw: Uint8Array, decoder: TextDecoder): string | null {
  try {
    return decoder.decode(raw);
  } catch {
    return null;
  }
}

const utf8 = strictly("utf-8");
const isOther = (raw: Uint8Array): boolean => decoded(raw, utf8) === null;

/** Kana of full width, or ideographs: what names in Japanese hold and other names read as Shift_JIS hardly all do. */
const isJapanese = (name: string): boolean => /[\u3041-\u30ff\u4e00-\u9fff]/.test(name);

/**
 * How to read the names of one archive: UTF-8 where they are, whatever the archive says; the others, all alike, as Shift_JIS where each
 * of them is Japanese in it, and else as code page 437, which the format prescribes.
 */
export function namingOf(names: readonly Uint8Array[]): Naming {
  const others = names.filter(isOther);
  if (others.length === 0) return { encoding: null, nameOf: (raw) => utf8.decode(raw), isOther };
  const shiftJis = strictly("shift_jis");
  const japanese = others.every((raw) => isJapanese(decoded(raw, shiftJis) ?? ""));
  const other = japanese ? (raw: Uint8Array) => shiftJis.decode(raw) : codePage437;
  return { encoding: japanese ? "Shift_JIS" : "CP437", nameOf: (raw) => decoded(raw, utf8) ?? other(raw), isOther };
}

/** The upper half of code page 437, from 0x80. */
const UPPER =
  "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

const codePage437 = (raw: Uint8Array): string => Array.from(raw, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : UPPER[byte - 0x80])).join("");

/**
 * A path with "/" between its folders, without steps to where it stands; null where it is absolute or climbs.
 * Backslashes, which some programs write, separate folders too.
 */
export function tidyPath(name: string): string | null {
  const path = name.replaceAll("\\", "/");
  if (path.startsWith("/") || /^[a-z]:/i.test(path)) return null;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return parts.includes("..") ? null : parts.join("/");
}
