/** The sentences of what is shown once a run has ended: they come with its screens, and a first visit loads none of them. */
import { catalogue, type Messages } from "../../messages/catalogue.ts";
import { charts } from "./en/charts.ts";
import { evaluate } from "./en/evaluate.ts";
import { predict } from "./en/predict.ts";
import { runs } from "./en/runs.ts";

export const lateEn = { charts, evaluate, predict, runs };

/** The catalogue in use. */
export const late: Messages<typeof lateEn> = catalogue("app-late", lateEn);
