/** The smallest replacement that turns one text into the other, so that the cursor stays where it was. */
export function difference(old: string, next: string): { readonly from: number; readonly to: number; readonly insert: string } | null {
  if (old === next) return null;
  let head = 0;
  while (head < old.length && head < next.length && old[head] === next[head]) head += 1;
  let tail = 0;
  while (tail < old.length - head && tail < next.length - head && old[old.length - 1 - tail] === next[next.length - 1 - tail]) tail += 1;
  return { from: head, to: old.length - tail, insert: next.slice(head, next.length - tail) };
}
