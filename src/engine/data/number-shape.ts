/** What the separators inside a cell say about the decimal sign, read off its bytes. */

export type NumberShape =
  /** No number, whichever sign separates decimals. */
  | "none"
  /** No separator: "12", "-3", "1e5". */
  | "whole"
  /** "." separates decimals, or "," thousands: "2.5", "1,234.5", "1,234,567". */
  | "point"
  /** "," separates decimals, or "." thousands: "2,5", "1.234,5", "1.234.567". */
  | "comma"
  /** "1.234": three decimals, or thousands. */
  | "point?"
  /** "1,234": three decimals, or thousands. */
  | "comma?";

const [COMMA, POINT, PLUS, MINUS, ZERO, NINE, UPPER_E, LOWER_E] = [44, 46, 43, 45, 48, 57, 69, 101];

/** The shape of the bytes from `start` to `end`, already trimmed. */
export function numberShape(bytes: Uint8Array, start: number, end: number): NumberShape {
  let at = start;
  if (at < end && (bytes[at] === PLUS || bytes[at] === MINUS)) at++;
  const first = at;
  let points = 0;
  let commas = 0;
  let digits = 0;
  /** Digits since the last separator; whether each earlier group could stand between thousands signs. */
  let group = 0;
  let grouped = true;
  let lastSign = 0;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= NINE) {
      group++;
      digits++;
    } else if (byte === POINT || byte === COMMA) {
      if (points + commas === 0 ? group < 1 || group > 3 : group !== 3) grouped = false;
      if (byte === POINT) points++;
      else commas++;
      lastSign = byte;
      group = 0;
    } else break;
  }
  if (digits === 0 || (at < end && !isExponent(bytes, at, end))) return "none";
  const separators = points + commas;
  if (separators === 0) return "whole";
  const decimal = lastSign === POINT ? "point" : "comma";
  if (separators === 1) {
    const either = grouped && group === 3 && at === end && bytes[first] !== ZERO;
    return either ? `${decimal}?` : decimal;
  }
  if (!grouped) return "none";
  if (points === 0 || commas === 0) return group === 3 ? (commas > 0 ? "point" : "comma") : "none";
  return (lastSign === POINT ? points : commas) === 1 ? decimal : "none";
}

function isExponent(bytes: Uint8Array, from: number, end: number): boolean {
  if (bytes[from] !== UPPER_E && bytes[from] !== LOWER_E) return false;
  let at = from + 1;
  if (bytes[at] === PLUS || bytes[at] === MINUS) at++;
  if (at >= end) return false;
  for (; at < end; at++) if (bytes[at]! < ZERO || bytes[at]! > NINE) return false;
  return true;
}

const encoder = new TextEncoder();
const LONGEST = 100;

/** The shape of a cell's text. Long cells are no numbers. */
export function shapeOf(cell: string): NumberShape {
  if (cell.length > LONGEST) return "none";
  const bytes = encoder.encode(cell.trim());
  return numberShape(bytes, 0, bytes.length);
}
