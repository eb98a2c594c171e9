/** A policy in plain words: what each directive forbids, and whether it leaves a door to another address. */
import { parsePolicy, type Directive, type StatedPolicy } from "../../privacy/policy.ts";
import { trustWords } from "../messages/en/trust-screen.ts";

export interface Explained extends Directive {
  readonly text: string;
  /** Sources that lie beyond the page's own address: what a strict policy does not have. */
  readonly beyond: readonly string[];
}

/** Where to send to, or what to load from: every directive that could name another address. */
const lists = /-src(-elem|-attr)?$|^(form-action|frame-ancestors|base-uri)$/;
const inside = new Set(["'none'", "'self'", "'wasm-unsafe-eval'", "'report-sample'", "'strict-dynamic'", "blob:", "data:"]);

export const explain = (policy: StatedPolicy): readonly Explained[] => parsePolicy(policy.text).map(explainOne);

function explainOne({ name, values }: Directive): Explained {
  const words: Readonly<Record<string, string>> = trustWords.directive;
  const beyond = lists.test(name) ? values.filter((value) => !inside.has(value) && !/^'(nonce|sha\d+)-/.test(value)) : [];
  const known = words[name] ?? trustWords.directiveUnknown;
  return { name, values, beyond, text: beyond.length ? trustWords.directiveOpen(beyond.join(" ")) : known };
}

/** Does a policy keep requests at home? What no directive names falls to `default-src`. */
export function isStrict(policy: StatedPolicy): boolean {
  const directives = new Map(parsePolicy(policy.text).map((directive) => [directive.name, explainOne(directive)]));
  const connect = directives.get("connect-src") ?? directives.get("default-src");
  return connect !== undefined && [...directives.values()].every(({ beyond }) => beyond.length === 0);
}
