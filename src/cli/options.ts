import { parseArgs } from "node:util";
import { suggest } from "../engine/schema/suggest.ts";
import { help } from "../messages/catalogue.ts";
import { words } from "../messages/en/cli.ts";
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
    if (spec.required && given.length === 0) mistakes.push(words.options.missing(name, lowerFirst(help(spec.summary))));
    if (!spec.many && given.length > 1) mistakes.push(words.options.twice(name, given.length));
    for (const value of given) {
      if (spec.choices && !spec.choices.includes(value)) mistakes.push(words.options.notOneOf(name, value, spec.choices));
    }
  }
  if (mistakes.length > 0) throw new Mistake(...mistakes, words.help.see(`${command} --help`));
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
    if (token.kind === "positional") mistakes.push(words.options.stray(token.value, Object.keys(specs)[0] ?? "help"));
    if (token.kind !== "option") continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) mistakes.push(words.options.noOption(token.rawName, suggest(token.name, Object.keys(specs)).sentence.replaceAll(/'([^']+)'/g, "'--$1'")));
    else if (spec.value !== undefined && (token.value === undefined || (!token.inlineValue && token.value.startsWith("--")))) mistakes.push(words.options.noValue(token.name, lowerFirst(help(spec.summary))));
    else if (spec.value === undefined && token.value !== undefined) mistakes.push(words.options.valueGiven(token.name, token.value));
    else values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? ""]);
  }
  return { values, mistakes };
}

const hyphenated = (argument: string): string => argument.replace(/^--[^=]+/, (name) => name.replaceAll("_", "-"));
const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
