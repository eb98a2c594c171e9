/** Parameters that are not what their schema expects, and the usual cures. */
import { catalogue } from "../catalogue.ts";
import { count } from "../format.ts";

/** Names that are listed; of more, their number is told. */
const SHOWN = 30;

export const words = catalogue("schema", {
  /** By what the key would be, had it been known. */
  unknown: {
    parameter: (key: string, hint: string) => `unknown parameter '${key}'; ${hint}`,
    section: (key: string, hint: string) => `unknown section '${key}'; ${hint}`,
    key: (key: string, hint: string) => `unknown key '${key}'; ${hint}`,
  },
  didYouMean: (word: string) => `did you mean '${word}'?`,
  knownAre: (names: readonly string[]) => `known are: ${names.slice(0, SHOWN).join(", ")}${names.length > SHOWN ? ` and ${count(names.length - SHOWN)} more` : ""}`,
  nothingKnown: "nothing is known here",

  /** What is wrong with one value: `key: complaint; got value`. */
  wrongValue: (key: string, complaint: string, got: string) => `${key}: ${complaint}; got ${got}`,
  plannedValue: (value: string, expected: string) => `'${value}' is known to Ludwig but not in Fidelio yet; expected ${expected}`,
  onlyYet: (expected: string) => `known to Ludwig, but in Fidelio it can only be ${expected} yet`,
  expected: (expected: string) => `expected ${expected}`,
  expectedAt: (expected: string, place: string) => `expected ${expected} at ${place}`,
  expectedBlock: (got: string) => `expected a block of parameters, got ${got}`,

  /** A schema in words: "an integer of at least 1", "one of relu, tanh". */
  kind: {
    integer: "an integer",
    number: "a number",
    boolean: "true or false",
    text: "a text",
    null: "null",
    block: "a block of parameters",
    other: "another value",
    list: "a list",
    listOf: (each: string) => `a list, each ${each}`,
    listOfSize: (size: number) => `a list of ${count(size)} values`,
    listOfSizeEach: (size: number, each: string) => `a list of ${count(size)} values, each ${each}`,
    listUpTo: (most: number) => `a list of at most ${count(most)} values`,
    listUpToEach: (most: number, each: string) => `a list of at most ${count(most)} values, each ${each}`,
    oneOf: (values: readonly string[]) => `one of ${values.join(", ")}`,
    either: (kinds: readonly string[]) => kinds.join(", or "),
    above: (kind: string, low: string) => `${kind} above ${low}`,
    aboveUpTo: (kind: string, low: string, high: string) => `${kind} above ${low} and at most ${high}`,
    fromTo: (kind: string, low: string, high: string) => `${kind} from ${low} to ${high}`,
    atLeast: (kind: string, low: string) => `${kind} of at least ${low}`,
    atMost: (kind: string, high: string) => `${kind} of at most ${high}`,
  },

  /** A part that is chosen by name; `noun` is the config's own word for it: "encoder". */
  choiceBlock: (noun: string, wanted: string, got: string) => `${noun}: expected a block such as {type: ${wanted}}, got ${got}`,
  plannedChoice: (noun: string, type: string, here: readonly string[]) => `${noun} '${type}' is known to Ludwig but not in Fidelio yet; here are: ${here.join(", ")}`,
  neverChoice: (noun: string, type: string, why: string, here: readonly string[]) => `${noun} '${type}' is known to Ludwig, and will not come to Fidelio: ${why}; here are: ${here.join(", ")}`,
  unknownChoice: (noun: string, type: string, hint: string) => `unknown ${noun} '${type}'; ${hint}`,

  /** Words on the buttons of cures. */
  change: (to: string) => `Change to ${to}`,
  remove: (what: string) => `Remove ${what}`,
  write: (what: string) => `Write ${what}`,
});
