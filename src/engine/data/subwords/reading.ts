/** Small questions to a tokenizer file, which may hold anything. */
import type { Json } from "../../schema/json.ts";

export type Block = { readonly [key: string]: Json };

/** A part of a tokenizer file that is not known here. Thrown while a tokenizer is made, and caught by whoever reads the file. */
export class NotUnderstood extends Error {
  readonly part: string;
  readonly what: string;
  constructor(part: string, what: string) {
    super(`internal: ${part} ${what}`);
    this.part = part;
    this.what = what;
  }
}

export const isBlock = (value: Json | undefined): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
export const at = (block: Block, key: string): Json => (Object.hasOwn(block, key) ? block[key]! : null);
export const list = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []); // an array of JSON holds JSON
export const textAt = (block: Block, key: string): string | null => {
  const value = at(block, key);
  return typeof value === "string" ? value : null;
};
export const isOn = (block: Block, key: string, otherwise: boolean): boolean => {
  const value = at(block, key);
  return typeof value === "boolean" ? value : otherwise;
};

/** The pattern of a replacement or a cut: only plain texts, since patterns of users may take forever. */
export function plainPattern(part: string, pattern: Json): string {
  const text = isBlock(pattern) ? textAt(pattern, "String") : null;
  if (text === null || text === "") throw new NotUnderstood(part, `pattern ${JSON.stringify(pattern)}`);
  return text;
}
