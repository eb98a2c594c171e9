/**
 * All sentences a user reads, by screen. A component says `t.data.title` and holds no sentence itself; what counts or names
 * something is a function with typed parameters. Another language is one more object of the same type.
 */
import { charts } from "./en/charts.ts";
import { data } from "./en/data.ts";
import { errors } from "./en/errors.ts";
import { evaluate } from "./en/evaluate.ts";
import { glossary } from "./en/glossary.ts";
import { hostile } from "./en/hostile.ts";
import { library } from "./en/library.ts";
import { model } from "./en/model.ts";
import { predict } from "./en/predict.ts";
import { shell } from "./en/shell.ts";
import { train } from "./en/train.ts";
import { welcome } from "./en/welcome.ts";

export const en = { shell, welcome, data, model, train, evaluate, predict, charts, library, glossary, errors, hostile };

/** Widened, so that another language may say other words under the same keys. */
type Widened<T> = T extends string ? string : T extends (...args: infer A) => string ? (...args: A) => string : { readonly [K in keyof T]: Widened<T[K]> };
export type Messages = Widened<typeof en>;
export type GlossaryWord = keyof typeof glossary;

/** The catalogue in use. */
export const t: Messages = en;
