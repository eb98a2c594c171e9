import { crc32 } from "./checksum.ts";
import { md5 } from "./md5.ts";
import { pythonJson } from "./python-json.ts";
import type { Cells } from "./table.ts";

const encoder = new TextEncoder();

/** Where each value falls from 0 up to 2³², the same in every table it stands in: Ludwig's, bit for bit. */
export const hashesOf = (cells: Cells): readonly number[] => pythonJson(cells).map((value) => hashOf(value));

function hashOf(json: string): number {
  const digest = md5(encoder.encode(`{"value": ${json}}`));
  const base64 = btoa(String.fromCharCode(...digest)).replaceAll(/[+/]/g, "_"); // Ludwig writes "_" for both of base64's signs
  return Number.parseInt(crc32(encoder.encode(base64)), 16);
}
