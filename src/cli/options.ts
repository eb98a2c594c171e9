import { parseArgs } from "node:util";
import { suggest } from "../engine/schema/suggest.ts";
import { Mistake } from "./terminal.ts";

/** One option of a command; without `value` it is a switch. */
export interface OptionSpec {
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
  readonly summary: string;
  readonly required?: boolean;
  /** May be given more than once. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
}
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

export interface Options<Specs extends OptionSpecs> {
  /** The value of an option that is required, checked to be there. */
  required(name: keyof Specs & string): string;
  optional(name: keyof Specs & string): string | undefined;
  all(name: keyof Specs & string): readonly string[];
  has(name: keyof Specs & string): boolean;
}

/** Reads a command's arguments; every mistake at once, as sentences. `--random_seed`, as Ludwig spells it, is `--random-seed`. */
export function readOptions<Specs extends OptionSpecs>(command: string, specs: Specs, args: readonly string[]): Options<Specs> {
  const { values, mistakes } = collect(specs, args);
  for (const [name, spec] of Object.entries(specs)) {
    const given = values.get(name) ?? [];
    if (spec.required && given.length === 0) mistakes.push(`--${name} is missing: ${lowerFirst(spec.summary)}.`);
    if (!spec.many && given.length > 1) mistakes.push(`--${name} is given ${given.length} times; give it once.`);
    for (const value of given) {
      if (spec.choices && !spec.choices.includes(value)) mistakes.push(`--${name} cannot be '${value}'; expected one of ${spec.choices.join(", ")}.`);
    }
  }
  if (mistakes.length > 0) throw new Mistake(...mistakes, `See 'fidelio ${command} --help'.`);
  return {
    required: (name) => values.get(name)![0]!, // refused above when absent
    optional: (name) => values.get(name)?.[0],
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

function collect(specs: OptionSpecs, args: readonly string[]): { values: Map<string, string[]>; mistakes: string[] } {
  const known = Object.fromEntries(Object.entries(specs).map(([name, { value }]) => [name, { type: value === undefined ? "boolean" : "string", multiple: true } as const]));
  const { tokens } = parseArgs({ args: args.map(hyphenated), options: known, strict: false, allowPositionals: true, tokens: true });
  const values = new Map<string, string[]>();
  const mistakes: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") mistakes.push(`'${token.value}' is not expected here: every value follows an option such as --${Object.keys(specs)[0] ?? "help"}.`);
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) mistakes.push(`There is no option '${token.rawName}'; ${suggest(token.name, Object.keys(specs)).sentence.replaceAll(/'([^']+)'/g, "'--$1'")}`);
    else if (spec.value !== undefined && (token.value === undefined || (!token.inlineValue && token.value.startsWith("--")))) mistakes.push(`--${token.name} needs a value: ${lowerFirst(spec.summary)}.`);
    else if (spec.value === undefined && token.value !== undefined) mistakes.push(`--${token.name} takes no value, and got '${token.value}'.`);
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  return { values, mistakes };
}

const hyphenated = (argument: string): string => argument.replace(/^--[^=]+/, (name) => name.replaceAll("_", "-"));
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
