/**
 * Spreadsheets run a cell that begins with one of a few signs as a formula, even one that came out of a stranger's file.
 * An apostrophe in front makes it text again. Numbers are never touched, whatever their decimal sign: "-5" is no formula.
 */
import { shapeOf } from "./number-shape.ts";

/** Signs that begin a formula or a command, their full-width twins, and the blanks that some programs skip before them. */
const GUARDED = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;

/** The text with an apostrophe in front where a spreadsheet would run it; `unguard` takes it away again. */
export const guard = (text: string): string => (GUARDED.test(text) && shapeOf(text) === "none" ? `'${text}` : text);

/** What `guard` was given. A cell that began with an apostrophe and such a sign by itself loses one apostrophe. */
export const unguard = (text: string): string => (text.startsWith("'") && GUARDED.test(text) ? text.slice(1) : text);
