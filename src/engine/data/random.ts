/**
 * Random numbers that a seed repeats exactly on every machine: splits, samples and shuffles. The generator is xoshiro128**
 * (Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021), its state filled by splitmix32; a name makes
 * streams of one seed independent, so that a new use never moves the numbers of another.
 */
/** A number from 0 up to, not including, 1, in steps of 2⁻⁵³. */
export type Random = () => number;

export function seededRandom(seed: number, stream: string): Random {
  const fill = splitmix32(mixName(seed, stream));
  let a = fill(), b = fill(), c = fill(), d = fill() | 1; // a state of zeros would stay zero
  const uint32 = (): number => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const t = b << 9;
    c ^= a; d ^= b; b ^= c; a ^= d; c ^= t;
    d = rotate(d, 11);
    return result;
  };
  return () => ((uint32() >>> 5) * 2 ** 26 + (uint32() >>> 6)) / 2 ** 53;
}

/** A seed (an integer from 0 to 2³² − 1) for one named use, from the run's seed and the name alone. */
export const seedFor = (seed: number, name: string): number => splitmix32(mixName(seed, name))();

/** Fisher and Yates, in place. */
export function shuffle(values: Uint32Array, random: Random): Uint32Array {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const moved = values[i]!;
    values[i] = values[j]!;
    values[j] = moved;
  }
  return values;
}

const rotate = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));

/** FNV-1a over the seed's four bytes and the name's UTF-16 units. */
function mixName(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  const eat = (unit: number): void => { hash = Math.imul(hash ^ unit, 0x01000193); };
  for (let shift = 0; shift < 32; shift += 8) eat((seed >>> shift) & 255);
  for (let i = 0; i < name.length; i++) eat(name.charCodeAt(i));
  return hash >>> 0;
}

function splitmix32(state: number): () => number {
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}
