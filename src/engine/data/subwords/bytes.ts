/** Bytes as visible characters, as GPT-2 writes them: those that are visible stand for themselves, the others for what follows 255. */
const LETTERS: readonly string[] = letters();

function letters(): readonly string[] {
  const visible = (byte: number): boolean => (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  let next = 256;
  return Array.from({ length: 256 }, (_, byte) => String.fromCodePoint(visible(byte) ? byte : next++));
}

const encoder = new TextEncoder();

/** A text's UTF-8, each byte as a character. */
export const asBytes = (text: string): string => Array.from(encoder.encode(text), (byte) => LETTERS[byte]!).join("");

/** The names of a text's bytes in vocabularies that fall back to them: "<0x0A>". */
export const byteNames = (text: string): readonly string[] =>
  Array.from(encoder.encode(text), (byte) => `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`);
