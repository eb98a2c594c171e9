/** Pictures inside cells: `data:image/png;base64,…`. */
const START = /^data:image\/[-+.a-z0-9]+;base64,/i;

export const isPictureUri = (cell: string): boolean => START.test(cell);

export function pictureUri(bytes: Uint8Array, type: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return `data:image/${type};base64,${btoa(text)}`;
}

/** The bytes inside; null: the cell is no such URI, or a damaged one. */
export function bytesOfUri(cell: string): Uint8Array | null {
  const start = START.exec(cell)?.[0];
  if (start === undefined) return null;
  try {
    return Uint8Array.from(atob(cell.slice(start.length)), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}
