/** One value of JSON, read as exactly as a table needs. */

/** Strings are passed over; NaN and infinities, which Python writes, and whole numbers that a double cannot hold, are not. */
const ODD = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const MAY_BE_ODD = /\bNaN\b|\bInfinity\b|\d{16}/;

/** The value; undefined where the text is none. NaN and infinities are null, whole numbers of more than 15 digits keep them all as text. */
export function parseJson(text: string): unknown {
  const plain = MAY_BE_ODD.test(text) ? text.replaceAll(ODD, plainer) : text;
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}

function plainer(found: string): string {
  if (found.startsWith('"')) return found;
  if (/[Ny]$/.test(found)) return "null";
  return /^-?\d{16,}$/.test(found) ? `"${found}"` : found;
}
