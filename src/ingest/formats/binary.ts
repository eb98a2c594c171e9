/** Pictures as the bytes of a cell: data sets on the web keep them so. */
import { startsWith } from "../../engine/data/starts-with.ts";

const SIGNATURES: readonly (readonly [type: string, mark: readonly number[]])[] = [
  ["png", [0x89, 0x50, 0x4e, 0x47]],
  ["jpeg", [0xff, 0xd8, 0xff]],
  ["gif", [0x47, 0x49, 0x46, 0x38]],
];

/** The picture as a `data:` URI; null for bytes that are none. */
export function pictureUri(bytes: Uint8Array): string | null {
  const found = SIGNATURES.find(([, mark]) => startsWith(bytes, mark));
  return found ? `data:image/${found[0]};base64,${base64(bytes)}` : null;
}

/** In bytes, a multiple of three: so many arguments any platform takes. */
const CHUNK = 3 * 4096;

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) text += btoa(String.fromCharCode(...bytes.subarray(at, at + CHUNK)));
  return text;
}
