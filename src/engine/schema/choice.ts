import { words } from "../../messages/en/schema.ts";
import type { TObject, Params } from "./params.ts";
import type { Json } from "./json.ts";
import { readParams } from "./read.ts";
import { suggest } from "./suggest.ts";
import { error, fixSet, type Path, type Report } from "./problem.ts";

/**
 * A named part with parameters of its own (an encoder, a decoder, a loss, a combiner, an optimizer), closed over their
 * types: outside its file a part is known only by what it makes.
 */
export interface Choice<Made> {
  readonly summary: string;
  readonly params: TObject;
  /** Parameters, as a config would give them, that keep the part tiny: the contract checks build it with these. */
  readonly example: { readonly [key: string]: Json };
  /** Keys that Ludwig has for the part and that change nothing, there or here: told when met. */
  readonly idle?: readonly string[];
  open(raw: unknown, path: Path, report: Report): Made;
  /** Every parameter of `open`'s reading, defaults filled in: what a run stores as its resolved config. */
  resolve(raw: unknown): { readonly [key: string]: Json };
}

export interface ChoiceSpec<S extends TObject, Made> {
  readonly summary: string;
  readonly params: S;
  readonly example: { readonly [key: string]: Json };
  readonly idle?: readonly string[];
  make(params: Params<S>): Made;
  /** Rules across parameters; each broken one is reported with its own path. */
  check?(params: Params<S>, path: Path, report: Report): void;
}

export function defineChoice<S extends TObject, Made>(spec: ChoiceSpec<S, Made>): Choice<Made> {
  return {
    summary: spec.summary,
    params: spec.params,
    example: spec.example,
    ...(spec.idle && { idle: spec.idle }),
    open(raw, path, report) {
      const params = readParams(spec.params, raw, path, report);
      spec.check?.(params, path, report);
      return spec.make(params);
    },
    resolve: (raw) => readParams(spec.params, raw, [], () => {}) as { readonly [key: string]: Json }, // a schema of JSON values yields JSON
  };
}

/** The same part, made into another kind of thing. */
export const mapChoice = <Made, Other>(choice: Choice<Made>, other: (made: Made) => Other): Choice<Other> => ({
  ...choice,
  open: (raw, path, report) => other(choice.open(raw, path, report)),
});

/** All parts one may choose from, by the name a config uses. `planned` names are Ludwig's that are not here yet, `never` those that will not come. */
export interface Family<Made> {
  readonly noun: string;
  readonly choices: Readonly<Record<string, Choice<Made>>>;
  readonly fallback: string;
  /** What Ludwig takes where none is named, when that is another part: taking `fallback` for it is told. */
  readonly ludwigs?: string;
  readonly planned?: readonly string[];
  readonly never?: { readonly names: readonly string[]; readonly why: () => string };
}

/** Read `{type: name, ...params}`; an absent block means the default part with default parameters. */
export function openChoice<Made>(family: Family<Made>, raw: unknown, path: Path, report: Report): { readonly type: string; readonly made: Made } {
  const { type, params } = splitType(family, raw, path, report);
  return { type, made: family.choices[type]!.open(params, path, report) };
}

export function resolveChoice<Made>(family: Family<Made>, raw: unknown): { readonly [key: string]: Json } {
  const { type, params } = splitType(family, raw, [], () => {});
  return { type, ...family.choices[type]!.resolve(params) };
}

function splitType<Made>(family: Family<Made>, raw: unknown, path: Path, report: Report): { type: string; params: unknown } {
  if (raw === undefined || raw === null) return { type: family.fallback, params: {} };
  if (typeof raw !== "object" || Array.isArray(raw)) {
    const wanted = typeof raw === "string" && Object.hasOwn(family.choices, raw) ? raw : family.fallback;
    const message = words.choiceBlock(family.noun, wanted, JSON.stringify(raw));
    report(error(path, message, fixSet(path, { type: wanted }, words.write(`{type: ${wanted}}`))));
    return { type: wanted, params: {} };
  }
  const { type = family.fallback, ...params } = raw as Record<string, unknown>; // an object that is no array, checked above
  if (typeof type === "string" && Object.hasOwn(family.choices, type)) return { type, params };
  const at = [...path, "type"];
  const { planned, never } = family;
  if (typeof type === "string" && never?.names.includes(type)) {
    report(error(at, words.neverChoice(family.noun, type, never.why(), Object.keys(family.choices))));
  } else if (typeof type === "string" && planned?.includes(type)) {
    report(error(at, words.plannedChoice(family.noun, type, Object.keys(family.choices))));
  } else {
    const near = suggest(String(type), Object.keys(family.choices));
    const fix = near.word === undefined ? undefined : fixSet(at, near.word);
    report(error(at, words.unknownChoice(family.noun, String(type), near.sentence), fix));
  }
  return { type: family.fallback, params: {} };
}
