/** Left rotations by round of four, and the sines that RFC 1321 adds. */
const TURNS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]] as const;
const SINES = Uint32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32));

/** The MD5 digest (RFC 1321), 16 bytes: for agreement with others' hashes, never for secrecy. */
export function md5(message: Uint8Array): Uint8Array {
  const padded = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  padded.set(message);
  padded[message.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, message.length << 3, true);
  view.setUint32(padded.length - 4, message.length >>> 29, true);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let block = 0; block < padded.length; block += 64) digestBlock(state, view, block);
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, i) => digest.setUint32(4 * i, word, true));
  return new Uint8Array(digest.buffer);
}

function digestBlock(state: Uint32Array, view: DataView, block: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number]; // four words, by construction
  for (let i = 0; i < 64; i++) {
    const [mixed, word] = mix(i, b, c, d);
    const sum = (a + mixed + SINES[i]! + view.getUint32(block + 4 * word, true)) | 0;
    const turn = TURNS[i >> 4]![i & 3]!;
    [a, d, c, b] = [d, c, b, (b + ((sum << turn) | (sum >>> (32 - turn)))) | 0];
  }
  [a, b, c, d].forEach((word, i) => { state[i] = state[i]! + word; });
}

/** The function of the round, and the word of the block that it takes. */
function mix(i: number, b: number, c: number, d: number): readonly [number, number] {
  switch (i >> 4) {
    case 0: return [(b & c) | (~b & d), i];
    case 1: return [(d & b) | (~d & c), (5 * i + 1) & 15];
    case 2: return [b ^ c ^ d, (3 * i + 5) & 15];
    default: return [c ^ (b | ~d), (7 * i) & 15];
  }
}
