/** What survives JSON: facts, statistics and records are made of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** What a record itself holds under a name, null where it holds nothing: a feature may be called "constructor". */
export const own = (record: Readonly<Record<string, Json>>, name: string): Json => (Object.hasOwn(record, name) ? record[name]! : null);
