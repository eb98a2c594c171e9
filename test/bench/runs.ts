import type { BackendName } from "../../src/engine/acceleration/report.ts";
import type { Answers } from "./figures.ts";
import type { Profiled } from "./profile.ts";
import { flatness, profileOf, QUICK, race, raceForm, THOROUGH, type Flatness, type OpenLane, type Row } from "./race.ts";

/** What a place (a page, Node) is asked for: one row at a time, so that figures appear as they come. */
export interface Runs {
  row(backend: BackendName, name: string, quick: boolean): Promise<Row>;
  form(backend: BackendName, quick: boolean): Promise<Answers>;
  profile(backend: BackendName, name: string): Promise<readonly Profiled[]>;
  memory(backend: BackendName, name: string, quick: boolean): Promise<Flatness>;
}

export const PROFILED_STEPS = 200;

export const runs = (open: OpenLane): Runs => ({
  row: (backend, name, quick) => race(backend, name, quick ? QUICK : THOROUGH, open),
  form: (backend, quick) => raceForm(backend, quick ? QUICK : THOROUGH, open),
  profile: (backend, name) => profileOf(backend, name, backend === "wasm" ? PROFILED_STEPS : 1, open),
  memory: (backend, name, quick) => flatness(backend, name, quick ? 1000 : 10_000, open),
});
