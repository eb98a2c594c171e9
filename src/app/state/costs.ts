import type { ProjectRecord, RunRecord, UnfinishedRecord } from "../../storage/index.ts";

/** In bytes. */
export interface ProjectCost {
  readonly id: string;
  readonly name: string;
  readonly inBin: boolean;
  /** Its own record and its data set; of data that projects share, each bears all. */
  readonly data: number;
  readonly runs: number;
  readonly runBytes: number;
}
export interface Costs { readonly projects: readonly ProjectCost[]; /** What belongs to no project. */ readonly loose: number }

/** The dearest first. `runs`: finished or not. `sizes`: record id → bytes. */
export function costsOf(projects: readonly ProjectRecord[], runs: readonly Pick<RunRecord | UnfinishedRecord, "id" | "project">[], sizes: ReadonlyMap<string, number>): Costs {
  const size = (id: string | null) => (id === null ? 0 : (sizes.get(id) ?? 0));
  const own = new Set<string>();
  const costs = projects.map(({ id, name, deletedAt, dataset }): ProjectCost => {
    const its = [...new Set(runs.filter((run) => run.project === id).map((run) => run.id))];
    for (const member of [id, ...(dataset === null ? [] : [dataset]), ...its]) own.add(member);
    return { id, name, inBin: deletedAt !== null, data: size(id) + size(dataset), runs: its.length, runBytes: sum(its.map(size)) };
  });
  const loose = sum([...sizes].filter(([id]) => !own.has(id)).map(([, bytes]) => bytes));
  return { projects: costs.sort((a, b) => b.data + b.runBytes - (a.data + a.runBytes)), loose };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
