import { crc32 } from "./checksum.ts";
import { md5 } from "./md5.ts";
import { pythonWriter } from "./python-json.ts";
import { each, type Resting } from "./rests.ts";
import type { CellsInTurn } from "./table.ts";

const encoder = new TextEncoder();

/** Where each value falls from 0 up to 2³², the same in every table it stands in: Ludwig's, bit for bit. */
export function* hashesOf(cells: CellsInTurn): Resting<Uint32Array> {
  const write = yield* pythonWriter(cells);
  const hashes = new Uint32Array(cells.length);
  yield* each(cells, (cell, place) => { hashes[place] = hashOf(write(cell)); });
  return hashes;
}

function hashOf(json: string): number {
  const digest = md5(encoder.encode(`{"value": ${json}}`));
  const base64 = btoa(String.fromCharCode(...digest)).replaceAll(/[+/]/g, "_"); // Ludwig writes "_" for both of base64's signs
  return Number.parseInt(crc32(encoder.encode(base64)), 16);
}
