/**
 * Parameters as data: each is a JSON Schema with a default and a sentence, made with TypeBox. Validation, defaults, forms,
 * completion and search spaces all read the same object. TypeBox's compiler stays off: it probes `new Function`, which the
 * content-security policy refuses.
 */
import { Type, type Static, type TObject, type TProperties, type TSchema } from "typebox";

/** What a form or a search may want to know beyond JSON Schema. */
export interface Hints {
  /** `log`: values matter by their ratio (learning rates, widths). */
  readonly scale?: "linear" | "log";
  /** How much the result usually depends on it; absent: medium. */
  readonly impact?: "low" | "medium" | "high";
  /** Unit shown behind the value: "rows", "rounds". */
  readonly unit?: string;
  /** Values that Ludwig knows and Fidelio does not yet: refused with a sentence of their own. */
  readonly planned?: readonly string[];
  /** Every other value is one of those. */
  readonly othersPlanned?: true;
  /** Names a file that comes with the config. */
  readonly asset?: true;
}
interface Range { readonly min?: number; readonly max?: number }
const bounds = ({ min, max, ...hints }: Range & Hints) =>
  ({ ...hints, ...(min !== undefined && { minimum: min }), ...(max !== undefined && { maximum: max }) });

export const int = (value: number, description: string, o: Range & Hints = {}) => Type.Integer({ default: value, description, ...bounds(o) });
export const float = (value: number, description: string, o: Range & Hints = {}) => Type.Number({ default: value, description, ...bounds(o) });
export const bool = (value: boolean, description: string, hints: Hints = {}) => Type.Boolean({ default: value, description, ...hints });
export const text = (value: string, description: string, hints: Hints = {}) => Type.String({ default: value, description, ...hints });
export const oneOf = <const V extends string>(values: readonly [V, ...V[]], value: V, description: string, hints: Hints = {}) =>
  Type.Enum(values, { default: value, description, ...hints });

/** The same parameter, which may also be null: off, or "as usual". */
export const orNull = <S extends TSchema>(schema: S, value: Static<S> | null, description: string, hints: Hints = {}) =>
  Type.Union([schema, Type.Null()], { default: value, description, ...hints });

/** The name of a file that comes with the config; null: there is none. */
export const asset = (description: string, hints: Hints = {}) => orNull(text("", ""), null, description, { ...hints, asset: true });

/** Keys of Ludwig's of which only one value means anything here yet; every other is refused with a sentence of its own. */
export const nullYet = (description: string) => Type.Null({ default: null, description, othersPlanned: true });
export const falseYet = (description: string) => Type.Literal(false, { default: false, description, othersPlanned: true });

/** Parameters inside a parameter; a block that is absent, or names some of them, reads as its defaults otherwise. */
export const block = <P extends TProperties>(properties: P, description: string, hints: Hints = {}) =>
  Type.Object(properties, { default: defaultsOf(properties), description, ...hints });

const defaultsOf = (properties: TProperties): Record<string, unknown> =>
  Object.fromEntries(Object.entries(properties).map(([key, schema]) => [key, "default" in schema ? schema.default : undefined]));

/** Parameters read from a config: every key present, every value checked. */
export type Params<S extends TObject> = Readonly<Static<S>>;
export type { TObject, TSchema, Static };
export { Type };
