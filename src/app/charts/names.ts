import { getContext, setContext } from "svelte";
import { visible } from "../../engine/data/visible.ts";

/** A column's name as it is shown: "Beak Length (mm)" is read as a name and a unit. */
export interface ReadableName { readonly label: string; readonly unit: string }

export type NameOf = (column: string) => ReadableName;

const WITH_UNIT = /^(.*\S)\s*[([]([^()[\]]{1,12})[)\]]$/u;

/** More of a name is not read, and a pattern is not tried on it. */
const LONGEST = 300;

export function readableName(column: string): ReadableName {
  const shown = visible(column.slice(0, LONGEST));
  const found = WITH_UNIT.exec(shown);
  return found ? { label: found[1]!, unit: found[2]! } : { label: shown.replaceAll("_", " ").trim() || shown, unit: "" };
}

const KEY = Symbol("names");
/** What a component draws, and all within, calls columns so: by what their config says beyond their names. */
export const provideNames = (nameOf: () => NameOf): unknown => setContext(KEY, nameOf);
/** How columns are called here; by their names alone where nobody said more. */
export function useNames(): NameOf {
  const given = getContext<(() => NameOf) | undefined>(KEY);
  return (column) => (given?.() ?? readableName)(column);
}
