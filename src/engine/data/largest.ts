/** Which of some things are the largest, the largest first, of equals the earlier; `size`: of each by its place, none of which is NaN. All, where fewer are there than wanted. */
export function largestOf(count: number, size: (place: number) => number, wanted: number): readonly number[] {
  const found: { readonly place: number; readonly size: number }[] = [];
  for (let place = 0; place < count; place++) {
    const own = size(place);
    if (found.length === wanted && own <= (found.at(-1)?.size ?? Infinity)) continue;
    found.splice(found.findLastIndex((other) => other.size >= own) + 1, 0, { place, size: own });
    if (found.length > wanted) found.pop();
  }
  return found.map(({ place }) => place);
}
