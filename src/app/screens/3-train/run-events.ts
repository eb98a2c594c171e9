import { count } from "../../messages/format.ts";
import { late } from "../../messages/late.ts";
import type { RunView } from "../props.ts";

/** `at`: the round, or the first and last of several in a row; empty before the first. */
export interface RunEventLine { readonly at: string; readonly text: string }

/** The story of a run, latest first. Rounds that each beat the one before are one line. */
export function runEvents(run: RunView): RunEventLine[] {
  const words = late.train.events;
  const lines: RunEventLine[] = [];
  const said = (feature: string) => run.notes.some((note) => note.message.includes(feature));
  for (const [feature, rows] of Object.entries(run.plan?.dropped ?? {})) if (rows > 0 && !said(feature)) lines.push({ at: "", text: words.dropped(rows, feature) });
  for (const note of run.notes) lines.push({ at: "", text: note.message });
  let rate = run.plan?.learningRate;
  let climb: { readonly first: number; readonly last: number } | null = null;
  const endClimb = () => {
    if (climb === null) return;
    const { first, last } = climb;
    const kept = run.status === "finished" && last === run.bestRound;
    lines.push({ at: first === last ? count(first) : words.span(count(first), count(last)), text: kept ? words.kept : first === last ? words.best : words.climbing });
    climb = null;
  };
  const incidents = [...run.incidents];
  const tellUpTo = (round: number) => {
    while (incidents[0] && incidents[0].round < round) {
      endClimb();
      const { reason, at, from, next, round: after } = incidents[0];
      lines.push({ at: after ? count(after) : "", text: late.train.incident(reason, at, from, next) });
      incidents.shift();
    }
  };
  for (const { round, learningRate, best } of run.rounds) {
    tellUpTo(round);
    if (rate !== undefined && learningRate !== rate) {
      endClimb();
      lines.push({ at: count(round), text: words.rate(learningRate) });
    }
    rate = learningRate;
    if (!best) endClimb();
    else climb = climb === null ? { first: round, last: round } : { first: climb.first, last: round };
  }
  tellUpTo(Infinity);
  endClimb();
  return lines.reverse();
}
