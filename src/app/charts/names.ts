import { visible } from "../../engine/data/visible.ts";

/** A column's name as it is shown: "Beak Length (mm)" is read as a name and a unit. */
export interface ReadableName { readonly label: string; readonly unit: string }

const WITH_UNIT = /^(.*\S)\s*[([]([^()[\]]{1,12})[)\]]$/u;

/** More of a name is not read, and a pattern is not tried on it. */
const LONGEST = 300;

export function readableName(column: string): ReadableName {
  const shown = visible(column.slice(0, LONGEST));
  const found = WITH_UNIT.exec(shown);
  return found ? { label: found[1]!, unit: found[2]! } : { label: shown.replaceAll("_", " ").trim() || shown, unit: "" };
}
