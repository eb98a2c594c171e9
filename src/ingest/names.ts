/** Column names: none blank, none twice. */
import { note, type Problem } from "../engine/schema/problem.ts";
import { words } from "../messages/en/ingest.ts";
import type { Row } from "./rows.ts";

/**
 * A unique name for each of `width` columns: the header's, trimmed; "column_3" where it has none; "name_2" where a name
 * was taken before. What was changed is said in notes. Without a header all are numbered.
 */
export function columnNames(header: Row | null, width: number): { readonly names: readonly string[]; readonly notes: readonly Problem[] } {
  const wanted = Array.from({ length: width }, (_, i) => header?.[i]?.trim() ?? "");
  const taken = new Set(wanted.filter((name) => name !== ""));
  const used = new Set<string>();
  const next = new Map<string, number>();
  const repeated: string[] = [];
  const blank: string[] = [];
  const names = wanted.map((name, i) => {
    const base = name === "" ? `column_${i + 1}` : name;
    const unique = used.has(base) || (name === "" && taken.has(base)) ? firstFree(base, used, taken, next) : base;
    if (name === "") blank.push(unique);
    else if (unique !== name) repeated.push(words.became(name, unique));
    used.add(unique);
    return unique;
  });
  const notes = [
    ...(repeated.length > 0 ? [note([], words.repeated(repeated))] : []),
    ...(blank.length > 0 ? [note([], words.nameless(blank))] : []),
  ];
  return { names, notes: header === null ? [] : notes };
}

/** `next` remembers where the search for a base ended, so that ten thousand equal names are numbered in one go. */
function firstFree(base: string, used: ReadonlySet<string>, taken: ReadonlySet<string>, next: Map<string, number>): string {
  let number = next.get(base) ?? 2;
  while (used.has(`${base}_${number}`) || taken.has(`${base}_${number}`)) number++;
  next.set(base, number + 1);
  return `${base}_${number}`;
}
