import type { EngineApi } from "../../engine/api.ts";
import type { ModelBundle } from "../../engine/model/bundle.ts";
import { success, type Outcome } from "../../engine/schema/problem.ts";

/** The first answers compile and warm what the others use. */
const WARM = 3;
const TIMED = 10;

/** Seconds for the answer to one row of missing cells, as the page waits for it: the median of ten. */
export async function secondsPerAnswer(engine: EngineApi, bundle: ModelBundle): Promise<Outcome<number>> {
  const opened = await engine.open(bundle);
  if (!opened.ok) return opened;
  const { id, inputs } = opened.value;
  const cells = Object.fromEntries(inputs.map(({ column }) => [column, [null]]));
  const times: number[] = [];
  try {
    for (let i = 0; i < WARM + TIMED; i++) {
      const start = performance.now();
      const answered = await engine.predict(id, cells);
      if (!answered.ok) return answered;
      if (i >= WARM) times.push((performance.now() - start) / 1000);
    }
  } finally {
    await engine.close(id);
  }
  return success(times.sort((a, b) => a - b)[TIMED / 2]!); // TIMED of them
}
