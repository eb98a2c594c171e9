/** A column's name as it is shown: "Beak Length (mm)" is read as a name and a unit. */
export interface ReadableName { readonly label: string; readonly unit: string }

const WITH_UNIT = /^(.*\S)\s*[([]([^()[\]]{1,12})[)\]]$/u;

export function readableName(column: string): ReadableName {
  const found = WITH_UNIT.exec(column);
  return found ? { label: found[1]!, unit: found[2]! } : { label: column.replaceAll("_", " ").trim() || column, unit: "" };
}
