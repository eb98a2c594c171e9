import type { Json } from "../schema/json.ts";
import { ludwig } from "./ludwig.ts";

/** Would Ludwig's schema take the value? `allowed` is written as there: `int/null ≥1`, `batch | layer | null`, `*act*`; "" is anything. */
export function fits(value: Json, allowed: string): boolean {
  if (allowed === "" || allowed === "*tokenizer*") return true;
  if (allowed.includes(" | ")) return allowed.split(" | ").includes(typeof value === "string" ? value : JSON.stringify(value));
  const list = /^\*(act|init|reduce)\*/.exec(allowed)?.[1];
  if (list) return ludwig.lists[list as keyof typeof ludwig.lists].includes(value as string | null) || (allowed.endsWith("object") && isObject(value)); // one of the three
  const [kinds = "", ...limits] = allowed.split(/ (?=[≥≤>])/);
  if (/^[≥≤>]/.test(kinds)) return typeof value !== "number" || within(value, [kinds, ...limits]);
  return kinds.split(/\/| or /).some((kind) => isOf(kind, value)) && (typeof value !== "number" || within(value, limits));
}

const isObject = (value: Json): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

function isOf(kind: string, value: Json): boolean {
  switch (kind) {
    case "null": return value === null;
    case "bool": case "boolean": return typeof value === "boolean";
    case "int": return Number.isInteger(value);
    case "number": return typeof value === "number";
    case "string": return typeof value === "string";
    case "object": return isObject(value);
    case "list": case "array": return Array.isArray(value);
    default: return value === kind; // a name that stands for itself
  }
}

const within = (value: number, limits: readonly string[]): boolean => limits.every((limit) => {
  const bound = Number(limit.slice(1));
  return limit.startsWith("≥") ? value >= bound : limit.startsWith("≤") ? value <= bound : value > bound;
});
