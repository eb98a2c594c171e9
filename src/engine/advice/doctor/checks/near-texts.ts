import { seededRandom } from "../../../data/random.ts";
import type { Seen, Subject } from "../subject.ts";

/** Shorter texts are equal by chance. */
const FEWEST_WORDS = 6;
const MOST_WORDS = 400;
/** Shared stretches of three words, of all that either text has (Jaccard). */
const ALIKE = 0.7;
const BANDS = 10;
const IN_BAND = 3;
const MOST_IN_BUCKET = 50;

type Pair = readonly [number, number];

/** Pairs of a training row and a judged one whose texts share nearly all stretches of three words: MinHash in bands (Broder, 1997), then counted. */
export function nearTexts(subject: Subject, keys: ArrayLike<number>): readonly Pair[] {
  return subject.inputs.filter(({ prose }) => prose).flatMap((input) => {
    const texts = shingled(input, subject.sample());
    const pairs = new Map<number, Pair>();
    for (const bucket of buckets(texts, subject.seed)) {
      for (const a of bucket) {
        for (const b of bucket) {
          if (subject.part[a] !== 0 || subject.part[b] === 0 || keys[a] === keys[b]) continue;
          if (!pairs.has(a * subject.table.rows + b) && jaccard(texts.get(a)!, texts.get(b)!) >= ALIKE) pairs.set(a * subject.table.rows + b, [a, b]);
        }
      }
    }
    return [...pairs.values()];
  });
}

/** row → the stretches of its text by hash, figures and signs left out; rows of short texts are left out. */
function shingled({ codes }: Seen, rows: Uint32Array): ReadonlyMap<number, ReadonlySet<number>> {
  const found = new Map<number, ReadonlySet<number>>();
  const known = new Map<number, ReadonlySet<number> | null>();
  for (const row of rows) {
    const code = codes.of[row]!;
    if (code < 0) continue;
    if (!known.has(code)) known.set(code, shingles(codes.values[code]!));
    const set = known.get(code);
    if (set) found.set(row, set);
  }
  return found;
}

function shingles(text: string): ReadonlySet<number> | null {
  const list = text.toLowerCase().match(/\p{L}+/gu)?.slice(0, MOST_WORDS) ?? [];
  return list.length < FEWEST_WORDS ? null : new Set(list.slice(2).map((word, i) => hash(`${list[i]!} ${list[i + 1]!} ${word}`)));
}

function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

function* buckets(texts: ReadonlyMap<number, ReadonlySet<number>>, seed: number): Generator<readonly number[]> {
  const random = seededRandom(seed, "texts");
  for (let band = 0; band < BANDS; band++) {
    const turns = Array.from({ length: IN_BAND }, () => [Math.floor(random() * 2 ** 32) | 1, Math.floor(random() * 2 ** 32)] as const);
    const found = new Map<string, number[]>();
    for (const [row, set] of texts) {
      const key = turns.map(([factor, shift]) => smallest(set, factor, shift)).join();
      const bucket = found.get(key);
      if (bucket) bucket.push(row);
      else found.set(key, [row]);
    }
    for (const bucket of found.values()) if (bucket.length > 1) yield bucket.slice(0, MOST_IN_BUCKET);
  }
}

function smallest(set: ReadonlySet<number>, factor: number, shift: number): number {
  let least = 2 ** 32;
  for (const value of set) {
    let turned = Math.imul(value ^ shift, factor);
    turned = (turned ^ (turned >>> 15)) >>> 0;
    if (turned < least) least = turned;
  }
  return least;
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const value of a) if (b.has(value)) both++;
  return both / (a.size + b.size - both);
}
