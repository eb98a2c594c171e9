import { t } from "../../messages/index.ts";
import type { RunView } from "../props.ts";

export interface RunEventLine { readonly round: number | null; readonly text: string }

/** The story of a run, latest first. */
export function runEvents(run: RunView): RunEventLine[] {
  const words = t.train.events;
  const over = run.status === "finished";
  const lines: RunEventLine[] = [];
  for (const dropped of Object.entries(run.plan?.dropped ?? {})) if (dropped[1] > 0) lines.push({ round: null, text: words.dropped(dropped[1], dropped[0]) });
  for (const note of run.notes) lines.push({ round: null, text: note.message });
  let rate = run.plan?.learningRate;
  for (const round of run.rounds) {
    if (rate !== undefined && round.learningRate !== rate) lines.push({ round: round.round, text: words.rate(round.learningRate) });
    rate = round.learningRate;
    if (round.best) lines.push({ round: round.round, text: over && round.round === run.bestRound ? words.kept : words.best });
  }
  return lines.reverse();
}
