import { parseDocument } from "../../engine/config/document.ts";

let last: { readonly yaml: string; readonly data: unknown } = { yaml: "", data: undefined };

/** The plain data of a config's text; undefined while it is no YAML. The last text is remembered: several views ask for the same one. */
export function configData(yaml: string): unknown {
  if (yaml !== last.yaml) last = { yaml, data: parseDocument(yaml).value };
  return last.data;
}

/** What stands at a key of plain data, if anything. */
export const at = (value: unknown, key: string | number): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Readonly<Record<string | number, unknown>>)[key] : undefined; // an object, checked just now
