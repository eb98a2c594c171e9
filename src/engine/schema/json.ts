/** What survives JSON: facts, statistics and records are made of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
