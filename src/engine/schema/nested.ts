import type { Choice, Family } from "./choice.ts";
import { openChoice, resolveChoice } from "./choice.ts";
import { Type, type TObject } from "./params.ts";
import { asRecord } from "./read.ts";

/** A parameter that is itself a choice. */
export interface NestedChoice<Own, Inner, Made> {
  readonly key: string;
  readonly family: Family<Inner>;
  readonly description: string;
  make(own: Own, inner: Inner): Made;
}

/** A choice that has another one among its parameters, such as a combiner that has an encoder of its own. */
export function withChoice<Own, Inner, Made>(own: Choice<Own>, { key, family, description, make }: NestedChoice<Own, Inner, Made>): Choice<Made> {
  const parted = (raw: unknown): readonly [inner: unknown, others: unknown] => {
    const { [key]: inner, ...others } = asRecord(raw, [], () => {});
    return [inner, typeof raw === "object" ? others : raw];
  };
  const resolveInner = (raw: unknown) => resolveChoice(family, raw);
  return {
    summary: own.summary,
    params: Type.Object({ ...own.params.properties, [key]: schemaOf(family, resolveInner(undefined)["type"] as string, description) }), // a choice has a type
    example: own.example,
    open(raw, path, report) {
      const [inner, others] = parted(raw);
      const made = own.open(others, path, report);
      return make(made, openChoice(family, inner, [...path, key], report).made);
    },
    resolve(raw) {
      const [inner, others] = parted(raw);
      return { ...own.resolve(others), [key]: resolveInner(inner) };
    },
  };
}

/** `{type: name, ...parameters}`, one shape for each choice. */
const schemaOf = (family: Family<unknown>, type: string, description: string) =>
  Type.Union(
    Object.entries(family.choices).map(([name, { summary, params }]): TObject =>
      Type.Object({ type: Type.Literal(name, { description: summary }), ...Type.Partial(params).properties }, { additionalProperties: false })),
    { default: { type }, description },
  );
