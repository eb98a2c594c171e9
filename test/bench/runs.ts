import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { Answers, PicturesRead } from "./figures.ts";
import { flatness, profileOf, QUICK, race, raceForm, THOROUGH, type Flatness, type OpenLane, type Profile, type Row } from "./race.ts";

/** What a place (a page, Node) is asked for: one row at a time, so that figures appear as they come. */
export interface Runs {
  row(backend: BackendName, name: string, quick: boolean): Promise<Row>;
  form(backend: BackendName, quick: boolean): Promise<Answers>;
  /** In a page alone. */
  read(quick: boolean): Promise<PicturesRead>;
  profile(backend: BackendName, name: string): Promise<Profile>;
  memory(backend: BackendName, name: string, quick: boolean): Promise<Flatness>;
}

/** As many as fit into a few seconds, and no more. */
const PROFILED_STEPS = 300;

export const runs = (open: OpenLane, read: Runs["read"]): Runs => ({
  read,
  row: (backend, name, quick) => race(backend, name, quick ? QUICK : THOROUGH, open),
  form: (backend, quick) => raceForm(backend, quick ? QUICK : THOROUGH, open),
  profile: (backend, name) => profileOf(backend, name, PROFILED_STEPS, open),
  memory: (backend, name, quick) => flatness(backend, name, quick ? 1000 : 10_000, open),
});
