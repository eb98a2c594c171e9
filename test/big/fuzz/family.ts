import { seededRandom, type Random } from "../../../src/engine/data/random.ts";

/** One kind of input that strangers hand to Fidelio, made by a seed. */
export interface Family {
  readonly name: string;
  /** Its share of all runs. */
  readonly share: number;
  /** Makes ready once what every case needs; the result makes one input, and throws when Fidelio does not live with it. */
  ready(): Promise<{ input(random: Random): Uint8Array; check(input: Uint8Array, random: Random): Promise<void> }>;
}

/** The random numbers of one case: it can be repeated without those before it. */
export const caseRandom = (seed: number, family: string, run: number): Random => seededRandom(seed, `${family}/${run}`);

export const below = (random: Random, n: number): number => Math.floor(random() * n);
export const pick = <T>(random: Random, list: readonly T[]): T => list[below(random, list.length)]!;
export const many = <T>(random: Random, most: number, make: () => T): T[] => Array.from({ length: below(random, most + 1) }, make);

/** A few bytes changed, taken out, repeated or put in. */
export function mutated(random: Random, bytes: Uint8Array): Uint8Array {
  let result = [...bytes];
  for (let i = below(random, 6) + 1; i > 0; i--) {
    const at = below(random, result.length + 1);
    const length = below(random, 12) + 1;
    switch (below(random, 5)) {
      case 0: result[Math.min(at, Math.max(0, result.length - 1))] = below(random, 256); break;
      case 1: result.splice(at, length); break;
      case 2: result.splice(at, 0, ...result.slice(at, at + length)); break;
      case 3: result.splice(at, 0, ...many(random, 4, () => below(random, 256))); break;
      default: if (random() < 0.1) result = result.slice(0, at);
    }
  }
  return Uint8Array.from(result);
}

export function claim(truth: boolean, what: string): void {
  if (!truth) throw new Error(what);
}

const PRISTINE = Object.getOwnPropertyNames(Object.prototype).sort().join();
/** Nothing that was read may have become a part of every object. */
export const claimPristine = (): void => claim(Object.getOwnPropertyNames(Object.prototype).sort().join() === PRISTINE, "the prototype of all objects was changed");
