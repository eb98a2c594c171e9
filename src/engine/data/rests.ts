/** Long work; each null is a place to rest, where whoever waits is heard. `Told`: what it says of itself on the way. */
export type Resting<T, Told = null> = Generator<Told | null, T, void>;

/** Steps between two rests: some hundredths of a second. */
const BETWEEN = 2 ** 15;

/** `visit` of each item, with rests; place: how many came before. */
export function* each<T>(items: Iterable<T>, visit: (item: T, place: number) => void): Resting<void> {
  let place = 0;
  for (const item of items) {
    visit(item, place);
    if (++place % BETWEEN === 0) yield null;
  }
}

/** Those of some rows that are to be kept, with rests. */
export function* filtered(rows: Uint32Array, keep: (row: number) => boolean): Resting<Uint32Array> {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  yield* each(rows, (row) => { if (keep(row)) kept[count++] = row; });
  return count === rows.length ? rows : kept.slice(0, count);
}

export function withoutRest<T, Told>(work: Resting<T, Told>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export async function withRests<T, Told>(work: Resting<T, Told>, breathe: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await breathe();
  }
}
