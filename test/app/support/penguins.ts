import type { AppState } from "../../../src/app/state/app.svelte.ts";
import type { ProjectState } from "../../../src/app/state/project.svelte.ts";
import { disk, openPage, type Disk } from "./ports.ts";

/** Two species that a beak's length tells apart. */
export const PENGUINS = ["species,beak,sex", ...Array.from({ length: 60 }, (_, i) => (i % 2 ? `Gentoo,${47 + (i % 7) / 10},${i % 3 ? "m" : "f"}` : `Adelie,${38 + (i % 5) / 10},${i % 3 ? "f" : i === 0 ? "." : "m"}`))].join("\n");

export async function started(from: Disk = disk(), sample = PENGUINS) {
  const page = openPage(from, sample);
  await page.app.start();
  return page;
}
export function opened(app: AppState): ProjectState {
  if (!app.project) throw new Error("no project is open");
  return app.project;
}
