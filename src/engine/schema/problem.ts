import { words } from "../../messages/en/schema.ts";

/** Where in a config: `["input_features", 0, "encoder", "type"]`. */
export type Path = readonly (string | number)[];

/** An edit of the config that would cure a problem; the app offers it as one button. */
export type Fix =
  | { readonly kind: "set"; readonly label: string; readonly path: Path; readonly value: unknown }
  | { readonly kind: "rename"; readonly label: string; readonly path: Path; readonly to: string }
  | { readonly kind: "remove"; readonly label: string; readonly path: Path };

/**
 * One thing that is wrong, or worth knowing, said to the user: where, what is wrong, what was expected, what came, the
 * likely cure. Only an `error` stops a run. `line` and `column` count from 1 and are filled in where the text is known.
 */
export interface Problem {
  readonly severity: "error" | "note";
  readonly path: Path;
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  readonly fix?: Fix;
  /** Of many things, of which the sentence names the first: a line for each. */
  readonly all?: readonly string[];
}

/** The usual edits, with the words on their buttons. */
export const fixSet = (path: Path, value: unknown, label = words.change(typeof value === "string" ? value : JSON.stringify(value))): Fix =>
  ({ kind: "set", label, path, value });
export const fixRename = (path: Path, to: string): Fix => ({ kind: "rename", label: words.change(to), path, to });
export const fixRemove = (path: Path, label = words.remove(String(path.at(-1)))): Fix => ({ kind: "remove", label, path });

export type Report = (problem: Problem) => void;

/** An expected failure is a value: comlink strips the fields of a thrown error. notes: what is worth knowing of a value; absent: nothing. */
export type Outcome<T> = { readonly ok: true; readonly value: T; readonly notes?: readonly Problem[] } | { readonly ok: false; readonly problems: readonly Problem[] };

export const success = <T>(value: T, notes: readonly Problem[] = []): Outcome<T> => ({ ok: true, value, ...(notes.length > 0 && { notes }) });
export const failure = (...problems: Problem[]): Outcome<never> => ({ ok: false, problems });
export const error = (path: Path, message: string, fix?: Fix): Problem => ({ severity: "error", path, message, ...(fix && { fix }) });
export const note = (path: Path, message: string, fix?: Fix): Problem => ({ severity: "note", path, message, ...(fix && { fix }) });
