/** Pictures that browsers cannot decode, or may not here: each gets a sentence with the way out. */
import { words } from "../../../../messages/en/pictures.ts";
import { startsWith } from "../../starts-with.ts";
import { brandsOf } from "./boxes.ts";

const ascii = (text: string): readonly number[] => Array.from(text, (character) => character.charCodeAt(0));

interface Signature { readonly mark: readonly number[]; readonly at?: number; readonly what: keyof typeof words.other }

const SIGNATURES: readonly Signature[] = [
  { mark: ascii("II*\0"), what: "tiff" },
  { mark: ascii("MM\0*"), what: "tiff" },
  { mark: ascii("8BPS"), what: "psd" },
  { mark: [0xff, 0x0a], what: "jpegXl" },
  { mark: ascii("\0\0\0\x0cJXL "), what: "jpegXl" },
  { mark: ascii("\0\0\0\x0cjP  "), what: "jpeg2000" },
  { mark: [0xff, 0x4f, 0xff, 0x51], what: "jpeg2000" },
  { mark: [0, 0, 1, 0], what: "icon" },
  { mark: ascii("DICM"), at: 128, what: "dicom" },
  { mark: ascii("P5\n"), what: "netpbm" },
  { mark: ascii("P6\n"), what: "netpbm" },
];

const HEIC = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

/** Why these bytes are a picture that is not taken; null when they are none that is known. */
export function otherFormat(bytes: Uint8Array): string | null {
  if (brandsOf(bytes).some((brand) => HEIC.includes(brand))) return words.other.heic;
  const found = SIGNATURES.find(({ mark, at = 0 }) => startsWith(bytes.subarray(at), mark));
  if (found) return words.other[found.what];
  return isSvg(bytes) ? words.other.svg : null;
}

/** Letters of a byte each tell enough, in UTF-8 and its relatives. */
function isSvg(bytes: Uint8Array): boolean {
  const opening = String.fromCharCode(...bytes.subarray(0, 1000)).toLowerCase();
  return /^[^<]{0,20}(?:<\?xml|<!--|<!doctype svg|<svg)/.test(opening) && opening.includes("<svg");
}
