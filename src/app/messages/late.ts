/** The sentences of a project's screens but the first, Data: they come with those screens, and a first visit loads none of them. */
import { catalogue, type Messages } from "../../messages/catalogue.ts";
import { changesFile } from "./en/changes-file.ts";
import { charts } from "./en/charts.ts";
import { doctor } from "./en/doctor-panel.ts";
import { evaluate } from "./en/evaluate.ts";
import { model } from "./en/model.ts";
import { parts } from "./en/parts.ts";
import { predict } from "./en/predict.ts";
import { runs } from "./en/runs.ts";
import { train } from "./en/train.ts";

export const lateEn = { model, train, charts, parts, evaluate, runs, predict, changesFile, doctor };

/** The catalogue in use. */
export const late: Messages<typeof lateEn> = catalogue("app-late", lateEn);
