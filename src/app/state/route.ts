/** Where the user is, as the hash of the address says it. Names and ids only: never data. */
export const STEPS = ["data", "model", "train", "evaluate", "predict"] as const;
export type Step = (typeof STEPS)[number];

export type Route =
  | { readonly screen: "welcome" }
  | { readonly screen: "library" }
  | { readonly screen: "trust"; readonly part: "storage" | null }
  | { readonly screen: "project"; readonly project: string; readonly step: Step; /** The run looked at; null means the latest. */ readonly run: string | null; /** All runs side by side. */ readonly compared?: true };

/** Where the address of a project has its step, when all its runs are looked at. */
const RUNS = "runs";

const isStep = (word: string | undefined): word is Step => STEPS.some((step) => step === word);

/** An address that means nothing leads to the first screen; a project without a known step to its data. */
export function readRoute(hash: string): Route {
  const [screen, id, step, run] = hash.replace(/^#?\/?/, "").split("/").map(decode);
  if (screen === "library") return { screen };
  if (screen === "trust") return { screen, part: id === "storage" ? id : null };
  if (screen === "project" && id && step === RUNS) return runsRoute(id);
  if (screen === "project" && id) return { screen, project: id, step: isStep(step) ? step : "data", run: run || null };
  return { screen: "welcome" };
}

export function writeRoute(route: Route): string {
  switch (route.screen) {
    case "welcome":
      return "#/";
    case "library":
      return "#/library";
    case "trust":
      return route.part ? `#/trust/${route.part}` : "#/trust";
    case "project":
      return ["#", "project", route.project, route.compared ? RUNS : route.step, ...(route.run ? [route.run] : [])].map((part, i) => (i ? encodeURIComponent(part) : part)).join("/");
    default:
      return route satisfies never;
  }
}

export const runsRoute = (project: string): Route => ({ screen: "project", project, step: "evaluate", run: null, compared: true });
export const projectRoute = (project: string, step: Step = "data", run: string | null = null): Route => ({ screen: "project", project, step, run });

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a stray % typed by hand
  }
}
