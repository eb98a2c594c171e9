/** Decodes at once: decoders work beside the thread that asks, on as many cores as there are, and more of them hold more decoded pictures in memory. */
const AT_ONCE = Math.max(4, Math.min(8, (globalThis.navigator as Navigator | undefined)?.hardwareConcurrency ?? 1)); // Node 20 has none

/** The work on every item, on a few at a time; the answers in the order of the items. */
export async function inLanes<Item, Answer>(items: readonly Item[], work: (item: Item) => Promise<Answer>): Promise<readonly Answer[]> {
  const answers = new Array<Answer>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) answers[i] = await work(items[i]!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return answers;
}
