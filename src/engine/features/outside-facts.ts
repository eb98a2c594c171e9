import { bringGraphs } from "../layers/foreign/frozen-graph.ts";
import type { ForeignPlan } from "../layers/foreign/plan.ts";
import type { Json } from "../schema/json.ts";

/** What facts hold that came from a file. */
export const outsideIn = (facts: unknown): { readonly [key: string]: Json } =>
  (typeof facts === "object" && facts !== null && "outside" in facts && typeof facts.outside === "object" && facts.outside !== null ? facts.outside : {}) as { readonly [key: string]: Json }; // facts are JSON

/** The model from elsewhere that an input reads; null: it reads none. */
export const planIn = (facts: unknown): ForeignPlan | null => (outsideIn(facts)["foreign"] as unknown as ForeignPlan | undefined) ?? null; // as the feature that knows it put it there

/** Load what these inputs need beside the engine itself, before they are built: what runs graphs is large. */
export async function bringParts(inputs: Readonly<Record<string, Json>>): Promise<void> {
  if (Object.values(inputs).some((facts) => planIn(facts)?.format === "graph")) await bringGraphs();
}
