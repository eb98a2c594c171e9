import type { Tensor } from "../../tf.ts";
import { repeatedBy, type Recorded } from "../recorded.ts";
import type { Lanes } from "../repeat.ts";
import type { WasmBackend } from "./backend.ts";
import { recordedBy, type RecordedCalls } from "./recorded-calls.ts";
import type { Lane, Team } from "./team.ts";

type Work = () => readonly Tensor[];

/**
 * Works side by side: a helper is handed the whole list of a work's calls, where it would else be handed a share of each. What is small costs no
 * more to hand over than what is large.
 */
export const lanesOf = (backend: WasmBackend, team: Team): Lanes => ({
  most: team.threads,
  repeat(works) {
    const all = () => works.flatMap((work) => work());
    return repeatedBy(() => sideBySide(backend, team, works) ?? recordedBy(backend, all), all);
  },
});

/** Null where helpers cannot do what was recorded: some of it is JavaScript, or its calls are too many. */
function sideBySide(backend: WasmBackend, team: Team, works: readonly Work[]): Recorded<readonly Tensor[]> | null {
  const recorded: RecordedCalls<readonly Tensor[]>[] = [];
  const dispose = () => recorded.forEach((one) => one.dispose());
  let replay: (() => void) | null = null;
  try {
    replay = handedOut(team, works, (work) => {
      const one = recordedBy(backend, work, true);
      recorded.push(one);
      return one;
    });
  } finally {
    if (!replay) dispose();
  }
  const sum = (of: "commands" | "bytes") => recorded.reduce((total, { captured }) => total + captured[of], 0);
  return replay && {
    results: recorded.flatMap(({ results }) => results),
    flaw: null,
    captured: { commands: sum("commands"), bytes: sum("bytes"), uploads: 0 },
    replay,
    dispose,
  };
}

function handedOut(team: Team, works: readonly Work[], record: (work: Work) => RecordedCalls<readonly Tensor[]>): (() => void) | null {
  const lanes: Lane[] = [];
  for (const work of works) {
    const { flaw, calls, replay } = record(work);
    if (flaw !== null || !calls) return null;
    lanes.push({ calls, replay });
  }
  return team.beside(lanes);
}
