/** Small questions to values of unknown origin. */
export type Guard = (value: unknown) => boolean;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);
export const object: Guard = isObject;
export const text: Guard = (value) => typeof value === "string";
export const number: Guard = (value) => typeof value === "number";
export const truth: Guard = (value) => typeof value === "boolean";
export const anything: Guard = () => true;
export const orNull = (guard: Guard): Guard => (value) => value === null || guard(value);
export const list = (guard: Guard): Guard => (value) => Array.isArray(value) && value.every(guard);
export const table = (guard: Guard): Guard => (value) => isObject(value) && Object.values(value).every(guard);
/** At least these fields. */
export const fields = (shape: Readonly<Record<string, Guard>>): Guard => (value) => isObject(value) && Object.entries(shape).every(([field, guard]) => guard(value[field]));
