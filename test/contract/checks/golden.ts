import type { Check } from "./check.ts";

export const goldenChecks = (): readonly Check[] => [];
