/** Ways to type one value in: described by the engine, drawn by the app. */
export type Control =
  | { readonly kind: "number"; readonly min: number; readonly max: number; readonly typical: number; readonly integers: boolean; readonly histogram: readonly number[] }
  | { readonly kind: "choice"; readonly options: readonly string[]; readonly typical: string }
  | { readonly kind: "switch"; readonly labels: readonly [negative: string, positive: string]; readonly typical: string }
  | { readonly kind: "text"; readonly typical: string; /** Some of the commonest words. */ readonly words: readonly string[] };
