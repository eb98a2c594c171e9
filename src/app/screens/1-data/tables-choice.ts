/** What the user says of several tables: a first answer for each way, and the changes to it. Pure. */
import type { Combination, JoinBy } from "../../../ingest/combine/combination.ts";
import type { SideTable, TablesTogether } from "../../../ingest/data-api.ts";

export type Way = Combination["way"];
type Of<W extends Way> = Extract<Combination, { readonly way: W }>;

/** What to begin with: what is in use, else what was proposed, else one of them. */
export const firstChoice = (tables: TablesTogether, now: Combination | undefined, chosen: string): Combination =>
  now ?? tables.proposed ?? { way: "one", table: tables.tables.some(({ name }) => name === chosen) ? chosen : (tables.tables[0]?.name ?? "") };

/** The first answer of a way that was not the one before. */
export function choiceOf(way: Way, { tables, proposed }: TablesTogether): Combination {
  if (proposed?.way === way) return proposed;
  const names = tables.map(({ name }) => name);
  switch (way) {
    case "one": return { way, table: names[0] ?? "" };
    case "stack": return { way, tables: names };
    case "parts": {
      const last = tables.every(({ part }) => part === null) ? names.length - 1 : -1;
      return { way, tables: tables.map(({ name, part }, i) => ({ name, part: part ?? (i === last && i > 0 ? 2 : 0) })) };
    }
    case "join": {
      const first = tables.reduce<SideTable | undefined>((one, other) => (one && one.joins.length >= other.joins.length ? one : other), undefined);
      return first ? joinFrom(first) : { way, first: "", others: [] };
    }
  }
}

/** A join that begins with a table, and takes in those that keys lead to. */
export const joinFrom = ({ name, joins }: SideTable): Of<"join"> => ({ way: "join", first: name, others: joins });

/** A table of a stack or of parts taken or left out; the others keep their places. */
export function withTable(choice: Of<"stack">, all: readonly SideTable[], table: string, taken: boolean): Of<"stack"> {
  return { way: "stack", tables: all.map(({ name }) => name).filter((name) => (name === table ? taken : choice.tables.includes(name))) };
}

export function withPart(choice: Of<"parts">, all: readonly SideTable[], table: string, part: 0 | 1 | 2 | null): Of<"parts"> {
  const partOf = (name: string) => (name === table ? part : (choice.tables.find((one) => one.name === name)?.part ?? null));
  const tables = all.flatMap(({ name }) => {
    const own = partOf(name);
    return own === null ? [] : [{ name, part: own }];
  });
  return { way: "parts", tables: tables.sort((one, other) => one.part - other.part) };
}

/** A table joined by a key, by another one, or (null) not at all; joins that depended on its columns go with it. */
export function withJoin(choice: Of<"join">, all: readonly SideTable[], table: string, by: { readonly left: string; readonly right: string } | null): Of<"join"> {
  const next = by ? { table, ...by } : null;
  const isThere = choice.others.some((join) => join.table === table);
  const others = isThere ? choice.others.flatMap((join) => (join.table === table ? (next ?? []) : join)) : [...choice.others, ...(next ? [next] : [])];
  return { ...choice, others: standing(choice.first, others, all) };
}

/** The joins whose left key is a column of the first table or of one joined before. */
function standing(first: string, others: readonly JoinBy[], all: readonly SideTable[]): readonly JoinBy[] {
  const columns = new Set(columnsOf(first, all));
  return others.filter((join) => {
    if (!columns.has(join.left)) return false;
    for (const name of columnsOf(join.table, all)) columns.add(name);
    return true;
  });
}

const columnsOf = (table: string, all: readonly SideTable[]): readonly string[] => all.find(({ name }) => name === table)?.columns ?? [];

/** The columns by which a table can be looked up: those of the first one, and of tables joined before it. */
export function leftColumns(choice: Of<"join">, all: readonly SideTable[], table: string): readonly string[] {
  const place = choice.others.findIndex((join) => join.table === table);
  const before = choice.others.slice(0, place < 0 ? choice.others.length : place).map((join) => join.table);
  return [...new Set([choice.first, ...before].flatMap((name) => columnsOf(name, all)))];
}

/** The key to begin with when a table is taken into a join: what fits, else a column of the same name, else the first of each. */
export function firstKey(choice: Of<"join">, all: readonly SideTable[], table: string): { readonly left: string; readonly right: string } {
  const fitting = all.find(({ name }) => name === choice.first)?.joins.find((join) => join.table === table);
  const left = leftColumns(choice, all, table);
  if (fitting && left.includes(fitting.left)) return { left: fitting.left, right: fitting.right };
  const right = columnsOf(table, all);
  const shared = right.find((name) => left.includes(name));
  return { left: shared ?? left[0] ?? "", right: shared ?? right[0] ?? "" };
}
