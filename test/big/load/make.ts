/** Large files, written piece by piece: the same bytes for the same seed. */
import { createWriteStream, type WriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { deflateSync } from "node:zlib";
import { Zip, ZipPassThrough } from "fflate";
import { randomFrom } from "./random.ts";

const WORDS = ["late", "parcel", "refund", "thanks", "broken", "colour", "wrong", "again", "please", "order", "new", "size", "never", "came", "good"];
const CITIES = ["Bern", "Oslo", "Turin", "Porto", "Gent", "Graz", "Lund", "Brno"];
/** Characters of the table between two writes. */
const PIECE = 4 * 2 ** 20;

/** A table of at least so many bytes: an id, numbers, categories, a date, a text, and what the numbers decide; its rows. */
export async function makeCsv(path: string, bytes: number, seed: number): Promise<number> {
  const random = randomFrom(seed);
  const stream = createWriteStream(path);
  let piece = "id,age,income,score,city,plan,joined,note,visits,balance,left\n";
  let [written, rows] = [0, 0];
  while (written + piece.length < bytes) {
    const age = 18 + Math.floor(60 * random());
    const income = Math.round(20_000 + 80_000 * random());
    const note = Array.from({ length: 4 + Math.floor(8 * random()) }, () => WORDS[Math.floor(WORDS.length * random())]).join(" ");
    const left = age + income / 2000 + 10 * random() > 75 ? "yes" : "no";
    piece += `c${rows},${age},${income},${(random() * 10).toFixed(4)},${CITIES[Math.floor(8 * random())]},${random() < 0.3 ? "free" : "paid"},2024-0${1 + Math.floor(9 * random())}-1${Math.floor(10 * random())},${note},${Math.floor(40 * random())},${(random() * 2000 - 500).toFixed(2)},${left}\n`;
    rows++;
    if (piece.length < PIECE) continue;
    written += piece.length;
    await put(stream, Buffer.from(piece));
    piece = "";
  }
  await put(stream, Buffer.from(piece));
  stream.end();
  await finished(stream);
  return rows;
}

export const CLASSES = ["lying", "standing"] as const;

/** A noisy picture, side × side in colour, with a bright bar that lies or stands. */
export function picture(side: number, kind: (typeof CLASSES)[number], random: () => number): Buffer {
  const raw = Buffer.alloc(side * (1 + 3 * side)); // each line begins with its filter: none
  const at = Math.floor(side * (0.2 + 0.6 * random()));
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const isBar = Math.abs((kind === "lying" ? y : x) - at) < side / 16;
      for (let channel = 0; channel < 3; channel++) raw[y * (1 + 3 * side) + 1 + 3 * x + channel] = (isBar ? 150 : 0) + Math.floor(100 * random());
    }
  }
  return png(side, raw);
}

/** A PNG of stored bytes: noise has nothing to compress. */
function png(side: number, raw: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("IDAT", deflateSync(raw, { level: 0 })), chunk("IEND", Buffer.alloc(0))]);
}

const CRCS = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  let crc = 0xffffffff;
  for (const byte of body) crc = CRCS[(crc ^ byte) & 255]! ^ (crc >>> 8);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return whole;
}

const pathOf = (i: number): string => `${CLASSES[i % 2]!}/${String(i).padStart(5, "0")}.png`;

/** A folder of folders, one for each class. */
export async function makeFolder(root: string, count: number, side: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  for (const kind of CLASSES) await mkdir(join(root, kind), { recursive: true });
  for (let i = 0; i < count; i++) await writeFile(join(root, pathOf(i)), picture(side, CLASSES[i % 2]!, random));
}

/** The same as a zip whose entries are stored. */
export async function makeZip(path: string, count: number, side: number, seed: number): Promise<void> {
  const random = randomFrom(seed);
  await mkdir(dirname(path), { recursive: true });
  const stream = createWriteStream(path);
  let waiting: Buffer[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    waiting.push(Buffer.from(data));
  });
  for (let i = 0; i < count; i++) {
    const entry = new ZipPassThrough(pathOf(i));
    zip.add(entry);
    entry.push(picture(side, CLASSES[i % 2]!, random), true);
    await put(stream, Buffer.concat(waiting));
    waiting = [];
  }
  zip.end();
  await put(stream, Buffer.concat(waiting));
  stream.end();
  await finished(stream);
}

async function put(stream: WriteStream, bytes: Buffer): Promise<void> {
  if (!stream.write(bytes)) await new Promise<void>((resolve) => { stream.once("drain", () => resolve()); });
}
