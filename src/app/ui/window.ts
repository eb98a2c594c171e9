/** Which part of a long list is worth drawing, from where a box is scrolled to. Pure arithmetic on sizes in pixels. */

/** `before` and `after` are the empty spaces that stand for what is not drawn. */
export interface Window { readonly first: number; readonly count: number; readonly before: number; readonly after: number }
/** `seen` is the first row that is in sight, by more than half. */
export interface RowWindow extends Window { readonly seen: number }

/** Browsers draw no box higher than some 17 to 33 million pixels; longer lists are scrolled through in proportion. */
const TALLEST = 12_000_000;

/** Drawn beyond what is in sight, on each side. */
const MARGIN = { rows: 4, columns: 1 } as const;

/** As many as are ever drawn at once; a box that has no size for a moment is taken to show one. */
export const rowsDrawn = (visible: number, height: number): number => Math.max(1, Math.ceil(visible / height)) + 2 * MARGIN.rows + 1;
export const columnsDrawn = (visible: number, narrowest: number): number => Math.max(1, Math.ceil(visible / narrowest)) + 2 * MARGIN.columns + 1;

/** Rows of one height. */
export function rowWindow(rows: number, height: number, scrolled: number, visible: number, margin: number = MARGIN.rows): RowWindow {
  const whole = rows * height;
  const drawn = Math.min(whole, TALLEST);
  const ratio = drawn > visible && whole > drawn ? (whole - visible) / (drawn - visible) : 1;
  const top = Math.max(0, Math.min(scrolled, drawn - visible)) * ratio;
  const first = Math.max(0, Math.floor(top / height) - margin);
  const count = Math.min(rows - first, Math.ceil(visible / height) + 2 * margin + 1);
  const before = Math.max(0, Math.min(scrolled - (top - first * height), drawn - count * height));
  return { first, count, before, after: Math.max(0, drawn - before - count * height), seen: Math.round(top / height) };
}

/** Columns of their own widths, given as [columns + 1] edges that start at 0. */
export function columnWindow(edges: ArrayLike<number>, scrolled: number, visible: number, margin: number = MARGIN.columns): Window {
  const columns = edges.length - 1;
  const whole = edges[columns] ?? 0;
  if (columns < 1) return { first: 0, count: 0, before: 0, after: 0 };
  const first = Math.max(0, edgeBefore(edges, scrolled) - margin);
  const last = Math.min(columns - 1, edgeBefore(edges, scrolled + visible) + margin);
  const before = edges[first] ?? 0;
  return { first, count: last - first + 1, before, after: whole - (edges[last + 1] ?? whole) };
}

/** The last column that starts at or before a place. */
function edgeBefore(edges: ArrayLike<number>, place: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * Places for `size` neighbours of a long list, which others take when they go: a number from 0 to before `size` for each index. Where most of
 * them change at once, each place is filled anew where it stands, instead of being moved as well.
 */
export function places(): (first: number, size: number) => (index: number) => number {
  let [shift, before] = [0, 0];
  return (first, size) => {
    if (2 * Math.abs(first - before) > size) shift += first - before;
    before = first;
    const from = shift;
    return (index) => (((index - from) % size) + size) % size;
  };
}
