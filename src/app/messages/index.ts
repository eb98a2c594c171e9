/**
 * The sentences a user reads, by screen; those of the screens after Data are `late.ts`. A component says `t.data.title` and holds no sentence itself; what counts or names
 * something is a function with typed parameters. Another language is one more object of the same type.
 */
import { catalogue, type Messages as MessagesOf } from "../../messages/catalogue.ts";
import { changes } from "./en/changes.ts";
import { data } from "./en/data.ts";
import { doctor } from "./en/doctor.ts";
import { errors } from "./en/errors.ts";
import { glossary } from "./en/glossary.ts";
import { keeping } from "./en/keeping.ts";
import { hostile } from "./en/hostile.ts";
import { library } from "./en/library.ts";
import { offline } from "./en/offline.ts";
import { pictures } from "./en/pictures.ts";
import { shell } from "./en/shell.ts";
import { tabs } from "./en/tabs.ts";
import { trust } from "./en/trust.ts";
import { welcome } from "./en/welcome.ts";
import { workers } from "./en/workers.ts";

export const en = {
  shell,
  welcome,
  data,
  pictures,
  changes,
  doctor,
  library,
  offline,
  glossary,
  errors,
  hostile,
  trust,
  keeping,
  tabs,
  workers,
};

export type Messages = MessagesOf<typeof en>;
export type GlossaryWord = keyof typeof glossary;

/** The catalogue in use. */
export const t: Messages = catalogue("app", en);
