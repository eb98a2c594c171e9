/** Long work; each null is a place to rest, where whoever waits is heard. */
export type Resting<T> = Generator<null, T, void>;

export function withoutRest<T>(work: Resting<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

export async function withRests<T>(work: Resting<T>, breathe: () => Promise<void>): Promise<T> {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    await breathe();
  }
}
