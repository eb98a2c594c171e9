import { parseNumbers, wholeNumbers } from "../data/number-lists.ts";
import { parseNumber } from "../data/numbers.ts";
import { isCut, type ColumnProfile } from "../data/profile.ts";
import { tokenizers, type Tokenizer } from "../data/tokenizers.ts";

/** What the commonest values of a column say of it as lists of items. */
export interface ItemLists {
  readonly tokenizer: Tokenizer;
  /** Values of several items, of those looked at. */
  readonly several: number;
  readonly looked: number;
  /** Different items. */
  readonly items: number;
  /** How often one returns in other values, on average. */
  readonly returns: number;
  /** Share of the values that hold an item twice. */
  readonly repeating: number;
}

/** Signs that hardly stand in values for another reason, the surest first; blanks separate words as well, and count least. */
const SEPARATORS: readonly Tokenizer[] = ["list", "bar", "semicolon", "comma", "space"];
const LONGEST_ITEM = 40;
const BRACKETED = /^\s*[[({].*[\])}]\s*$/s;

/** The separator under which the same few items return in lists of several sizes; null where none makes such lists. */
export function itemLists(column: ColumnProfile): ItemLists | null {
  if (column.numbers !== null || column.dates > 0) return null;
  const values = column.top.map(({ value }) => value).filter((value) => !isCut(value));
  return SEPARATORS.map((tokenizer) => listsBy(tokenizer, values)).find((lists) => lists !== null) ?? null;
}

function listsBy(tokenizer: Tokenizer, values: readonly string[]): ItemLists | null {
  const lists = values.map((value) => tokenizers[tokenizer](value).filter((item) => item.trim() !== ""));
  if (tokenizer === "list" && values.filter((value) => BRACKETED.test(value)).length < 0.5 * values.length) return null;
  const several = lists.filter(({ length }) => length > 1).length;
  const all = lists.flat();
  const items = new Set(all);
  if (tokenizer === "space" && !eachAlone(items, lists)) return null;
  const sizes = new Set(lists.map(({ length }) => length));
  const areItems = all.every((item) => item.length <= LONGEST_ITEM) && all.some((item) => Number.isNaN(parseNumber(item)));
  const returns = all.length / Math.max(1, items.size);
  if (several < 0.3 * lists.length || several < 2 || sizes.size < 2 || !areItems || returns < 1.5) return null;
  const repeating = lists.filter((list) => new Set(list).size < list.length).length / lists.length;
  return { tokenizer, several, looked: lists.length, items: items.size, returns, repeating };
}

/** Words of a text or a name stand together; items of which each is also a value by itself are chosen one by one. */
function eachAlone(items: ReadonlySet<string>, lists: readonly (readonly string[])[]): boolean {
  const alone = new Set(lists.flatMap((list) => (list.length === 1 ? list : [])));
  return items.size > 2 && [...items].every((item) => alone.has(item));
}

/** What the commonest values of a column say of it as lists of numbers. */
export interface NumberLists {
  readonly lists: number;
  readonly looked: number;
  /** The least and the most numbers of one; lists that are all shown in part are taken to be equally long. */
  readonly sizes: readonly [least: number, most: number];
  /** The commonest size, and how many of the lists have it. */
  readonly usual: { readonly size: number; readonly lists: number };
}

/** Null where the values are hardly ever lists of numbers: a phone number or a range is none. */
export function numberLists(column: ColumnProfile): NumberLists | null {
  if (column.numbers !== null || column.dates > 0) return null;
  const found = column.top.flatMap(({ value }) => {
    const size = sizeOf(value);
    return size === null ? [] : [{ size, cut: isCut(value) }];
  });
  if (found.length === 0 || found.length < 0.5 * column.top.length) return null;
  const sizes = found.map(({ size }) => size);
  const least = Math.min(...sizes);
  const allCut = found.every(({ cut }) => cut);
  const counts = new Map<number, number>();
  for (const size of sizes) counts.set(size, (counts.get(size) ?? 0) + 1);
  const [size, lists] = [...counts].sort(([, m], [, n]) => n - m)[0]!; // there is a list
  return { lists: found.length, looked: column.top.length, sizes: [least, allCut ? least : Math.max(...sizes)], usual: allCut ? { size: least, lists: found.length } : { size, lists } };
}

/** How many numbers a value lists; of one that is shown in part, as many as are shown. */
function sizeOf(value: string): number | null {
  const shown = isCut(value) ? wholeNumbers(value) : value;
  const numbers = Number.isNaN(parseNumber(shown)) ? parseNumbers(shown) : null;
  const isWritten = /[.,;|[({]/.test(shown) || (numbers?.length ?? 0) > 2;
  return numbers && numbers.length > 1 && isWritten ? numbers.length : null;
}
