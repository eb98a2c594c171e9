import type { Json } from "../../schema/json.ts";

/** Why a model from elsewhere is not taken, as a sentence; caught by whoever reads one. */
export class Refused extends Error {}

export type Block = { readonly [key: string]: Json };

export const isBlock = (value: Json | undefined): value is Block => typeof value === "object" && value !== null && !Array.isArray(value);
export const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);
export const textOf = (value: Json | undefined): string => (typeof value === "string" ? value : "");
/** The value of a block's own key. */
export const at = (value: Json | undefined, key: string): Json | undefined => (isBlock(value) && Object.hasOwn(value, key) ? value[key] : undefined);
