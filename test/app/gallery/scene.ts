import { mount, type Component } from "svelte";
import type { AppState } from "../../../src/app/state/app.svelte.ts";
import type { SplitEvaluation } from "../../../src/engine/evaluation/evaluation.ts";
import type { RunView } from "../../../src/app/screens/props.ts";
import type { ProjectState } from "../../../src/app/state/project.svelte.ts";
import type { Step } from "../../../src/app/state/route.ts";
import { stepViews, type StepView } from "../../../src/app/state/steps.ts";
import App from "../../../src/app/App.svelte";
import { disk, openPage, type Disk } from "../support/ports.ts";
import { columns, evaluations, goodYaml, runAt, table } from "../fixtures/penguins.ts";
import Frame from "./Frame.svelte";

/** Draws one state of one screen; what it gives back is unmounted before the next. */
export type Scene = (target: Element) => Promise<Record<string, unknown>>;

/** The penguins as a file, so that the real reader profiles them. */
export const penguinsFile = (): File => new File([[columns.join(","), ...table.map((row) => columns.map((column) => row[column] ?? "").join(","))].join("\n")], "penguins.csv");

export type Page = ReturnType<typeof openPage>;

/** The real app over its real state, brought into a state first. */
export const inApp = (prepare: (page: Page, disk: Disk) => Promise<unknown>, act: () => unknown = () => {}): Scene => async (target) => {
  const kept = disk();
  const page = openPage(kept);
  await page.app.start();
  await prepare(page, kept);
  const shown = mount(App, { target, props: { app: page.app } });
  await until("a screen, fetched when it is first shown", () => target.querySelector("h1"));
  await act();
  await settled();
  return shown;
};

let framed: Promise<AppState> | null = null;
async function penguinsProject(): Promise<AppState> {
  const { app } = openPage(disk());
  await app.start();
  await app.openFile(penguinsFile());
  app.project?.document.edit(goodYaml, "");
  await app.project?.document.looked();
  return app;
}

/** What a screen is given that the rail tells of, too. */
interface Told { readonly run?: RunView | null; readonly records?: readonly unknown[]; readonly evaluations?: readonly SplitEvaluation[]; readonly blockers?: readonly unknown[]; readonly stale?: boolean }

/** The steps as the rail would show them beside what the screen was given. */
function railOf(project: ProjectState, { run = null, records = [], evaluations: judged = evaluations, blockers = [], stale = false }: Told): readonly StepView[] {
  const { inputs, outputs } = project.document.features;
  const shown = run ?? (records.length > 0 ? runAt(80, "finished") : null);
  const finished = shown?.status === "finished";
  return stepViews({
    rows: table.length, columns: columns.length, findings: 0, inputs: inputs.length, outputs: outputs.length, problems: project.document.errors.length + blockers.length,
    run: shown, stale, judged: finished ? (judged[0]?.rows ?? 0) : 0, hasModel: finished,
  });
}

/** The project with other steps; all else is its own. */
const withSteps = (project: ProjectState, steps: readonly StepView[]): ProjectState => new Proxy(project, {
  get(target, key) {
    if (key === "steps") return steps;
    const value: unknown = Reflect.get(target, key, target);
    return typeof value === "function" ? value.bind(target) : value;
  },
});

/** One screen between the rail and the tabs, with made-up props. */
export const framedScreen = (step: Step, screen: Component<never>, given: object): Scene => async (target) => {
  framed ??= penguinsProject();
  const app = await framed;
  const { project } = app;
  if (!project) throw new Error("no project is open");
  const shown = mount(Frame, { target, props: { app, project: withSteps(project, railOf(project, given)), step, screen, given } });
  await settled();
  for (let frame = 0; frame < 300 && target.querySelector(".charts[aria-busy=true]"); frame++) await settled();
  return shown;
};

/** Two frames: effects have run, and charts have been drawn at their width. */
export const settled = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));

/** Frame after frame until it is so, and drawn; an error after ten seconds. */
export async function until(what: string, isSo: () => unknown): Promise<void> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > 10_000) throw new Error(`not within ten seconds: ${what}`);
    await new Promise((done) => setTimeout(done, 4));
  }
  await settled();
}

/** Clicks the button or label that reads so, or begins so. */
export function press(words: string, whole = true): void {
  const found = pressable(words, whole);
  if (!found) throw new Error(`nothing to press reads ${words}`);
  found.click();
}

/** What `press` would click. */
export function pressable(words: string, whole = true): HTMLElement | undefined {
  const reads = (text: string) => (whole ? text.trim() === words : text.trim().startsWith(words));
  return [...document.querySelectorAll<HTMLElement>("button, label, summary, [role=tab]")].find((one) => reads(one.textContent) || reads(one.ariaLabel ?? ""));
}

/** Chooses the option that reads so, or holds it: in another language it may begin in another way. */
export function choose(words: string, whole = true): void {
  const option = [...document.querySelectorAll("option")].find(({ textContent }) => (whole ? textContent.trim() === words : textContent.includes(words)));
  const select = option?.closest("select");
  if (!option || !select) throw new Error(`nothing to choose reads ${words}`);
  select.value = option.value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
