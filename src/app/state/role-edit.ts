import type { ColumnRole } from "../../engine/api.ts";
import { parseDocument } from "../../engine/config/document.ts";
import { insertItem, removeItem } from "../../engine/config/edit.ts";
import { success, type Outcome } from "../../engine/schema/problem.ts";

type Entry = Readonly<Record<string, unknown>>;
const LISTS = { input: "input_features", output: "output_features" } as const;

/**
 * Give a column another role or type in a config that the user has made their own: only the lines of that feature change. What
 * the feature is to look like comes from `starter`, the config that would be written for the roles as they are to be.
 */
export function editRole(yaml: string, starter: string, order: readonly string[], column: string, role: ColumnRole["role"]): Outcome<string> {
  let text = yaml;
  for (const key of Object.values(LISTS)) {
    const index = entries(text, key).findIndex((entry) => columnOf(entry) === column);
    if (index < 0) continue;
    const without = removeItem(text, [key], index);
    if (!without.ok) return without;
    text = without.value;
  }
  if (role === "off") return success(text);
  const key = LISTS[role];
  const entry = entries(starter, key).find((candidate) => columnOf(candidate) === column) ?? { name: column };
  return insertItem(text, [key], placeFor(entries(text, key), order, column), entry);
}

/** Before the first feature whose column stands later in the file. */
function placeFor(present: readonly Entry[], order: readonly string[], column: string): number {
  const rank = order.indexOf(column);
  const later = present.findIndex((entry) => order.indexOf(columnOf(entry)) > rank);
  return later < 0 ? present.length : later;
}

function entries(yaml: string, key: string): readonly Entry[] {
  const { value } = parseDocument(yaml);
  const list: unknown = isEntry(value) ? value[key] : undefined;
  return Array.isArray(list) ? list.map((item: unknown) => (isEntry(item) ? item : {})) : [];
}

const columnOf = ({ name, column = name }: Entry): string => String(column);
const isEntry = (value: unknown): value is Entry => typeof value === "object" && value !== null && !Array.isArray(value);
