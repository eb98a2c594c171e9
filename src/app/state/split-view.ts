import { at, configData } from "./config-data.ts";

/** How a config shares the rows, as far as a screen says it. Ludwig's default is a random 70, 10, 20. */
export type SplitView = { readonly kind: "random"; readonly shares: readonly [number, number, number] } | { readonly kind: "fixed"; readonly column: string };

const DEFAULT: readonly [number, number, number] = [0.7, 0.1, 0.2];

export function readSplit(yaml: string): SplitView {
  const split = at(at(configData(yaml), "preprocessing"), "split");
  const column = at(split, "column");
  if (at(split, "type") === "fixed") return { kind: "fixed", column: typeof column === "string" ? column : "split" };
  const given = at(split, "probabilities");
  const [train, validation, test] = Array.isArray(given) ? given.map(Number) : DEFAULT;
  const shares = [train ?? 0, validation ?? 0, test ?? 0] as const;
  const sum = shares[0] + shares[1] + shares[2];
  return { kind: "random", shares: sum > 0 && Number.isFinite(sum) ? [shares[0] / sum, shares[1] / sum, shares[2] / sum] : DEFAULT };
}
